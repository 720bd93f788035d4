import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Deed, atOnce as doAtOnce, meanwhile } from '../../../test/at-once.ts';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import type { Ctx } from '../../base/ctx.ts';
import { accountBalance } from '../../ledger/index.ts';
import { correctTimeline } from '../../orders/subscriptions/corrections.ts';
import { cancelSubscription, changeQuantity } from '../../orders/subscriptions/subscriptions.ts';
import { importBankFile, matchByHand } from '../bank-files/bank-files.ts';
import { checkBooks } from '../books/books.ts';
import { addFee, endFee } from '../fees/fees.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { getInvoice, issueDrafts, issueRun } from '../invoices/invoices.ts';
import { creditInvoice, debitInvoice, writeOffInvoice } from '../invoices/notes.ts';
import { draftRun } from '../runs/draft.task.ts';
import { quarantine, workBatch, workBranch } from '../runs/drafting.ts';
import { discardRun, openMonthEnd, retryQuarantined } from '../runs/runs.ts';
import { accountStatement } from '../statements/statements.ts';
import { recordPayment } from './payments.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
}, 120_000);
afterAll(() => past.stop());

/** An issued invoice of the vendor's to Najd IT over 1,000.00 before tax on which nothing is paid. */
let open: Invoice;
beforeEach(async () => {
  const [january] = past.january.filter(({ buyer_id }) => buyer_id === past.najd.id);
  open = await asVendor((ctx) =>
    debitInvoice(ctx, january?.id ?? '', {
      reason: 'A further service',
      lines: [{ words: { en: 'A service', ar: 'خدمة' }, net: 100_000n, exemption: null }],
    }),
  );
});

const asVendor: ProgramHistory['world']['system'] = (work) =>
  past.world.as(past.vendor, ['finance', 'owner'], work);

/** All of it at once: each in a transaction of its own. Answers how many were not refused. */
async function atOnce(...works: (() => Promise<unknown>)[]): Promise<number> {
  return (await doAtOnce(...works)).done.length;
}

const pay = (amount: bigint) => () =>
  asVendor((ctx) =>
    recordPayment(ctx, {
      ...{ account_id: open.account_id, invoice_id: open.id, amount, received_on: '2026-03-02' },
      note: 'at once',
    }),
  );
const credit = (net?: bigint) => () =>
  asVendor((ctx) => creditInvoice(ctx, open.id, { reason: 'Too much', ...(net && { net }) }));
const writeOff = () => asVendor((ctx) => writeOffInvoice(ctx, open.id, 'It will not come'));

/** No invoice has more on it than it is for, no payment gave more than it brought, and books and statement say the same. */
async function holds(): Promise<void> {
  const { rows } = await past.world.system(({ db }) =>
    sql<{ over: string }>`
      select 'invoice ' || i.number || ' of ' || i.total || ' has ' || sum(a.amount) as over from billing.invoice i
      join billing.allocation a on a.reseller_id = i.reseller_id and a.invoice_id = i.id group by i.number, i.total having sum(a.amount) > i.total
      union all
      select 'payment ' || p.source || ' of ' || p.amount || ' gave ' || sum(a.amount) from billing.payment p
      join billing.allocation a on a.reseller_id = p.reseller_id and a.payment_id = p.id group by p.source, p.amount having sum(a.amount) > p.amount`.execute(
      db,
    ),
  );
  expect(rows).toEqual([]);
  expect((await past.world.system(checkBooks)).differences).toEqual([]);
  const { statement, account } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
  const owed = await past.world.system(
    async (ctx) =>
      (await accountBalance(ctx, account.id, 'receivable')) +
      (await accountBalance(ctx, account.id, 'wallet')),
  );
  expect(statement.closing).toBe(owed);
}

/** Whether no number is missing or twice in any of Najd's series. */
async function gapless(): Promise<boolean> {
  const { rows } = await past.world.system(({ db }) =>
    sql<{
      gapless: boolean;
    }>`select count(*) = max(right(number, 6)::int) and count(distinct number) = count(*) as gapless from billing.invoice
      where seller_id = ${past.najd.id} and state = 'issued' group by kind`.execute(db),
  );
  return rows.every(({ gapless }) => gapless);
}

