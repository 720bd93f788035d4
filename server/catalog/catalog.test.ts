import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offerOf, publishPlan, stockCatalogue } from '../../test/catalogue.ts';
import { openWorld, type World } from '../../test/world.ts';
import type { Ctx } from '../base/ctx.ts';
import { listFamilies, orderFamilies, renameFamily } from './families.ts';
import type { Band, NewOffer } from './offers.rules.ts';
import { changeOffer, publishOffer } from './offers.ts';
import { getBundlePlan, listBundlePlans, publishBundlePlan, publishPlanVersion } from './plans/plans.ts';
import { lineAmount, priceOf } from './prices/prices.rules.ts';
import type { PriceQuery } from './prices/prices.sql.ts';
import { pricesFor, setListPrice } from './prices/prices.ts';
import type { ProductFilter } from './products.sql.ts';
import {
  addProduct,
  changeProduct,
  getProduct,
  listForSale,
  listProducts,
  listVersions,
  publishProduct,
} from './products.ts';

const PAGE = { limit: 50, format: 'json' } as const;

let world: World;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
beforeAll(async () => {
  world = await openWorld();
  stock = await stockCatalogue(world);
});
afterAll(() => world.close());

const priced = async (query: Partial<PriceQuery> = {}) =>
  world.system((ctx) =>
    pricesFor(ctx, {
      currency: 'SAR',
      on: '2026-01-15',
      bundle_plan_id: stock.silver.id,
      billing_preference: 'postpay',
      ...query,
    }),
  );

describe('prices', () => {
  test('many offers by one query, each at its own discount', async () => {
    const prices = await priced({ offerIds: [stock.monthly.id, stock.domain.id, stock.line.id] });
    expect(
      [...prices.values()].map(({ offer_code, discount, unit_price }) => [offer_code, discount, unit_price]),
    ).toEqual([
      ['DOMAIN-SA-M', '0.1', '13455'],
      ['FIBRE-100-M', '0.1', '40500'],
      ['GWS-STARTER-M', '0.2', '2160'],
    ]);
  });

  test('another preference, another currency, no plan, no price', async () => {
    const offerIds = [stock.monthly.id];
    expect((await priced({ offerIds, billing_preference: 'prepay' })).get(stock.monthly.id)?.unit_price).toBe(
      '2295',
    );
    expect((await priced({ offerIds, currency: 'USD' })).get(stock.monthly.id)?.unit_price).toBe('540');
    expect((await priced({ offerIds, bundle_plan_id: null })).get(stock.monthly.id)?.unit_price).toBe('2700');
    expect((await priced({ offerIds, currency: 'JPY' })).size).toBe(0);
    expect((await priced({ offerIds, on: '2019-12-31' })).size).toBe(0);
  });

  test('a new price holds from its day on; the past stays', async () => {
    const coming = { currency: 'SAR', valid_from: '2026-03-01', unit_price: '15950.5' };
    await world.system((ctx) => setListPrice(ctx, stock.domain.id, coming));
    const on = async (day: string) =>
      (await priced({ on: day, bundle_plan_id: null })).get(stock.domain.id)?.unit_price;
    expect([await on('2026-02-28'), await on('2026-03-01')]).toEqual(['14950', '15950.5']);
    await expect(world.system((ctx) => setListPrice(ctx, stock.domain.id, coming))).rejects.toMatchObject({
      code: 'already_exists',
    });
    const today = world.system((ctx) =>
      setListPrice(ctx, stock.domain.id, { ...coming, valid_from: '2026-01-15' }),
    );
    await expect(today).rejects.toMatchObject({ errors: [{ pointer: '#/valid_from' }] });
    const negative = world.system((ctx) =>
      setListPrice(ctx, stock.domain.id, { ...coming, valid_from: '2026-05-01', unit_price: '-5' }),
    );
    await expect(negative).rejects.toMatchObject({ errors: [{ pointer: '#/unit_price' }] });
  });

  test('the past cannot be changed even by a slip of ours', async () => {
    const update = world.system(({ db }) => sql`update catalog.list_price set unit_price = 1`.execute(db));
    await expect(update).rejects.toThrow(/permission denied/);
  });
});

