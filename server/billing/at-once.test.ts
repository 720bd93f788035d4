import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHistory, type ProgramHistory } from '../../test/history.ts';
import { accountBalance } from '../ledger/index.ts';
import { checkBooks } from './books.ts';
import type { Invoice } from './invoices.rules.ts';
import { getInvoice } from './invoices.ts';
import { creditInvoice, debitInvoice, writeOffInvoice } from './notes.ts';
import { recordPayment } from './payments.ts';
import { accountStatement } from './statements.ts';

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
  const outcomes = await Promise.allSettled(works.map((work) => work()));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
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