describe('what settles an invoice at the same moment', () => {
  test('four payments of all of it: it is paid once, and the rest is credit or pays what else is due', async () => {
    expect(await atOnce(...[1, 2, 3, 4].map(() => pay(open.total)))).toBe(4);
    expect((await asVendor((ctx) => getInvoice(ctx, open.id))).paid).toBe(open.total);
    await holds();
  });

  test('payments and a credit note of all that is left', async () => {
    expect(await atOnce(pay(60_000n), credit(), pay(70_000n))).toBe(3);
    await holds();
  });

  test('credit notes: no more than the invoice, however many ask', async () => {
    expect(await atOnce(credit(), credit(), credit(60_000n), credit(60_000n))).toBeLessThan(3);
    await holds();
  });

  test('a write-off and a payment, twice each', async () => {
    await atOnce(writeOff, pay(50_000n), writeOff, pay(50_000n));
    await holds();
  });
});

describe('what brings money twice', () => {
  /** A statement of one entry, by which the vendor got so much; `file` tells files with the same entry apart. */
  const statement = (file: string, remittance: string, reference = 'E-1') =>
    new TextEncoder().encode(
      [
        ':20:FILE',
        ':25:SA0380000000608010167519',
        ':28C:1/1',
        ':60F:C260301SAR1000,00',
        `:61:2603020302C500,00NTRF${reference}//${reference}`,
        `:86:${remittance}`,
        ':62F:C260302SAR1500,00',
        `-${file}`,
      ].join('\r\n'),
    );
  const take = (file: string, remittance: string) => () =>
    asVendor((ctx) => importBankFile(ctx, `${file}.sta`, statement(file, remittance)));

  test('an entry that two files bring at once is one payment, and neither file is refused', async () => {
    const remittance = open.payment_reference ?? '';
    expect(await atOnce(take('', remittance), take(' ', remittance), take('  ', remittance))).toBe(3);
    const payments = await past.world.system(({ db }) =>
      db.selectFrom('billing.payment').select('amount').where('method', '=', 'bank_transfer').execute(),
    );
    expect(payments).toEqual([{ amount: 50_000n }]);
    await holds();
  });

  test('an entry that three match by hand is one payment, beside what is paid and credited meanwhile', async () => {
    const { entries } = await asVendor((ctx) =>
      importBankFile(ctx, 'hand.sta', statement('', 'For the office', 'E-2')),
    );
    const match = () => asVendor((ctx) => matchByHand(ctx, entries[0]?.id ?? '', open.account_id, open.id));
    expect(await atOnce(match, match, match, pay(30_000n), credit(20_000n))).toBe(3);
    const payments = await past.world.system(({ db }) =>
      db.selectFrom('billing.payment').select('amount').where('note', '=', 'For the office').execute(),
    );
    expect(payments).toEqual([{ amount: 50_000n }]);
    await holds();
  });
});