describe('the engine and the database agree', () => {
  test('on unit prices and lines, to the last halala', async () => {
    const line = fc.record({
      list: fc.integer({ min: 0, max: 10 ** 9 }),
      rate: fc.integer({ min: 0, max: 999_999 }),
      quantity: fc.integer({ min: 1, max: 5000 }),
      days: fc.integer({ min: 1, max: 31 }),
    });
    const lines = fc
      .sample(line, { numRuns: 300, seed: 7 })
      .map((row) => ({ ...row, list: `${row.list}.125`, rate: `0.${row.rate.toString().padStart(6, '0')}` }));
    const inDatabase = await world.system(({ db }) =>
      sql<{ unit_price: string; net: bigint }>`
        select trim_scale(unit_price)::text as unit_price, div(2 * quantity * unit_price * days + 31, 62)::bigint as net
        from (select list * (1 - rate) as unit_price, quantity, days
          from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(list numeric(24, 12), rate numeric(9, 6), quantity int, days int)) l`.execute(
        db,
      ),
    );
    const inCode = lines.map(({ list, rate, quantity, days }) => {
      const { unit_price } = priceOf(
        {
          product: { code: 'x', family_id: 'y' },
          billing_preference: 'postpay',
          list: { unit_price: list, floor_price: null, valid_from: '2020-01-01' },
          ...{ bundle_plan_id: null, plan: null, special: null, incentive: null, promotions: [] },
          discounts: [
            { scope: 'everything', target: '', billing_preference: 'postpay', from_quantity: 1, rate },
          ],
        },
        quantity,
      );
      return { unit_price, net: lineAmount({ unit_price, quantity, days, days_in_period: 31 }) };
    });
    expect(inCode).toEqual(inDatabase.rows);
  });
});

