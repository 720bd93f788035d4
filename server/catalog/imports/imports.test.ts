import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stockCatalogue } from '../../../test/catalogue.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { toCsvRows } from '../../base/csv.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { Organization } from '../../identity/index.ts';
import { writeXlsx } from '../files/xlsx-write.ts';
import { changeProduct, getProduct, listProducts, listVersions } from '../products.ts';
import { exportCatalogue } from './exports.ts';
import type { Import, Summary } from './imports.rules.ts';
import {
  dropImport,
  getImport,
  listChanges,
  proofOf,
  publishImport,
  reviewImport,
  uploadImport,
  type Wish,
} from './imports.ts';

const PAGE = { limit: 200, format: 'json' } as const;
const LIST = new URL('../../../test/data/catalog/tld-prices.dynadot.json', import.meta.url);
const HEAD = [
  'family',
  'product',
  'product_en',
  'product_ar',
  'unit',
  'offer',
  'offer_en',
  'offer_ar',
  'term_months',
  'cycle_months',
  'price_sar',
];
const MAIL = [
  'workspace',
  'MAIL-BASIC',
  'Basic mail',
  'بريد أساسي',
  'seat',
  'MAIL-BASIC-M',
  'By the month',
  'شهريًا',
  '1',
  '1',
  '12.345',
];

let world: World;
let vendor: Organization;
let stock: Awaited<ReturnType<typeof stockCatalogue>>;
beforeAll(async () => {
  world = await openWorld();
  vendor = await world.vendor();
  stock = await stockCatalogue(world);
});
afterAll(() => world.close());

const office = <T>(work: (ctx: Ctx) => Promise<T>) => world.as(vendor, ['channel_manager'], work);
const upload = (bytes: Uint8Array, wish: Wish = {}, name = 'catalogue.csv') =>
  office((ctx) => uploadImport(ctx, name, bytes, wish));
const csv = (...rows: string[][]) => toCsvRows([HEAD, ...rows]);
const changed = (row: string[], change: Record<string, string>) =>
  row.map((cell, index) => change[HEAD[index] ?? ''] ?? cell);
const publish = (one: Import) => office((ctx) => publishImport(ctx, one.id, proofOf(one)));
const changesOf = async ({ id }: Import) => (await office((ctx) => listChanges(ctx, id, PAGE, {}))).items;
const product = async (code: string) => {
  const { items } = await world.system((ctx) => listProducts(ctx, { ...PAGE, q: code }));
  const found = items.find((item) => item.code === code);
  if (!found) throw new Error(`no product ${code}`);
  return found;
};