describe('a month end at the same moment', () => {
  const month = (ctx: Ctx) => openMonthEnd(ctx, '2026-04-01');
  const finance: ProgramHistory['world']['system'] = (work) => past.world.as(past.vendor, ['finance'], work);

  test('is opened once and issued once, and a line it takes from is not credited for more than it charged', async () => {
    past.world.moveTo('2026-04-02T06:00:00.000Z');
    await past.world.as(past.vendor, ['provisioning', 'finance', 'owner', 'administrator'], (ctx) =>
      correctTimeline(ctx, past.noor.subscriptionId, {
        reason: 'A wrong number',
        starts_on: '2026-02-01',
        until: null,
        quantity: 1,
      }),
    );
    await past.world.runJobs();
    expect(
      await atOnce(
        () => finance(month),
        () => finance(month),
        () => finance(month),
      ),
    ).toBe(1);
    const run = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.run')
        .selectAll()
        .where('cutoff', '=', '2026-04-01')
        .where('kind', '=', 'month_end')
        .executeTakeFirstOrThrow(),
    );
    const february = past.february.find(({ buyer_id }) => buyer_id === past.najd.id);
    const credit = () => asVendor((ctx) => creditInvoice(ctx, february?.id ?? '', { reason: 'All of it' }));
    let crediting: Promise<unknown> = Promise.resolve();
    await past.world.system(async (ctx) => {
      await workBatch(ctx, run.id);
      // The note begins while the batch is not committed yet.
      crediting = credit();
      await setTimeout(400);
    });
    await crediting;
    const draft = () => draftRun.run(past.world.door, { runId: run.id }, { number: 1, last: true });
    expect(await atOnce(draft, draft)).toBe(2);
    const { rows } = await past.world.system(({ db }) =>
      sql<{ net: string; taken: string }>`select l.net, t.taken from billing.line l cross join lateral (
          select sum(c.net) as taken from billing.charge c where c.reseller_id = l.reseller_id and c.account_id = l.account_id
            and c.subscription_id = l.subscription_id and c.origin_component = l.component and c.origin_from = l.period_from
            and c.origin_revision = l.revision) t
        where l.net + t.taken < 0`.execute(db),
    );
    expect(rows).toEqual([]);
    const issue = () => finance((ctx) => issueRun(ctx, run.id));
    expect(await atOnce(issue, issue, issue)).toBe(1);
    await past.world.runJobs();
    await holds();
  });

  test("a reseller's drafts are issued once, under numbers without a gap", async () => {
    const drafts = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.invoice')
        .select('id')
        .where('seller_id', '=', past.najd.id)
        .where('state', '=', 'draft')
        .execute(),
    );
    expect(drafts.length).toBeGreaterThan(0);
    const issue = () =>
      past.world.as(past.najd, ['owner'], (ctx) =>
        issueDrafts(
          ctx,
          drafts.map(({ id }) => id),
        ),
      );
    await atOnce(issue, issue, issue);
    expect(await gapless()).toBe(true);
    await holds();
  });
});

