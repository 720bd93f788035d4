import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, linesOf } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { issueFor } from '../invoices/invoices.ts';
import { creditInvoice } from '../invoices/notes.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-10T06:00:00.000Z');
});
afterAll(() => world.close());

/** What is said before a month end: of January's ten units so many from a day on, or so much of a thousand of what is left of its line is credited by hand. */
type Deed = { from: string; quantity: number } | { permille: bigint };
const less = (quantity: number, from = '2026-01-16'): Deed => ({ from, quantity });
const again = (from = '2026-01-16'): Deed => ({ from, quantity: 10 });
const credit = (permille: bigint): Deed => ({ permille });

/** Before the month ends of February, March and so on. */
const ORDERS: Record<string, Deed[][]> = {
  'nothing credited': [[less(4)], [again()]],
  'credited before': [[credit(800n), less(4)], [again()]],
  'all of it credited before': [[credit(1_000n), less(4)], [again()]],
  'credited between': [[less(4)], [credit(700n)], [again()]],
  'what is left credited between': [[less(4)], [credit(1_000n)], [again()]],
  'credited before and between': [[credit(400n), less(4)], [credit(900n)], [again()]],
  'credited after': [[less(4)], [again()], [credit(800n)]],
  'less twice, and back in two steps': [[credit(800n), less(4)], [less(2)], [less(5)], [again()]],
  'back for some of the days first': [[credit(800n), less(4)], [again('2026-01-24')], [again()]],
  'less, back, and the same once more': [[credit(800n), less(4)], [again()], [less(4)], [again()]],
  'less and more in one month': [
    [credit(800n), less(4, '2026-01-16')],
    [again('2026-01-24'), less(3, '2026-01-28')],
    [again('2026-01-28'), again()],
  ],
};

/** Each of them on accounts that pay so, beside a twin on which only the credits are made. */
const LIVES = (
  [
    ['postpay', 1],
    ['prepay', 1],
    ['prepay', 3],
  ] as const
).flatMap(([preference, cycle_months]) =>
  Object.entries(ORDERS).map(([name, deeds]) => ({ preference, cycle_months, name, deeds })),
);
const FLAT = { prices: [], discounts: [], first_price: '3100', first_discount: '0', list_price_from: null };

async function settled(): Promise<[branch: Branch, twin: Branch][]> {
  const histories = LIVES.map(({ preference, cycle_months }): History => {
    return { ...FLAT, preference, cycle_months, segments: [{ starts_on: '2026-01-01', quantity: 10 }] };
  });
  const branches = await settleMany(world, [...histories, ...histories], 'SAR');
  return LIVES.map((_, i) => [branches[i] as Branch, branches[i + LIVES.length] as Branch]);
}

async function monthEnd(branches: Branch[], cutoff: string): Promise<void> {
  const { seller_id, id: runId } = await bill(world, branches, cutoff);
  await world.system((ctx) => issueFor(ctx, { sellerId: seller_id, runId }));
}

/** So much of January's line is credited by hand, of both alike: what is left of the first says how much. */
async function creditBoth(branch: Branch, twin: Branch, permille: bigint): Promise<void> {
  const lines = await Promise.all([branch, twin].map(january));
  const left = lines[0]?.left ?? 0n;
  for (const line of lines) {
    const { subscription_id, component, period_from, revision, invoice_id } = line;
    const key = { subscription_id, component, period_from, revision };
    const wish = { reason: 'By hand', lines: [{ ...key, net: (left * permille) / 1000n }] };
    await world.as(await world.vendor(), ['finance'], (ctx) => creditInvoice(ctx, invoice_id, wish));
  }
}

async function january({ reseller_id }: Branch) {
  const lines = await world.system(({ db }) =>
    db.selectFrom('billing.charge').selectAll().where('reseller_id', '=', reseller_id).execute(),
  );
  const line = lines.find(
    (one) => one.period_from === '2026-01-01' && ['usage', 'term'].includes(one.component),
  );
  if (!line) throw new Error('January is on a line.');
  const taken = lines.filter(
    (one) =>
      one.origin_component === line.component &&
      one.origin_from === line.period_from &&
      one.origin_revision === line.revision,
  );
  return { ...line, left: taken.reduce((sum, { net }) => sum + net, line.net) };
}

/** A correction as the verb tells it: up to the next change that was recorded. */
async function correct({ subscription_id }: Branch, from: string, quantity: number): Promise<void> {
  await world.system(({ db }) =>
    sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at, reason)
      select reseller_id, subscription_id, max(seq) + 1, chain, ${from}::date, ${quantity}, '2026-06-10', 'A wrong number'
      from orders.segment where subscription_id = ${subscription_id} group by 1, 2, 4`.execute(db),
  );
}

const NEXT = ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'];

test('less that is taken back costs nothing in the end, whatever was credited by hand before or between', async () => {
  const pairs = await settled();
  for (const [nth, cutoff] of NEXT.entries()) {
    for (const [i, [branch, twin]] of pairs.entries())
      for (const deed of LIVES[i]?.deeds[nth - 1] ?? [])
        await ('permille' in deed
          ? creditBoth(branch, twin, deed.permille)
          : correct(branch, deed.from, deed.quantity));
    await monthEnd(pairs.flat(), cutoff);
  }
  const total = async (one: Branch) => (await linesOf(world, one)).reduce((sum, { net }) => sum + net, 0n);
  for (const [i, [branch, twin]] of pairs.entries())
    expect(await total(branch), JSON.stringify({ ...LIVES[i], deeds: undefined })).toBe(await total(twin));
}, 120_000);
