import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dailyBiller, type History } from '../../../test/daily-biller.ts';
import { type Branch, history } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { decimal, decimalText, multiply } from '../../base/money.ts';
import { issueRun } from '../invoices/invoices.ts';
import { monthEnd } from '../runs/runs.rules.ts';
import { discardRun, openMonthEnd } from '../runs/runs.ts';
import { describeReplay, startReplay, type WantedReplay } from './replays.ts';

const SEED = Number(process.env.SEED ?? 20260118);
const [BEFORE, CUTOFF] = ['2026-05-01', '2026-06-01'];
const NOTHING: WantedReplay = { name: 'A trial', plan: null, prices: null, moves: null, book: null };

let world: World;
let histories: History[];
let branches: Branch[];
let plans: string[];
beforeAll(async () => {
  world = await openWorld('2026-06-01T06:00:00.000Z');
  const [first, ...more] = fc.sample(history, { numRuns: 4, seed: SEED });
  // Something is charged on the plan that is tried, whatever the seed.
  const charged = { cycle_months: 1, preference: 'postpay', first_price: '2700.25', prices: [] } as const;
  const shelves = [{ ...(first as History), ...charged, prices: [] }, ...more];
  histories = fc.sample(history, { numRuns: 80, seed: SEED + 1 }).map(({ segments, list_price_from }, i) => ({
    ...(shelves[i % shelves.length] as History),
    segments,
    list_price_from,
  }));
  branches = await settleMany(world, histories, 'SAR');
  plans = await world.system(({ db }) =>
    Promise.all(
      branches.map(async ({ account_id }) => {
        const row = await db
          .selectFrom('program.account_plan')
          .select('bundle_plan_id')
          .where('account_id', '=', account_id)
          .orderBy('valid_from')
          .executeTakeFirstOrThrow();
        return row.bundle_plan_id ?? '';
      }),
    ),
  );
  await close(BEFORE);
  const run = await close(CUTOFF);
  await world.as(await world.vendor(), ['finance'], (ctx) => issueRun(ctx, run));
}, 120_000);
afterAll(() => world.close());

async function close(cutoff: string): Promise<string> {
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  await world.runJobs();
  return id;
}

async function replay(wanted: Partial<WantedReplay>) {
  const vendor = await world.vendor();
  const { id } = await world.as(vendor, ['finance'], (ctx) => startReplay(ctx, { ...NOTHING, ...wanted }));
  await world.runJobs();
  const report = await world.as(vendor, ['finance'], (ctx) => describeReplay(ctx, id));
  expect(report).toMatchObject({ state: 'done', cause: null, branches: 80, done: 80 });
  const byAccount = new Map(report.lines.map((line) => [line.account_id, line]));
  const sums = branches.map(({ account_id }) => byAccount.get(account_id) ?? { was: 0n, would_be: 0n });
  return { report, was: sums.map(({ was }) => was), would: sums.map(({ would_be }) => would_be) };
}

/** What the slow biller says the month end charges, once what was charged before is out of the way. */
function reckoned(one: History, before: History): bigint {
  const key = ({ component, period_from }: { component: string; period_from: string }) =>
    `${component} ${period_from}`;
  const past = new Set(dailyBiller(before, BEFORE, monthEnd(BEFORE).horizon).map(key));
  return dailyBiller(one, CUTOFF, monthEnd(CUTOFF).horizon)
    .filter((line) => !past.has(key(line)) && (line.component === 'term' || line.period_from >= BEFORE))
    .reduce((sum, { net }) => sum + net, 0n);
}

/** Everything that a bill is made of, as one text. */
async function everything(): Promise<string> {
  const { rows } = await world.system(({ db }) =>
    sql<{ text: string }>`select md5(string_agg(t::text, E'\n' order by t::text)) as text from (
      select row(l.*)::text as t from billing.charge l union all select row(i.*)::text from billing.invoice i
      union all select row(m.*)::text from billing.branch_mark m union all select row(s.*)::text from billing.charge_stream s
      union all select row(r.*)::text from billing.run_rate r union all select row(r.*)::text from billing.run_source r) x`.execute(
      db,
    ),
  );
  return rows[0]?.text ?? '';
}