describe('bundle plans', () => {
  test('a version follows another and prices by its day', async () => {
    const plan = await world.system((ctx) => publishPlan(ctx, 'GOLD', []));
    const discounts = [
      { scope: 'product', target: 'GWS-STARTER', billing_preference: 'postpay', rate: '0.25' },
    ] as const;
    await world.system((ctx) => publishPlanVersion(ctx, plan.id, { valid_from: '2026-02-01', discounts }));
    const on = async (day: string) =>
      (await priced({ on: day, bundle_plan_id: plan.id })).get(stock.monthly.id)?.discount;
    expect([await on('2026-01-31'), await on('2026-02-01')]).toEqual(['0', '0.25']);
    const detail = await world.system((ctx) => getBundlePlan(ctx, plan.id));
    expect(detail).toMatchObject({
      current_version: 1,
      versions: [
        { version: 1, discounts: [] },
        { version: 2, discounts: [{ target: 'GWS-STARTER', rate: '0.250000' }] },
      ],
    });
    const listed = await world.system((ctx) => listBundlePlans(ctx, PAGE));
    expect(listed.items.map(({ code, current_version }) => [code, current_version])).toEqual([
      ['GOLD', 1],
      ['SILVER', 1],
    ]);
  });

  test('a bad schedule names each bad line; the past and the vendor’s right are kept', async () => {
    const bad = [
      { scope: 'family', target: 'nothing', billing_preference: 'postpay', rate: '0.1' },
      { scope: 'everything', target: '', billing_preference: 'postpay', rate: '1.2' },
      { scope: 'product', target: 'GWS-STARTER', billing_preference: 'prepay', rate: '0.1' },
      { scope: 'product', target: 'GWS-STARTER', billing_preference: 'prepay', rate: '0.2' },
    ] as const;
    const plan = await world.system((ctx) =>
      publishBundlePlan(ctx, { code: 'BAD', name: { en: 'Bad', ar: 'سيئ' } }),
    );
    const refused = world.system((ctx) =>
      publishPlanVersion(ctx, plan.id, { valid_from: '2026-02-01', discounts: bad }),
    );
    await expect(refused).rejects.toMatchObject({
      errors: [{ pointer: '#/discounts/0' }, { pointer: '#/discounts/1' }, { pointer: '#/discounts/3' }],
    });
    const past = world.system((ctx) =>
      publishPlanVersion(ctx, stock.silver.id, { valid_from: '2026-01-15', discounts: [] }),
    );
    await expect(past).rejects.toMatchObject({ errors: [{ pointer: '#/valid_from' }] });
    const reseller = await world.reseller();
    const stranger = world.as(reseller, ['owner'], (ctx) =>
      publishPlanVersion(ctx, stock.silver.id, { valid_from: '2027-01-01', discounts: [] }),
    );
    await expect(stranger).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('the catalogue', () => {
  test('publishing again changes the same product; an offer’s terms stay as sold', async () => {
    const before = await world.system((ctx) => getProduct(ctx, stock.monthly.product_id));
    await world.system((ctx) =>
      publishProduct(ctx, { ...before, name: { en: 'Workspace Starter', ar: 'ورك سبيس' } }),
    );
    const after = await world.system((ctx) => getProduct(ctx, stock.monthly.product_id));
    expect([after.id, after.name.en, after.offers.length]).toEqual([before.id, 'Workspace Starter', 3]);
    const other = world.system((ctx) => publishOffer(ctx, { ...stock.monthly, term_months: 12, prices: [] }));
    await expect(other).rejects.toMatchObject({ code: 'already_exists' });
    const crooked = world.system((ctx) =>
      publishOffer(ctx, { ...stock.monthly, code: 'NEW', term_months: 6, cycle_months: 12, prices: [] }),
    );
    await expect(crooked).rejects.toMatchObject({ errors: [{ pointer: '#/cycle_months' }] });
    const homeless = world.system((ctx) => publishProduct(ctx, { ...before, family_id: 'nowhere' }));
    await expect(homeless).rejects.toMatchObject({ errors: [{ pointer: '#/family_id' }] });
  });

  test('sells in every way, each within what can be billed', async () => {
    const { product_id } = stock.monthly;
    const name = { en: 'Way', ar: 'طريقة' };
    const publish = (way: Partial<NewOffer>, bands: Band[] = []) =>
      world.system((ctx) =>
        publishOffer(ctx, {
          ...{
            product_id,
            name,
            code: `WAY-${Object.values(way).join('-')}`,
            term_months: 1,
            cycle_months: 1,
          },
          ...way,
          prices: [{ currency: 'SAR', valid_from: '2020-01-01', unit_price: '100', bands }],
        }),
      );
    expect(await publish({ term_months: 36, cycle_months: 36 })).toMatchObject({ billing: 'recurring' });
    const setup = await publish({ billing: 'one_time', term_months: 0, cycle_months: 0 });
    const calls = await publish({ billing: 'per_use', rate_model: 'tiered' }, [
      { above: 100, unit_price: '0.000125' },
    ]);
    expect(await publish({ billing: 'per_use', rate_model: 'package', package_size: 1000 })).toBeDefined();
    const rows = await world.system(({ db }) =>
      sql`select above::int, trim_scale(unit_price)::text as unit_price from catalog.price_band where offer_id = ${calls.id}`.execute(
        db,
      ),
    );
    expect(rows.rows).toEqual([{ above: 100, unit_price: '0.000125' }]);
    expect((await priced({ offerIds: [setup.id], bundle_plan_id: null })).get(setup.id)?.unit_price).toBe(
      '100',
    );
    for (const [pointer, way, bands] of [
      ['#/cycle_months', { term_months: 24, cycle_months: 24 / 5 }],
      ['#/term_months', { billing: 'one_time', cycle_months: 0 }],
      ['#/rate_model', { rate_model: 'tiered' }],
      ['#/package_size', { billing: 'per_use', package_size: 10 }],
      ['#/early_termination_fee_rate', { early_termination_fee_rate: '1.5' }],
      ['#/cancel_window_hours', { cancel_window_hours: -1 }],
      ['#/bands', { billing: 'per_use' }, [{ above: 10, unit_price: '1' }]],
      [
        '#/bands',
        { billing: 'per_use', rate_model: 'volume' },
        [
          { above: 10, unit_price: '1' },
          { above: 10, unit_price: '2' },
        ],
      ],
    ] as [string, Partial<NewOffer>, Band[]?][])
      await expect(publish({ code: 'WAY-BAD', ...way }, bands)).rejects.toMatchObject({
        errors: [{ pointer }],
      });
    const stricter = publish({
      code: 'WAY-36-36',
      term_months: 36,
      cycle_months: 36,
      early_termination_fee_rate: '0.5',
    });
    await expect(stricter).rejects.toMatchObject({ code: 'already_exists' });
  });

  test('a version begins on its day, and what held before stays written', async () => {
    const vault = {
      ...{
        code: 'VAULT',
        family_id: 'workspace',
        name: { en: 'Vault', ar: 'فولت' },
        description: { en: '', ar: '' },
      },
      ...{
        unit: 'seat',
        connector: 'manual',
        kind: 'add_on' as const,
        countries: ['SA'],
        segments: ['large' as const],
      },
      works_with: [{ system: 'Microsoft Outlook', note: { en: 'By IMAP alone.', ar: 'عبر IMAP فقط.' } }],
      relations: [{ kind: 'requires' as const, product: 'GWS-STARTER', choice: 1 }],
    };
    const { id } = await world.system((ctx) => addProduct(ctx, vault));
    const later = { ...vault, name: { en: 'Vault 2', ar: 'فولت 2' }, relations: [] };
    await world.system((ctx) => changeProduct(ctx, id, later, '2026-02-01'));
    const now = await world.system((ctx) => getProduct(ctx, id));
    expect(now).toMatchObject({ name: { en: 'Vault' }, version: 1, relations: [{ product: 'GWS-STARTER' }] });
    const starter = await world.system((ctx) => getProduct(ctx, stock.monthly.product_id));
    expect(starter.related).toMatchObject([{ kind: 'requires', product: 'VAULT' }]);
    const past = world.system((ctx) => changeProduct(ctx, id, vault, '2026-01-14'));
    await expect(past).rejects.toMatchObject({ errors: [{ pointer: '#/valid_from' }] });
    const taken = world.system((ctx) => addProduct(ctx, vault));
    await expect(taken).rejects.toMatchObject({ code: 'already_exists' });
    const homeless = { ...vault, relations: [{ kind: 'excludes' as const, product: 'NOWHERE', choice: 1 }] };
    await expect(world.system((ctx) => changeProduct(ctx, id, homeless))).rejects.toMatchObject({
      errors: [{ pointer: '#/relations' }],
    });

    await world.system((ctx) =>
      changeOffer(ctx, stock.line.id, { maximum_quantity: 5, valid_from: '2026-02-01' }),
    );
    await world.tick();
    expect((await world.system((ctx) => getProduct(ctx, id))).version).toBe(1);
    world.moveTo('2026-01-31T21:30:00.000Z');
    await world.tick();
    expect(await world.system((ctx) => getProduct(ctx, id))).toMatchObject({
      name: { en: 'Vault 2' },
      version: 2,
      relations: [],
    });
    const versions = await world.system((ctx) => listVersions(ctx, id));
    expect(
      versions.product.map(({ version, valid_from, facts }) => [version, valid_from, facts.name.en]),
    ).toEqual([
      [1, '2026-01-15', 'Vault'],
      [2, '2026-02-01', 'Vault 2'],
    ]);
    const bounds = (await world.system((ctx) => getProduct(ctx, stock.line.product_id))).offers[0];
    expect(bounds).toMatchObject({ maximum_quantity: 5, version: 2 });
    const rewrite = world.system(({ db }) =>
      sql`update catalog.product_version set facts = '{}'`.execute(db),
    );
    await expect(rewrite).rejects.toThrow(/permission denied/);
    world.moveTo('2026-01-15T06:00:00.000Z');
  });

  test('is sold where and to whom it says, and listed by that', async () => {
    const codes = async (filter: ProductFilter) =>
      (await world.system((ctx) => listProducts(ctx, PAGE, filter))).items.map(({ code }) => code);
    expect(await codes({ country: 'AE' })).not.toContain('VAULT');
    expect(await codes({ country: 'SA', segment: 'large', kind: 'add_on' })).toEqual(['VAULT']);
    expect(await codes({ segment: 'small', family_id: 'workspace' })).toEqual(['GWS-STARTER']);
  });

  test.each([
    ['fiber', 'FIBRE-100'],
    ['FIBRÉ', 'FIBRE-100'],
    ['fribe-100', 'FIBRE-100'],
    ['domian', 'DOMAIN-SA'],
    ['dommain', 'DOMAIN-SA'],
    ['gws-strater', 'GWS-STARTER'],
    ['workspase', 'GWS-STARTER'],
    ['وورك سبيس', 'GWS-STARTER'],
    ['ستارتر', 'GWS-STARTER'],
    ['نِطَاق', 'DOMAIN-SA'],
    ['فيبر', 'FIBRE-100'],
    ['ifbre', 'FIBRE-100'],
    ['gws satrter', 'GWS-STARTER'],
    ['wrokspace', 'GWS-STARTER'],
    ['نطقا', 'DOMAIN-SA'],
  ])('%s finds %s', async (q, code) => {
    const found = await world.system((ctx) => listProducts(ctx, { ...PAGE, q }));
    expect(found.items.map((product) => product.code)).toContain(code);
    expect(found.items.length).toBeLessThan(3);
  });

  describe('families', () => {
    const asChannel = async <T>(work: (ctx: Ctx) => Promise<T>) =>
      world.as(await world.vendor(), ['channel_manager'], work);
    const names = async () => (await world.system(listFamilies)).map(({ id, name }) => `${id}: ${name.en}`);

    test('are renamed at once, and told with how many products they have on sale', async () => {
      const renamed = await asChannel((ctx) =>
        renameFamily(ctx, 'domains', { en: 'Domain names', ar: 'أسماء النطاقات' }),
      );
      expect(renamed).toMatchObject({
        id: 'domains',
        name: { ar: 'أسماء النطاقات' },
        position: 1,
        products: 1,
      });
      expect(await names()).toContain('domains: Domain names');
      await expect(asChannel((ctx) => renameFamily(ctx, 'none', { en: 'A', ar: 'أ' }))).rejects.toMatchObject(
        {
          kind: 'missing',
        },
      );
      await expect(
        world.as(await world.vendor(), ['care'], (ctx) => renameFamily(ctx, 'domains', { en: 'A', ar: 'أ' })),
      ).rejects.toMatchObject({ kind: 'forbidden' });
    });

    test('stand in the order they are put in, all of them or none', async () => {
      const before = (await world.system(listFamilies)).map(({ id }) => id);
      const [first = '', ...rest] = before;
      const after = await asChannel((ctx) => orderFamilies(ctx, [...rest, first]));
      expect(after.map(({ id, position }) => [id, position])).toEqual(
        [...rest, first].map((id, i) => [id, i]),
      );
      for (const ids of [rest, [...before, 'more'], [...rest, rest[0] ?? '']])
        await expect(asChannel((ctx) => orderFamilies(ctx, ids))).rejects.toMatchObject({ kind: 'conflict' });
      await asChannel((ctx) => orderFamilies(ctx, before));
      expect((await world.system(listFamilies)).map(({ id }) => id)).toEqual(before);
      const written = await world.system(({ db }) =>
        db.selectFrom('base.audit_entry').select('action').where('subject_kind', '=', 'family').execute(),
      );
      expect(written.map(({ action }) => action)).toEqual([
        'family.renamed',
        'families.ordered',
        'families.ordered',
      ]);
    });
  });

  test('are found by codes of products and of their offers, and by ids of offers, and by nothing else', async () => {
    const codes = async (...wanted: string[]) =>
      (await world.system((ctx) => listProducts(ctx, PAGE, { codes: wanted }))).items.map(({ code }) => code);
    expect(await codes('FIBRE-100', 'GWS-STARTER-Y', stock.domain.id)).toEqual([
      'DOMAIN-SA',
      'FIBRE-100',
      'GWS-STARTER',
    ]);
    expect(await codes('FIBRE', '00000000-0000-7000-8000-000000000000')).toEqual([]);
    expect(await codes()).toEqual([]);
  });

  test('is searched by word in codes and both languages, and paged by code', async () => {
    const find = async (q: string) =>
      (await world.system((ctx) => listProducts(ctx, { ...PAGE, q }))).items.map(({ code }) => code);
    expect(await find('fibre')).toEqual(['FIBRE-100']);
    expect(await find('ورك')).toEqual(['GWS-STARTER']);
    expect(await find('domain بالعربية')).toEqual(['DOMAIN-SA']);
    expect(await find('50%')).toEqual([]);
    const first = await world.system((ctx) => listProducts(ctx, { ...PAGE, limit: 2 }));
    const second = await world.system((ctx) =>
      listProducts(ctx, { ...PAGE, limit: 2, cursor: first.next_cursor ?? '' }),
    );
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual([
      'DOMAIN-SA',
      'FIBRE-100',
      'GWS-STARTER',
      'VAULT',
    ]);
    expect(second.next_cursor).toBeNull();
  });

  test('sells what has a price in the currency and is not withdrawn', async () => {
    const sold = await world.system((ctx) =>
      offerOf(
        ctx,
        { code: 'OLD', family_id: 'domains', unit: 'domain' },
        { term_months: 12, cycle_months: 12 },
        '100',
      ),
    );
    const codes = async (currency: string) =>
      (
        await world.system((ctx) =>
          listForSale(ctx, PAGE, { currency, on: '2026-01-15', family_id: 'domains' }),
        )
      ).items.map(({ code }) => code);
    expect([await codes('SAR'), await codes('EUR')]).toEqual([['DOMAIN-SA', 'OLD'], []]);
    await world.system((ctx) => changeOffer(ctx, sold.id, { withdrawn: true }));
    expect(await codes('SAR')).toEqual(['DOMAIN-SA']);
    expect((await priced({ offerIds: [sold.id] })).get(sold.id)?.for_sale).toBe(false);
  });
});
