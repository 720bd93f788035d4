import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate, MONTH } from '../bench/generate.ts';
import { issueRun } from '../server/billing/invoices/invoices.ts';
import { draftRun } from '../server/billing/runs/draft.task.ts';
import { openMonthEnd } from '../server/billing/runs/runs.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(MONTH.now);
});
afterAll(() => world.close());

test('the flat program of 10,000 subscriptions comes to exactly 1,015,094.80 net, line by line and invoice by invoice', async () => {
  const owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  await generate(owner, { shape: 'flat', subscriptions: 10_000, resellers: 500 });
  const run = await world.system((ctx) => openMonthEnd(ctx, MONTH.cutoff));
  const draft = () => draftRun.run(world.door, { runId: run.id }, { number: 1, last: false });
  await Promise.all([draft(), draft()]);
  // Not all at once, as at more resellers than are issued together: the numbers are the same, and each is told once.
  expect(await world.system((ctx) => issueRun(ctx, run.id, 150))).toBe(500);
  const { rows } =
    await owner.query(`select sum(i.net)::text as net, sum(i.tax)::text as tax, sum(i.total)::text as total,
      (select sum(net)::text from billing.charge) as lines_net, (select sum(tax)::text from billing.charge) as lines_tax,
      (select sum(amount)::text from ledger.transfer where debit = 'receivable') as receivable from billing.invoice i`);
  expect(rows).toEqual([
    {
      net: '101509480',
      tax: '15226476',
      total: '116735956',
      lines_net: '101509480',
      lines_tax: '15226476',
      receivable: '116735956',
    },
  ]);
  const { rows: numbers } = await owner.query(`
    with numbered as (select i.id, substr(i.number, 6)::int as number, row_number() over (order by a.number) as place
      from billing.invoice i join identity.account a on a.id = i.account_id),
    told as (select subject_id from base.event where name = 'invoice.issued')
    select count(*)::int as invoices, bool_and(number = place) as in_order, (select count(*)::int from told) as news,
      bool_and(id in (select subject_id from told)) as each_told, (select jsonb_agg(details) from base.audit_entry where action = 'invoice.issued') as entries
    from numbered`);
  expect(numbers).toEqual([
    {
      invoices: 500,
      in_order: true,
      news: 500,
      each_told: true,
      entries: [{ first: '2026-000001', last: '2026-000500', count: 500 }],
    },
  ]);
  await owner.end();
}, 180_000);