describe('a registrar’s price list of 809 top-level domains', () => {
  test('imports as a catalogue of domain offers, at its exact prices', async () => {
    const read = await upload(await readFile(LIST), {}, 'tld-prices.dynadot.json');
    expect(read).toMatchObject({ state: 'ready', format: 'json', fault_count: 0, row_count: 3236 });
    expect(read.summary.products).toEqual({ added: 809, changed: 0, withdrawn: 0 });
    expect(read.summary.prices).toEqual({ new: 3236, up: 0, down: 0 });
    await publish(read);
    const com = await product('DOMAIN-COM');
    expect(com).toMatchObject({ family_id: 'domains', unit: 'domain', name: { ar: 'اسم نطاق \u200e.com' } });
    expect(com.attributes).toMatchObject({ renew_grace_days: '30', delete_grace_days: '5', idn: 'yes' });
    expect(
      com.offers.map(({ code, billing, cycle_months, cancel_window_hours, prices }) => [
        code,
        billing,
        cycle_months,
        cancel_window_hours,
        prices[0]?.currency,
        prices[0]?.unit_price.replace(/\.?0+$/, ''),
      ]),
    ).toEqual([
      ['DOMAIN-COM-REGISTER', 'one_time', 0, 120, 'USD', '1088'],
      ['DOMAIN-COM-RESTORE', 'one_time', 0, 0, 'USD', '10092'],
      ['DOMAIN-COM-TRANSFER', 'one_time', 0, 0, 'USD', '1088'],
      ['DOMAIN-COM-RENEW', 'recurring', 12, 0, 'USD', '1088'],
    ]);
    const list = await readFile(LIST, 'utf8');
    const bare = list.replaceAll(/,\s*"currency": "USD"/g, '');
    const unsaid = await upload(Buffer.from(bare));
    expect(unsaid.faults).toMatchObject([
      { column: 'currency', sentence: expect.stringMatching(/No price says its currency/) },
    ]);
    const saidOnce = await upload(Buffer.from(bare.replace('{', '{"currency": "USD",')));
    expect([saidOnce.faults, await changesOf(saidOnce)]).toEqual([[], []]);
    const again = await upload(await readFile(LIST), {}, 'again.json');
    expect(await changesOf(again)).toEqual([]);
  });

  test('keeps what is finer than a cent, and names every bad entry by its line and field', async () => {
    const prices = (entries: string[]) => Buffer.from(`{"prices": {\n${entries.join(',\n')}\n}}`);
    const good =
      '"fine": {"register_price": 0.0125, "renew_price": 11.190000000000001, "restore_price": null, "currency": "USD"}';
    const read = await upload(prices([good]));
    const changes = await changesOf(read);
    expect(changes.flatMap(({ moves }) => moves.map(({ to }) => to))).toEqual(['1.25', '1119']);
    const bad = await upload(
      prices([
        good,
        '"neg": {"register_price": -3, "currency": "USD"}',
        '"cur": {"register_price": 3, "currency": "dollars"}',
        '"word": {"register_price": "free", "currency": "USD"}',
        '"days": {"register_price": 1, "delete_grace_period": 1.5, "currency": "USD"}',
        '"list": []',
        '"fine": {"currency": "USD"}',
      ]),
    );
    expect(bad.faults.map(({ line, column }) => [line, column])).toEqual([
      [3, 'register_price'],
      [4, 'currency'],
      [5, 'register_price'],
      [6, 'delete_grace_period'],
      [7, 'list'],
      [7, 'currency'],
      [8, 'fine'],
    ]);
    const minified = await upload(
      Buffer.from('{"prices":{"a":{"register_price":-1},"b":{"register_price":-2}},"currency":"USD"}'),
    );
    expect(minified.faults.map(({ line, sentence }) => [line, sentence.slice(0, 18)])).toEqual([
      [1, '-1 is no price of '],
      [1, '-2 is no price of '],
    ]);
    const torn = await upload(Buffer.from('{"prices": {\n"com": {"register_price": 1,\n'));
    expect(torn.faults).toMatchObject([{ line: 3, sentence: expect.stringMatching(/not JSON/) }]);
  });
});

