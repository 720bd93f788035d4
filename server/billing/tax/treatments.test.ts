import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Branch, bill, day } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { sampleHistories } from '../../../test/sampled-histories.ts';
import { type FeeHistory, feeLines, type TaxedLine, taxOf } from '../../../test/tax-biller.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { newId } from '../../base/ids.ts';
import { differences } from '../books/books.sql.ts';
import { verifyLines } from '../charges/checks.sql.ts';
import { insertFee } from '../fees/fees.sql.ts';
import { insertMinimum } from '../fees/minimums.sql.ts';
import { issueFor } from '../invoices/invoices.ts';
import { previewAccount } from '../previews/preview.ts';

/** Told by name when a test fails; another by SEED=… */
const SEED = Number(process.env.SEED ?? 20260120);
const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-06-01'];
const VAT = 15n;

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
});
afterAll(() => world.close());

const exempt = { en: 'Paid out in the customer’s name', ar: 'مدفوع باسم العميل', code: null };
const fee: fc.Arbitrary<FeeHistory> = fc.record({
  quantity: fc.integer({ min: 1, max: 40 }),
  unit_price: fc.bigInt({ min: 1n, max: 90_000n }),
  every_months: fc.constantFrom(null, null, 1, 3),
  starts_on: day,
  exemption: fc.constantFrom(null, exempt, exempt),
});

async function charge({ reseller_id, account_id }: Branch, fees: readonly FeeHistory[]): Promise<void> {
  const vendor = await world.vendor();
  await world.system(async ({ db, now }) => {
    for (const one of fees)
      await insertFee(db, {
        ...one,
        ...{ reseller_id, account_id, seller_id: vendor.id, buyer_id: reseller_id, currency: 'SAR' },
        id: newId(),
        customer_id: reseller_id,
        words: { en: 'Fee', ar: 'رسم' },
        reference: null,
        recorded_by: null,
        recorded_at: now.toISOString(),
      });
  });
}

type Line = TaxedLine & { invoice_id: string; component: string; period_from: string };
type Document = {
  id: string;
  kind: string;
  seller_id: string;
  net: bigint;
  untaxed: bigint;
  tax: bigint;
  total: bigint;
};

async function billed({ reseller_id }: Branch): Promise<{ documents: Document[]; lines: Line[] }> {
  return world.system(async ({ db }) => {
    const documents =
      await sql<Document>`select id, kind, seller_id, net, untaxed, tax, total from billing.invoice
      where reseller_id = ${reseller_id} and state = 'draft'`.execute(db);
    const lines =
      await sql<Line>`select invoice_id, component, period_from, net, tax, exemption is not null as exempt,
        subscription_id || ' ' || component || ' ' || period_from || ' ' || lpad(revision::text, 6, '0') as key
      from billing.charge where reseller_id = ${reseller_id}`.execute(db);
    return { documents: documents.rows, lines: lines.rows };
  });
}

/** A document and its lines against the tax reckoned by hand. */
function agree(document: Document, lines: readonly Line[], told: string): void {
  const { tax, shares } = taxOf(lines, VAT);
  const sum = (of: readonly Line[]) => of.reduce((total, { net }) => total + net, 0n);
  const [net, untaxed] = [sum(lines), sum(lines.filter((line) => line.exempt))];
  const total = net + tax;
  expect(document, told).toMatchObject({ net, untaxed, tax, total });
  expect(document.kind, told).toBe(total < 0n ? 'credit_note' : 'invoice');
  // No document gives back with tax and charges without.
  expect(net < untaxed && untaxed > 0n, told).toBe(false);
  expect(
    lines.map((line) => line.tax),
    told,
  ).toEqual(shares);
}

describe(`fees with and without tax beside random histories (SEED=${SEED})`, () => {
  test('every document is taxed on what is not exempt, once; and the check finds nothing', async () => {
    const histories = sampleHistories(40, SEED);
    const drawn = fc.sample(fc.array(fee, { maxLength: 4 }), { numRuns: histories.length, seed: SEED });
    const branches = await settleMany(world, histories, 'SAR');
    for (const [i, branch] of branches.entries()) await charge(branch, drawn[i] ?? []);
    for (const cutoff of CUTOFFS) await bill(world, branches, cutoff);
    const seen = new Set<string>();
    for (const [i, branch] of branches.entries()) {
      const { documents, lines } = await billed(branch);
      const fees = lines.filter(({ component }) => component === 'fee');
      const expected = (drawn[i] ?? []).flatMap((one) => feeLines(one, CUTOFFS.at(-1) ?? ''));
      const order = (all: { period_from: string; net: bigint; exempt: boolean }[]) =>
        all.map((line) => `${line.period_from} ${line.net} ${line.exempt}`).sort();
      expect(order(fees), `history ${i}`).toEqual(order(expected));
      for (const document of documents) {
        const own = lines.filter(({ invoice_id }) => invoice_id === document.id);
        agree(document, own, `history ${i} of SEED=${SEED}`);
        seen.add(`${document.kind} ${[...new Set(own.map((line) => line.exempt))].sort()}`);
      }
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['invoice false', 'invoice true', 'invoice false,true']),
    );
  }, 240_000);
});

