import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bytes } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { linesOfAll } from '../invoices/invoices.sql.ts';
import { explainLines } from '../invoices/line-prices.ts';
import { sealRates } from '../rates/rates.sql.ts';
import { getRun, openMonthEnd, retryQuarantined } from './runs.ts';

const history = (first_price: string): History => ({
  ...{
    cycle_months: 1,
    preference: 'postpay',
    first_price,
    prices: [],
    first_discount: '0.1',
    discounts: [],
  },
  ...{ segments: [{ starts_on: '2026-03-01', quantity: 5 }], list_price_from: null },
});

let world: World;
/** The first two have their prices; the third pays in a currency that nothing is priced in. */
let branches: Branch[];
let stranded: Branch;
let runId: string;
beforeAll(async () => {
  world = await openWorld('2026-04-01T06:00:00.000Z');
  branches = await settleMany(world, [history('1000'), history('2000')], 'SAR');
  const [other] = await settleMany(world, [history('3000')], 'OMR');
  if (!other) throw new Error('One history is one branch.');
  stranded = other;
  await asOwner(sql`delete from catalog.list_price where currency = 'OMR'`);
  const vendor = await world.vendor();
  runId = (await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, '2026-04-01'))).id;
  await world.runJobs();
});
afterAll(() => world.close());

/** What no verb of Caravan does: by the owner of the tables. */
async function asOwner(...statements: ReturnType<typeof sql>[]): Promise<void> {
  await world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    for (const statement of statements) await statement.execute(db);
  });
}

const offerOf = ({ subscription_id }: Branch) =>
  sql`(select offer_id from orders.subscription where id = ${subscription_id})`;

const price = (branch: Branch, currency: string, valid_from: string, unit_price: string) =>
  sql`insert into catalog.list_price (offer_id, currency, valid_from, unit_price, recorded_at)
    values (${offerOf(branch)}, ${currency}, ${valid_from}::date, ${unit_price}::numeric, ${world.now().toISOString()}::timestamptz)`;

async function retry() {
  await world.as(await world.vendor(), ['finance'], (ctx) => retryQuarantined(ctx, runId));
  await world.runJobs();
  return world.as(await world.vendor(), ['finance'], (ctx) => getRun(ctx, runId));
}

/** Branches by state, and how many freezings of before are kept. */
async function progress() {
  const { rows } = await world.system(({ db }) =>
    sql<{ done: number; aside: number; kept: number }>`
      select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'quarantined')::int as aside,
        (select count(*)::int from billing.run_freezing where run_id = ${runId}) as kept
      from billing.run_task where run_id = ${runId}`.execute(db),
  );
  return rows[0];
}

/** Lines of the run whose price is not among the rates that their branch was billed by. */
async function unproven(): Promise<number> {
  const { rows } = await world.system(({ db }) =>
    sql<{ lines: number }>`
      select count(*)::int as lines from billing.charge c join billing.run_task t on t.run_id = c.run_id and t.reseller_id = c.reseller_id
      where c.run_id = ${runId} and not exists (select from billing.run_rate r join billing.run_source s on s.run_id = r.run_id
          and s.account_id = c.account_id and s.price_source_id = r.price_source_id
        where r.run_id = coalesce(t.rates_id, c.run_id) and r.offer_id = c.offer_id and r.currency = c.currency
          and r.from_date <= c.period_from and c.period_to <= r.to_date
          and (r.list_price, r.discount, r.unit_price) = (c.list_price, c.discount, c.unit_price))`.execute(
      db,
    ),
  );
  return rows[0]?.lines ?? 0;
}

const seal = () => world.system(({ db }) => sealRates(db, runId));

test('a retry takes what was mended for the branch that failed, and every rate that any line used stays proven', async () => {
  const opened = await world.as(await world.vendor(), ['finance'], (ctx) => getRun(ctx, runId));
  expect([await progress(), await unproven(), await seal()]).toEqual([
    { done: 2, aside: 1, kept: 0 },
    0,
    opened.rates_sha256,
  ]);
  const before = await bytes(world, branches);
  // A price of the others as well, and within the month: it must not reach them, nor take theirs away.
  const [first] = branches;
  if (!first) throw new Error('There are two.');
  await asOwner(price(first, 'SAR', '2026-03-10', '1500'));
  // Nothing is mended yet.
  const again = await retry();
  expect(await progress()).toEqual({ done: 2, aside: 1, kept: 1 });
  expect([await unproven(), await seal()]).toEqual([0, again.rates_sha256]);
  await asOwner(price(stranded, 'OMR', '2020-01-01', '2800'));
  const mended = await retry();
  expect(mended).toMatchObject({ state: 'drafted', findings: [] });
  // The freezing in between billed nobody.
  expect(await progress()).toEqual({ done: 3, aside: 0, kept: 1 });
  expect(await bytes(world, branches)).toEqual(before);
  expect([await unproven(), await seal()]).toEqual([0, mended.rates_sha256]);
  expect(new Set([opened, again, mended].map(({ rates_sha256 }) => rates_sha256)).size).toBe(3);
}, 60_000);

test.each(['done', 'mended'])(
  'the lines of a branch that was %s are explained to the last digit',
  async (which) => {
    const { account_id } = which === 'done' ? (branches[0] as Branch) : stranded;
    const vendor = await world.vendor();
    const explained = await world.as(vendor, ['finance'], async (ctx) => {
      const documents = await ctx.db
        .selectFrom('billing.invoice')
        .selectAll()
        .where('run_id', '=', runId)
        .where('account_id', '=', account_id)
        .execute();
      const lines = await linesOfAll(ctx.db, documents);
      const stepsOf = await explainLines(ctx, { accountId: account_id, lines });
      return lines.map((line) => [line.net, line.unit_price, stepsOf(line)?.at(-1)?.unit_price]);
    });
    // 5 × 10.00 or × 2.800, a tenth off.
    expect(explained).toEqual(
      which === 'done'
        ? [[4_500n, '900.000000000000000000', '900']]
        : [[12_600n, '2520.000000000000000000', '2520']],
    );
  },
);

test.each([
  ['of the branches that were done', sql`rates_id`],
  ['of the branch that was mended', sql`run_id`],
])('the seal names the rates %s', async (_, id) => {
  const sealed = await seal();
  await asOwner(
    sql`update billing.run_rate set list_price = list_price + 1 where run_id in (select ${id} from billing.run_freezing)`,
  );
  expect(await seal()).not.toBe(sealed);
  await asOwner(
    sql`update billing.run_rate set list_price = list_price - 1 where run_id in (select ${id} from billing.run_freezing)`,
  );
  expect(await seal()).toBe(sealed);
});