describe('a file with five kinds of planted faults', () => {
  const ROWS = [
    HEAD,
    MAIL,
    changed(MAIL, { offer: 'MAIL-BASIC-Y', price_sar: '12,50' }),
    changed(MAIL, { product: 'MAIL-PRO', offer: 'MAIL-PRO-M', family: 'no-such-family' }),
    changed(MAIL, { product: 'MAIL-MAX', offer: 'MAIL-MAX-M', unit: 'seats' }),
    changed(MAIL, { offer: 'MAIL-BASIC-M' }),
    changed(MAIL, { product: 'MAIL-TOP', offer: 'MAIL-TOP-Y', term_months: '12', cycle_months: '5' }),
    changed(MAIL, { product: 'MAIL-END', offer: 'MAIL-END-M' }),
  ];
  const PLACES = [
    [3, 'price_sar', 'K3', /no price; write digits with a point/],
    [4, 'family', 'A4', /no family no-such-family yet/],
    [5, 'unit', 'E5', /"seats" is not known here; write one of: seat/],
    [6, 'offer', 'F6', /stands in line 2 already/],
    [7, 'cycle_months', 'J7', /A cycle is 1, 3, 6, 12/],
  ];

  test.each([
    ['CSV', async () => toCsvRows(ROWS)],
    ['semicolons', async () => Buffer.from(ROWS.map((row) => row.join(';')).join('\n'))],
    ['XLSX', async () => writeXlsx(HEAD, ROWS.slice(1))],
  ])('is refused with five exact places: %s', async (_, bytes) => {
    const before = await world.system(({ db }) =>
      sql`select count(*) from catalog.product_version`.execute(db),
    );
    const refused = await upload(await bytes());
    expect(refused).toMatchObject({ state: 'refused', fault_count: 5 });
    expect(refused.faults).toEqual(
      PLACES.map(([line, column, cell, sentence]) => ({
        line,
        column,
        cell,
        sentence: expect.stringMatching(sentence as RegExp),
      })),
    );
    expect(await changesOf(refused)).toEqual([]);
    await expect(publish(refused)).rejects.toMatchObject({ code: 'illegal_move' });
    const after = await world.system(({ db }) =>
      sql`select count(*) from catalog.product_version`.execute(db),
    );
    expect(after.rows).toEqual(before.rows);
  });

  test.each([
    [
      'an unknown column',
      [
        ['offer', 'colour'],
        ['GWS-STARTER-M', 'red'],
      ],
      1,
      'colour',
      /no column "colour"/,
    ],
    ['no product and no offer', [['family'], ['workspace']], 1, 'offer', /neither a column/],
    [
      'a cell too many',
      [
        ['product', 'unit'],
        ['GWS-STARTER', 'seat', 'more'],
      ],
      2,
      '',
      /under no column/,
    ],
    [
      'a row about nothing',
      [
        ['product', 'offer', 'price_sar'],
        ['', '', '5'],
      ],
      2,
      'product',
      /Say which product/,
    ],
    [
      'what gainsays itself',
      [HEAD, MAIL, changed(MAIL, { offer: 'MAIL-BASIC-Y', product_en: 'Other' })],
      3,
      'product_en',
      /gainsays line 2/,
    ],
    [
      'another term under a known code',
      [
        ['offer', 'term_months'],
        ['GWS-STARTER-Y', '24'],
      ],
      2,
      'term_months',
      /sold with 12/,
    ],
    [
      'another product under a known code',
      [
        ['offer', 'product'],
        ['GWS-STARTER-Y', 'FIBRE-100'],
      ],
      2,
      'product',
      /an offer of GWS-STARTER/,
    ],
    [
      'an unknown relation',
      [
        ['product', 'requires'],
        ['GWS-STARTER', 'NOPE'],
      ],
      2,
      'requires',
      /no product NOPE/,
    ],
    [
      'a country in words',
      [
        ['product', 'countries'],
        ['GWS-STARTER', 'SA; Qatar'],
      ],
      2,
      'countries',
      /"Qatar" is no country/,
    ],
    [
      'a price below zero',
      [
        ['offer', 'price_sar'],
        ['GWS-STARTER-M', '-1'],
      ],
      2,
      'price_sar',
      /below zero/,
    ],
    [
      'bands of a flat rate',
      [
        ['offer', 'price_sar', 'bands_sar'],
        ['GWS-STARTER-M', '30', '10: 5'],
      ],
      2,
      'bands_sar',
      /tiered or a volume/,
    ],
    [
      'a fee over the whole',
      [
        ['offer', 'early_termination_fee_rate'],
        ['GWS-STARTER-M', '1.5'],
      ],
      2,
      'early_termination_fee_rate',
      /fraction from 0 to 1/,
    ],
  ] as [string, string[][], number, string, RegExp][])(
    '%s is named',
    async (_, rows, line, column, sentence) => {
      const refused = await upload(toCsvRows(rows));
      expect(refused.faults).toMatchObject([{ line, column, sentence: expect.stringMatching(sentence) }]);
    },
  );

  test.each([
    ['a quotation mark that never closes', 'offer,price_sar\nA1,5\nB1,"6\n', 3, /never closes/],
    [
      'another encoding',
      Buffer.concat([Buffer.from('offer\nA1\n'), Buffer.from([0xc7, 0xe1, 0x0a])]),
      3,
      /not UTF-8/,
    ],
    ['nothing at all', '', 1, /empty/],
    ['a torn workbook', 'PK\u0003\u0004torn', 1, /no Excel workbook/],
  ] as [string, string | Buffer, number, RegExp][])('%s is named', async (_, bytes, line, sentence) => {
    const refused = await upload(Buffer.from(bytes));
    expect(refused.faults).toMatchObject([{ line, sentence: expect.stringMatching(sentence) }]);
  });
});

