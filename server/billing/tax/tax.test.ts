import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { decimal, decimalText } from '../../base/money.ts';
import { getOrganization, type Organization } from '../../identity/index.ts';
import { taxFor, taxRule } from './tax.sql.ts';
import { addExemption, listTaxRates, revokeExemption } from './tax-exemptions.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Parties = { seller: Organization; buyer: Organization };

/** What the statement that bills says of the two. */
async function billed({ seller, buyer }: Parties, on: string) {
  const { rows } = await world.system(({ db }) =>
    sql<{
      note: string;
      rate: string;
    }>`select x.note, x.rate::text as rate from identity.organization seller cross join identity.organization buyer
      ${taxRule(sql`${on}::date`)} where seller.id = ${seller.id} and buyer.id = ${buyer.id}`.execute(db),
  );
  return { note: rows[0]?.note, rate: decimalText(decimal(rows[0]?.rate ?? '')) };
}

async function ruled({ seller, buyer }: Parties, on: string) {
  const { note, rate } = await world.system(({ db }) => taxFor(db, seller, buyer, on));
  return { note, rate: decimalText(decimal(rate)) };
}

describe('the statement and the rules', () => {
  test('agree on every pair of countries, with and without a number, on days before and after the law changed', async () => {
    const vendor = await world.vendor();
    const notes = new Set<string>();
    for (const home of ['SA', 'AE', 'KW', 'DE', 'GB', 'EE']) {
      const seller = await world.reseller({ seller: vendor, country: home });
      for (const away of ['SA', 'AE', 'QA', 'DE', 'EE', 'GB', 'IN']) {
        const buyer = await world.customer({
          seller,
          country: away,
          ...(away === 'DE' && { tax_number: 'DE123456789' }),
        } as never);
        for (const on of ['2019-06-30', '2026-01-15']) {
          const rule = await ruled({ seller, buyer }, on);
          expect([home, away, on, await billed({ seller, buyer }, on)]).toEqual([home, away, on, rule]);
          notes.add(rule.note);
        }
      }
    }
    expect([...notes].sort()).toEqual([
      'destination',
      'not_taxed',
      'outside_scope',
      'reverse_charge',
      'standard',
      'zero_rated_export',
    ]);
  }, 60_000);

  test('a certificate frees its buyer on its days, until it is revoked', async () => {
    const vendor = await world.vendor();
    const buyer = await world.reseller({ country: 'SA' });
    const account = await world.system(({ db }) =>
      db
        .selectFrom('identity.account')
        .select('id')
        .where('buyer_id', '=', buyer.id)
        .executeTakeFirstOrThrow(),
    );
    const wanted = {
      certificate: 'ZATCA-77',
      authority: 'ZATCA',
      valid_from: '2026-01-01',
      valid_to: '2027-01-01',
    };
    await expect(
      world.as(buyer, ['owner'], (ctx) => addExemption(ctx, account.id, wanted)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    const kept = await world.as(vendor, ['finance'], (ctx) => addExemption(ctx, account.id, wanted));
    const pair = { seller: vendor, buyer: await world.system((ctx) => getOrganization(ctx, buyer.id)) };
    for (const [on, note] of [
      ['2025-12-31', 'standard'],
      ['2026-06-01', 'exempt_certificate'],
      ['2027-01-01', 'standard'],
    ] as const)
      expect([await billed(pair, on), await ruled(pair, on)]).toMatchObject([{ note }, { note }]);
    await world.as(vendor, ['finance'], (ctx) => revokeExemption(ctx, kept.id));
    expect([await billed(pair, '2026-06-01'), await ruled(pair, '2026-06-01')]).toMatchObject([
      { note: 'standard' },
      { note: 'standard' },
    ]);
  });

  test('every rate is a fraction with a source, and no country has two of one day', async () => {
    const { rates } = await world.as(await world.vendor(), ['finance'], (ctx) => listTaxRates(ctx));
    expect(rates.length).toBeGreaterThan(60);
    for (const { rate, source } of rates) {
      expect(rate).toMatch(/^0\.\d+$/);
      expect(source.length).toBeGreaterThan(5);
    }
    expect(new Set(rates.map(({ country }) => country)).size).toBeGreaterThan(45);
  });
});