describe(`the last month again, on ${80} random histories (SEED=${SEED})`, () => {
  const discounts = (['prepay', 'postpay'] as const).map((billing_preference) => ({
    ...{ scope: 'everything' as const, target: '', billing_preference, from_quantity: 1, rate: '0.37' },
  }));

  test('with another version of one plan: its resellers are reckoned anew, the others stay, and nothing is kept', async () => {
    const [plan] = plans;
    const before = await everything();
    const { was, would, report } = await replay({ plan: { bundle_plan_id: plan ?? '', discounts } });
    expect(was).toEqual(histories.map((one) => reckoned(one, one)));
    expect(would).toEqual(
      histories.map((one, i) =>
        reckoned(plans[i] === plan ? { ...one, discounts: [], first_discount: '0.37' } : one, one),
      ),
    );
    expect(was).not.toEqual(would);
    const sum = (of: bigint[]) => of.reduce((all, one) => all + one, 0n);
    expect(report.totals).toMatchObject([{ currency: 'SAR', was: sum(was), would_be: sum(would) }]);
    expect(await everything()).toBe(before);
  }, 60_000);

  test('with list prices 10 % higher', async () => {
    const higher = (price: string) => decimalText(multiply(decimal(price), decimal('1.1')));
    const changes = [{ scope: 'everything' as const, target: '', rate: '0.1' }];
    const { would } = await replay({ prices: { kind: 'change', changes } });
    expect(would).toEqual(
      histories.map((one) => {
        const prices = one.prices.map((price) => ({ ...price, unit_price: higher(price.unit_price) }));
        return reckoned({ ...one, prices, first_price: higher(one.first_price) }, one);
      }),
    );
  }, 60_000);

  test('with list prices as they will be on a day', async () => {
    const { would } = await replay({ prices: { kind: 'on', on: '2025-11-01' } });
    const earliest = (one: History) =>
      one.prices.findLast(({ valid_from }) => valid_from === '2025-11-01')?.unit_price ?? one.first_price;
    expect(would).toEqual(
      histories.map((one) => reckoned({ ...one, prices: [], first_price: earliest(one) }, one)),
    );
  }, 60_000);

  test('with some resellers on another plan', async () => {
    const isMoved = (i: number) => i % 3 === 0 && histories[i]?.list_price_from === null;
    const moved = branches.filter((_, i) => isMoved(i)).map(({ account_id }) => account_id);
    const other = histories[1] as History;
    const { would } = await replay({ moves: { bundle_plan_id: plans[1] ?? '', account_ids: moved } });
    const { discounts: of, first_discount, preference } = other;
    expect(would).toEqual(
      histories.map((one, i) => {
        if (!isMoved(i)) return reckoned(one, one);
        // The other plan has discounts for its own way of paying alone; a line ends where its versions change all the same.
        const same = one.preference === preference;
        const none = { discounts: of.map((version) => ({ ...version, rate: '0' })), first_discount: '0' };
        const terms = same ? { discounts: of, first_discount } : none;
        return reckoned({ ...one, ...terms }, one);
      }),
    );
  }, 60_000);
});

describe('what cannot be tried', () => {
  const ask = async (wanted: Partial<WantedReplay>, role = 'finance') => {
    const vendor = await world.vendor();
    return world.as(vendor, [role], (ctx) => startReplay(ctx, { ...NOTHING, ...wanted }));
  };

  test('nothing at all, a target that is not there, a file that is not there; and not by everybody', async () => {
    await expect(ask({})).rejects.toMatchObject({ kind: 'invalid' });
    const changes = [{ scope: 'product' as const, target: 'NO-SUCH', rate: '0.1' }];
    await expect(ask({ prices: { kind: 'change', changes } })).rejects.toMatchObject({
      errors: [{ pointer: '#/prices/changes' }],
    });
    await expect(
      ask({ prices: { kind: 'import', import_id: '00000000-0000-7000-8000-000000000000' } }),
    ).rejects.toMatchObject({ errors: [{ pointer: '#/prices/import_id' }] });
    await expect(
      ask({ moves: { bundle_plan_id: null, account_ids: ['00000000-0000-7000-8000-000000000000'] } }),
    ).rejects.toMatchObject({ errors: [{ pointer: '#/moves/account_ids' }] });
    await expect(ask({ prices: { kind: 'on', on: CUTOFF } }, 'care')).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  test('a month end that is discarded meanwhile ends the replay with its cause', async () => {
    world.moveTo('2026-07-01T06:00:00.000Z');
    await close('2026-07-01');
    const vendor = await world.vendor();
    const { id, run_id } = await ask({ prices: { kind: 'on', on: CUTOFF } });
    await world.as(vendor, ['finance'], (ctx) => discardRun(ctx, run_id));
    await world.runJobs();
    const report = await world.as(vendor, ['finance'], (ctx) => describeReplay(ctx, id));
    expect(report).toMatchObject({
      state: 'failed',
      cause: 'Its month end was discarded meanwhile.',
      lines: [],
    });
  });

  test('a later month end that is begun meanwhile ends it too', async () => {
    const vendor = await world.vendor();
    const { id } = await ask({ prices: { kind: 'on', on: CUTOFF } });
    await close('2026-07-01');
    const report = await world.as(vendor, ['finance'], (ctx) => describeReplay(ctx, id));
    expect(report).toMatchObject({ state: 'failed', cause: 'A later month end was begun meanwhile.' });
  });
});