describe('the difference', () => {
  test('is added, changed and withdrawn, with what a price move means to those who live by it', async () => {
    await sellSeats(world, stock.monthly.id, 7);
    const read = await upload(
      csv(
        MAIL,
        ['', '', '', '', '', 'GWS-STARTER-M', '', '', '', '', '30.00'],
        ['', '', '', '', '', 'GWS-STARTER-Y', 'A year', 'سنة', '', '', ''],
      ),
      { missing: 'withdraw', valid_from: '2026-02-01' },
    );
    expect(read.faults).toEqual([]);
    const summary: Summary = {
      families: { added: 0, changed: 0, withdrawn: 0 },
      products: { added: 1, changed: 0, withdrawn: 0 },
      offers: { added: 1, changed: 2, withdrawn: 1 },
      prices: { new: 1, up: 1, down: 0 },
      effects: [{ currency: 'SAR', subscriptions: 1, monthly: 7 * 300 }],
      withdrawn_subscriptions: 0,
    };
    expect(read.summary).toEqual(summary);
    const changes = await changesOf(read);
    expect(changes.map(({ subject, change, code }) => [subject, change, code])).toEqual([
      ['product', 'added', 'MAIL-BASIC'],
      ['offer', 'added', 'MAIL-BASIC-M'],
      ['offer', 'changed', 'GWS-STARTER-M'],
      ['offer', 'changed', 'GWS-STARTER-Y'],
      ['offer', 'withdrawn', 'GWS-STARTER-C'],
    ]);
    expect(changes[2]?.moves).toEqual([
      { currency: 'SAR', from: '2700', to: '3000', bands: [], subscriptions: 1, monthly: 2100 },
    ]);
    expect(changes[1]?.moves[0]?.to).toBe('1234.5');

    await expect(office((ctx) => publishImport(ctx, read.id, 'something else'))).rejects.toMatchObject({
      code: 'catalogue_moved',
    });
    await publish(read);
    await expect(publish(read)).rejects.toMatchObject({ code: 'illegal_move' });
    const starter = await product('GWS-STARTER');
    const monthly = starter.offers.find(({ code }) => code === 'GWS-STARTER-M');
    expect(
      monthly?.prices
        .filter(({ currency }) => currency === 'SAR')
        .map(({ valid_from, unit_price }) => [valid_from, unit_price.replace(/\.0+$/, '')]),
    ).toEqual([
      ['2020-01-01', '2700'],
      ['2026-02-01', '3000'],
    ]);
    const withdrawn = async () =>
      (await product('GWS-STARTER')).offers
        .filter(({ withdrawn_at }) => withdrawn_at)
        .map(({ code }) => code);
    expect(await withdrawn()).toEqual([]);
    world.moveTo('2026-02-01T03:00:00.000Z');
    await world.tick();
    expect(await withdrawn()).toEqual(['GWS-STARTER-C']);
    const versions = await world.system((ctx) => listVersions(ctx, starter.id));
    expect(versions.offers.find(({ facts }) => facts.withdrawn)).toMatchObject({
      valid_from: '2026-02-01',
      import_id: read.id,
    });
    world.moveTo('2026-01-15T06:00:00.000Z');
  });

  test('is confirmed against the catalogue that it was made against', async () => {
    const rows = csv(changed(MAIL, { product: 'MAIL-LATE', offer: 'MAIL-LATE-M' }));
    const read = await upload(rows);
    const { id, ...line } = await world.system((ctx) => getProduct(ctx, stock.line.product_id));
    const relations = line.relations.map(({ kind, product, choice }) => ({ kind, product, choice }));
    await office((ctx) =>
      changeProduct(ctx, id, { ...line, relations, description: { en: 'New', ar: 'جديد' } }),
    );
    await expect(publish(read)).rejects.toMatchObject({ code: 'catalogue_moved' });
    const fresh = await office((ctx) => reviewImport(ctx, read.id, { valid_from: '2026-03-01' }));
    expect(fresh).toMatchObject({ state: 'ready', valid_from: '2026-03-01' });
    expect(proofOf(fresh)).not.toBe(proofOf(read));
    await office((ctx) => dropImport(ctx, read.id));
    expect((await office((ctx) => getImport(ctx, read.id))).state).toBe('dropped');
    await expect(publish(fresh)).rejects.toMatchObject({ code: 'illegal_move' });
  });

  test('never touches the past: a day gone by is refused, a price that moves begins tomorrow', async () => {
    const price = toCsvRows([
      ['offer', 'price_sar'],
      ['FIBRE-100-M', '500'],
    ]);
    await expect(upload(price, { valid_from: '2026-01-14' })).rejects.toMatchObject({
      errors: [{ pointer: '#/valid_from' }],
    });
    const today = await upload(price, { valid_from: '2026-01-15' });
    expect(today.faults).toMatchObject([
      { line: 2, column: 'price_sar', cell: 'B2', sentence: expect.stringMatching(/begins after today/) },
    ]);
    const tomorrow = await office((ctx) => reviewImport(ctx, today.id, { valid_from: '2026-01-16' }));
    expect(tomorrow).toMatchObject({ state: 'ready', fault_count: 0 });
  });

  test('is the vendor’s alone', async () => {
    const reseller = await world.reseller();
    const theirs = world.as(reseller, ['owner'], (ctx) => uploadImport(ctx, 'x.csv', csv(MAIL), {}));
    await expect(theirs).rejects.toMatchObject({ kind: 'forbidden' });
    const read = await upload(csv(MAIL));
    await expect(world.as(reseller, ['owner'], (ctx) => getImport(ctx, read.id))).rejects.toMatchObject({
      kind: 'missing',
    });
  });
});