describe('a month end that is discarded, drafted anew and issued at the same moment', () => {
  const finance: ProgramHistory['world']['system'] = (work) => past.world.as(past.vendor, ['finance'], work);
  const openMay = async () => {
    past.world.moveTo('2026-05-02T06:00:00.000Z');
    return finance((ctx) => openMonthEnd(ctx, '2026-05-01'));
  };
  const draft = (runId: string) => () => draftRun.run(past.world.door, { runId }, { number: 1, last: true });
  const discard = (runId: string) => () => finance((ctx) => discardRun(ctx, runId));
  const retry = (runId: string) => () => finance((ctx) => retryQuarantined(ctx, runId));
  const issue = (runId: string) => () => finance((ctx) => issueRun(ctx, runId));
  /** The run's state, those of its branches, and how much of it stands. */
  const look = (id: string) =>
    past.world.system(async ({ db }) => {
      const { rows } = await sql<{ state: string; findings: unknown; tasks: string[]; stands: number }>`
        select state, findings, (select array_agg(distinct t.state) from billing.run_task t where t.run_id = r.id) as tasks,
          (select count(*)::int from billing.invoice i where i.run_id = r.id and i.state <> 'discarded')
          + (select count(*)::int from billing.charge c where c.run_id = r.id)
          + (select count(*)::int from billing.branch_mark m where m.run_id = r.id) as stands
        from billing.run r where r.id = ${id}`.execute(db);
      return rows[0];
    });

  test('nothing is left of a batch that was in hand when it was discarded', async () => {
    const { id } = await openMay();
    await meanwhile([past.world.system, (ctx) => workBatch(ctx, id)], discard(id));
    await draft(id)();
    expect(await look(id)).toMatchObject({ state: 'discarded', stands: 0 });
  });

  test('nothing is left of what two workers draft', async () => {
    for (const delay of [0, 30]) {
      const { id } = await openMay();
      await atOnce(draft(id), draft(id), () => setTimeout(delay).then(discard(id)));
      expect(await look(id)).toMatchObject({ state: 'discarded', stands: 0 });
    }
  });

  test('a branch that another worker has drafted is not set aside by who failed at it; one that is set aside is drafted once', async () => {
    const { id } = await openMay();
    const [najd, dubai] = [past.najd.reseller_id, past.dubai.reseller_id];
    await past.world.system((ctx) => workBranch(ctx, id, najd));
    await past.world.system((ctx) => quarantine(ctx, id, najd, 'deadlock detected'));
    await past.world.system((ctx) => quarantine(ctx, id, dubai, 'No price'));
    await draft(id)();
    expect(await look(id)).toMatchObject({ state: 'drafted', tasks: ['done', 'quarantined'] });
    expect(await atOnce(retry(id), retry(id), retry(id), draft(id), draft(id))).toBe(5);
    await draft(id)();
    expect(await look(id)).toMatchObject({ state: 'drafted', findings: [], tasks: ['done'] });
    await discard(id)();
  });

  test('customers who change and cancel meanwhile stop nothing, and one change is made', async () => {
    const { id } = await openMay();
    const seller: ProgramHistory['world']['system'] = (work) => past.world.as(past.najd, ['sales'], work);
    const change = (quantity: number) => () =>
      seller((ctx) => changeQuantity(ctx, past.noor.subscriptionId, quantity));
    const cancel = () => seller((ctx) => cancelSubscription(ctx, past.noor.subscriptionId));
    expect(await atOnce(draft(id), draft(id), change(21), change(22), cancel)).toBe(3);
    await past.world.runJobs();
    expect(await look(id)).toMatchObject({ state: 'drafted', findings: [], tasks: ['done'] });
    await discard(id)();
  });

  test('a fee that a batch charges at the moment is not taken back', async () => {
    const fee = await finance((ctx) =>
      addFee(ctx, {
        ...{
          account_id: open.account_id,
          customer_id: null,
          words: { en: 'A visit', ar: 'زيارة' },
          quantity: 1,
        },
        ...{
          unit_price: 5000n,
          exemption: null,
          every_months: null,
          starts_on: '2026-04-20',
          reference: null,
        },
      }),
    );
    const { id } = await openMay();
    const { refused } = await meanwhile(
      [past.world.system, (ctx) => workBatch(ctx, id)],
      [finance, (ctx) => endFee(ctx, fee.id, '2026-04-20')],
    );
    expect(refused).toMatchObject([{ code: 'illegal_move' }]);
    await discard(id)();
  });

  test.each(['discarded', 'issued'])(
    'a reseller’s drafts that are %s first are that, with their lines or without',
    async (first) => {
      const { id } = await openMay();
      await draft(id)();
      const own = await past.world.system(({ db }) =>
        db
          .selectFrom('billing.invoice')
          .select('id')
          .where('run_id', '=', id)
          .where('seller_id', '=', past.najd.id)
          .execute(),
      );
      const discarding: Deed = [finance, (ctx) => discardRun(ctx, id)];
      const issuing: Deed = [
        (work) => past.world.as(past.najd, ['owner'], work),
        (ctx) =>
          issueDrafts(
            ctx,
            own.map((draft) => draft.id),
          ),
      ];
      await (first === 'issued' ? meanwhile(issuing, discarding) : meanwhile(discarding, issuing));
      const { rows } = await past.world.system(({ db }) =>
        sql<{
          state: string;
          stands: boolean;
        }>`select i.state, i.net = (select coalesce(sum(c.net), 0) from billing.charge c
          where c.reseller_id = i.reseller_id and c.invoice_id = i.id) as stands
        from billing.invoice i where i.run_id = ${id} and i.seller_id = ${past.najd.id}`.execute(db),
      );
      expect(rows).toEqual(own.map(() => ({ state: first, stands: first === 'issued' })));
      expect(await gapless()).toBe(true);
    },
  );

  test('one of these comes first, and what was issued stays issued', async () => {
    const { id } = await openMay();
    await draft(id)();
    // Begun one after the other, so that the first holds the run while the others come.
    const later = (ms: number, work: () => Promise<unknown>) => () => setTimeout(ms).then(work);
    await atOnce(
      issue(id),
      later(5, retry(id)),
      later(10, discard(id)),
      later(15, retry(id)),
      later(20, issue(id)),
    );
    await past.world.runJobs();
    const issued = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.invoice')
        .select('id')
        .where('run_id', '=', id)
        .where('state', '=', 'issued')
        .execute(),
    );
    expect((await look(id))?.state === 'issued').toBe(issued.length > 0);
    await holds();
  });
});