/** A branch whose December is on its draft and was never used: January takes it back, in full. */
async function givenBack(): Promise<{ branch: Branch; december: Document }> {
  const [history] = sampleHistories(1, SEED);
  const plain = { preference: 'postpay', cycle_months: 1, pauses: [], prices: [], first_price: '3000.5' };
  const more = { discounts: [], first_discount: '0', list_price_from: null };
  const segments = [{ starts_on: '2025-12-01', quantity: 9 }];
  const [branch] = await settleMany(world, [{ ...history, ...plain, ...more, segments } as never], 'SAR');
  if (!branch) throw new Error('A history is settled.');
  await bill(world, [branch], '2026-01-01');
  const [december] = (await billed(branch)).documents;
  await world.system(({ db, now }) =>
    db
      .insertInto('orders.segment')
      .values({
        ...{ reseller_id: branch.reseller_id, subscription_id: branch.subscription_id, seq: 2 },
        ...{ chain: [branch.reseller_id], starts_on: '2025-12-01', quantity: 0 },
        ...{ reason: 'It was never used', recorded_at: now },
      })
      .execute(),
  );
  return { branch, december: december as Document };
}

const once = { quantity: 1, every_months: null, starts_on: '2026-01-10' };

describe('taxed days given back beside an exempt fee', () => {
  const fee = 150_000n;
  test.each([
    ['are a credit note, the fee an invoice', [], ['credit_note', 'invoice']],
    ['and a smaller taxed one: the rest is a credit note', [10_000n], ['credit_note', 'invoice']],
    ['and a greater taxed one: all is one invoice', [900_000n], ['invoice']],
  ])('%s', async (told, taxed, kinds) => {
    const { branch, december } = await givenBack();
    const all = [
      ...taxed.map((unit_price) => ({ unit_price, exemption: null })),
      { unit_price: fee, exemption: exempt },
    ];
    await charge(
      branch,
      all.map((one) => ({ ...once, ...one })),
    );
    const run = await bill(world, [branch], '2026-02-01');
    const { documents, lines } = await billed(branch);
    const january = documents.filter(({ id }) => id !== december.id);
    expect(january.map(({ kind }) => kind).sort()).toEqual(kinds);
    for (const document of january)
      agree(
        document,
        lines.filter(({ invoice_id }) => invoice_id === document.id),
        told,
      );
    const sum = (of: 'net' | 'tax') => january.reduce((total, each) => total + each[of], 0n);
    const rest = taxed.reduce((total, one) => total + one, 0n) - december.net;
    expect(sum('net')).toBe(rest + fee);
    expect(sum('tax')).toBe(taxOf([{ key: '', net: rest, exempt: false, tax: 0n }], VAT).tax);
    await world.system(async (ctx) => {
      expect(await verifyLines(ctx.db, run, [branch.reseller_id])).toEqual([]);
      expect(await issueFor(ctx, { sellerId: run.seller_id, runId: run.id })).toHaveLength(kinds.length);
      expect(await differences(ctx.db)).toEqual([]);
    });
  });

  test('what lacks of a minimum stands on the invoice; a second pass and a preview find the same', async () => {
    const { branch, december } = await givenBack();
    const { reseller_id, account_id } = branch;
    await charge(branch, [{ ...once, unit_price: fee, exemption: exempt }]);
    await world.system(({ db, now }) =>
      insertMinimum(db, {
        ...{ reseller_id, account_id, seller_id: december.seller_id, buyer_id: reseller_id, currency: 'SAR' },
        ...{ valid_from: '2026-01-01', amount: 160_000n, recorded_by: null, recorded_at: now.toISOString() },
      }),
    );
    const run = await bill(world, [branch], '2026-02-01');
    await bill(world, [branch], '2026-02-01');
    const { documents } = await billed(branch);
    const january = documents.filter(({ id }) => id !== december.id);
    expect(january.map(({ kind, net, untaxed, tax }) => ({ kind, net, untaxed, tax }))).toEqual(
      expect.arrayContaining([
        { kind: 'credit_note', net: -december.net, untaxed: 0n, tax: -december.tax },
        { kind: 'invoice', net: 160_000n, untaxed: fee, tax: 1_500n },
      ]),
    );
    expect(january).toHaveLength(2);
    expect(await world.system(({ db }) => verifyLines(db, run, [reseller_id]))).toEqual([]);
  });

  test('an account’s preview adds both up', async () => {
    const { branch, december } = await givenBack();
    await charge(branch, [{ ...once, unit_price: fee, exemption: exempt }]);
    const vendor = await world.vendor();
    const seen = await world.as(vendor, ['finance'], (ctx) => previewAccount(ctx, branch.account_id));
    expect(seen).toMatchObject({ net: fee - december.net, untaxed: fee, tax: -december.tax });
    expect(seen.lines).toHaveLength(2);
  });
});

test('a halala of tax on an exempt line, and an exempt line that its invoice does not know of, are found', async () => {
  const [history] = sampleHistories(1, SEED);
  const [branch] = await settleMany(
    world,
    [{ ...history, preference: 'postpay', cycle_months: 1, pauses: [] } as never],
    'SAR',
  );
  if (!branch) throw new Error('A history is settled.');
  const once = { quantity: 1, unit_price: 5_000n, every_months: null, starts_on: '2026-05-02' };
  await charge(branch, [{ ...once, exemption: exempt }]);
  const run = await bill(world, [branch], '2026-06-01');
  const [document] = (await billed(branch)).documents;
  expect(document).toMatchObject({ untaxed: 5_000n });
  const plant = async (statement: ReturnType<typeof sql>) => {
    const found = await world.database.transaction().execute(async (db) => {
      await sql`set local role none`.execute(db);
      await statement.execute(db);
      const findings = await verifyLines(db, run, [branch.reseller_id]);
      await sql`set local role none`.execute(db);
      return findings;
    });
    return found.map(({ rule }) => rule);
  };
  const mine = sql`reseller_id = ${branch.reseller_id}`;
  expect(await plant(sql`update billing.invoice set untaxed = 0 where ${mine}`)).toEqual(['tax']);
  expect(
    await plant(
      sql`update billing.invoice set untaxed = 5000, tax = tax + 1, total = total + 1 where ${mine}`,
    ),
  ).toEqual(expect.arrayContaining(['tax', 'sums']));
});