describe('what is exported', () => {
  test.each(['csv', 'xlsx'] as const)('changes nothing when it is handed in again: %s', async (format) => {
    await office(async (ctx) => {
      const { id, ...line } = await getProduct(ctx, stock.line.product_id);
      await changeProduct(ctx, id, {
        ...line,
        ...{
          kind: 'module',
          countries: ['SA', 'AE'],
          segments: ['small', 'government'],
          attributes: { speed: '100 Mbit/s' },
        },
        works_with: [{ system: 'Any router', note: { en: 'With PPPoE; ask us', ar: 'مع PPPoE' } }],
        relations: [
          { kind: 'requires', product: 'DOMAIN-SA', choice: 1 },
          { kind: 'requires', product: 'GWS-STARTER', choice: 2 },
          { kind: 'requires', product: 'MAIL-BASIC', choice: 2 },
        ],
        description: { en: '=SUM(1), "quoted"\nand broken', ar: 'وصف' },
      });
    });
    const file = await (await office((ctx) => exportCatalogue(ctx, { format, on: '2026-02-02' })))();
    const read = await upload(file.file, { valid_from: '2026-02-02' }, file.filename);
    expect(read).toMatchObject({ format, faults: [], state: 'ready' });
    const changes = await changesOf(read);
    expect(changes.map(({ code }) => code)).toEqual([]);
    expect(read.row_count).toBeGreaterThan(3000);
  });
});

/** A live subscription of so many units, in a branch that pays in riyals. */
async function sellSeats(world: World, offerId: string, quantity: number): Promise<void> {
  const customer = await world.customer();
  await world.system(async ({ db }) => {
    const { rows } = await sql<{ id: string }>`
      insert into orders.subscription (reseller_id, id, number, chain, customer_id, offer_id, state, ordered_at, activated_on)
      values (${customer.reseller_id}, base.new_id(), 'S-1', ${customer.path}, ${customer.id}, ${offerId}, 'active', '2025-06-01', '2025-06-01')
      returning id`.execute(db);
    await sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at)
      values (${customer.reseller_id}, ${rows[0]?.id}, 1, ${customer.path}, '2025-06-01', 3, '2025-06-01'),
        (${customer.reseller_id}, ${rows[0]?.id}, 2, ${customer.path}, '2025-07-01', ${quantity}, '2025-07-01')`.execute(
      db,
    );
  });
}
