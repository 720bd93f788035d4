import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import { expectAccepted } from '../../../test/journals.ts';
import { readPdf } from '../../../test/pdf.ts';
import { Reckoning } from '../../../test/reckoning.ts';
import { signIn } from '../../../test/world.ts';
import { newId } from '../../base/ids.ts';
import { getAccount } from '../../identity/index.ts';
import { accountBalance } from '../../ledger/index.ts';
import { checkBooks } from '../books/books.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { getInvoice } from '../invoices/invoices.ts';
import { creditInvoice, debitInvoice, writeOffInvoice } from '../invoices/notes.ts';
import { accountStatement } from '../statements/statements.ts';
import type { Payment } from './payments.rules.ts';
import { accountCredit, listPayments, recordPayment, takePayment } from './payments.ts';
import type { ReversalReason } from './reversals.rules.ts';
import { getPayment, reversePayment } from './reversals.ts';

let past: ProgramHistory;
let app: FastifyInstance;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
}, 240_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

const asVendor: ProgramHistory['world']['system'] = (work) =>
  past.world.as(past.vendor, ['finance', 'owner'], work);
const january = () =>
  past.january.find(({ buyer_id }) => buyer_id === past.najd.id) ?? expect.fail('no invoice of January');

/** A further charge on Najd IT's account: a document of its own that is open, unless credit waits. */
async function charge(net: bigint): Promise<Invoice> {
  const words = { en: 'A service', ar: 'خدمة' };
  return asVendor((ctx) =>
    debitInvoice(ctx, january().id, {
      reason: 'A further service',
      lines: [{ words, net, exemption: null }],
    }),
  );
}

const pay = (
  amount: bigint,
  invoice_id: string | null = null,
  received_on = '2026-03-02',
): Promise<Payment> =>
  asVendor((ctx) =>
    recordPayment(ctx, {
      account_id: january().account_id,
      invoice_id,
      amount,
      received_on,
      note: 'by hand',
    }),
  );
const payByCard = (amount: bigint): Promise<Payment> =>
  asVendor(async (ctx) => {
    const account = await getAccount(ctx, january().account_id);
    const { currency } = account;
    return takePayment(ctx, {
      ...{ account, method: 'card', amount, currency, received_on: '2026-03-02', source: `card:${newId()}` },
    });
  });
const reverse = (id: string, reason: ReversalReason = 'returned', reversed_on = '2026-03-02') =>
  asVendor((ctx) => reversePayment(ctx, id, { reason, reversed_on }));
const paidOn = async ({ id }: Invoice) => (await asVendor((ctx) => getInvoice(ctx, id))).paid;
const credit = async () => (await asVendor((ctx) => accountCredit(ctx, january().account_id))).amount;

/** Everything that is open on the account, paid, so that a test knows what its own money settles. */
async function settleAll(): Promise<void> {
  const owed = await past.world.system((ctx) => accountBalance(ctx, january().account_id, 'receivable'));
  if (owed > 0n) await pay(owed);
}

/** The account with nothing open and no credit. */
async function evenOut(): Promise<void> {
  await settleAll();
  const spare = await credit();
  if (spare > 0n) await charge(spare);
  await settleAll();
  expect(await credit()).toBe(0n);
}

/** What the books, the statement and the documents say of the account: one and the same. */
async function holds(): Promise<void> {
  expect((await past.world.system(checkBooks)).differences).toEqual([]);
  const { statement, account } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
  const [receivable, wallet] = await past.world.system(async (ctx) => [
    await accountBalance(ctx, account.id, 'receivable'),
    await accountBalance(ctx, account.id, 'wallet'),
  ]);
  expect(statement.closing).toBe(receivable + wallet);
  expect(wallet <= 0n && receivable >= 0n).toBe(true);
}

describe('a payment that is reversed', () => {
  test('opens what it settled, at once and from the wallet later, and takes the rest out of the wallet', async () => {
    await settleAll();
    const first = await charge(1000n);
    const payment = await pay(first.total + 5000n, first.id);
    const later = await charge(2000n);
    expect([await paidOn(first), await paidOn(later)]).toEqual([first.total, later.total]);
    expect(await credit()).toBe(5000n - later.total);
    const reversal = await reverse(payment.id);
    expect(reversal).toMatchObject({ amount: -payment.amount, reverses_id: payment.id, reason: 'returned' });
    expect([await paidOn(first), await paidOn(later), await credit()]).toEqual([0n, 0n, 0n]);
    await holds();
  });

  test('stands beside its reversal, in the list, on the invoice and on the statement; neither is changed', async () => {
    await settleAll();
    const invoice = await charge(700n);
    const payment = await pay(invoice.total, invoice.id, '2026-03-01');
    await reverse(payment.id, 'mistake');
    const { items } = await asVendor((ctx) =>
      listPayments(ctx, 'received', { limit: 2, format: 'json', sort: '-recorded_at' }),
    );
    expect(items.map(({ amount, allocated, reversal_id }) => [amount, allocated, reversal_id])).toEqual([
      [-invoice.total, -invoice.total, null],
      [invoice.total, 0n, items[0]?.id],
    ]);
    const { statement } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
    const rows = statement.rows.filter(({ id }) => items.some((item) => item.id === id));
    expect(rows.map(({ kind, on, amount, parts }) => [kind, on, amount, parts[0]?.amount])).toEqual([
      ['payment', '2026-03-01', -invoice.total, invoice.total],
      ['payment_reversal', '2026-03-02', invoice.total, -invoice.total],
    ]);
    expect(rows[1]?.parts[0]?.number).toBe(invoice.number);
  });

  test('leaves what is open again to other credit of the account, even of a payment that paid a part of it before', async () => {
    await settleAll();
    const invoice = await charge(10_000n);
    const small = await pay(invoice.total - 100n, invoice.id);
    const large = await pay(5000n, invoice.id);
    expect([await paidOn(invoice), await credit()]).toEqual([invoice.total, 4900n]);
    await reverse(small.id);
    expect([await paidOn(invoice), await credit()]).toEqual([5000n, 0n]);
    const { parts } = await asVendor((ctx) => getPayment(ctx, large.id));
    expect(parts.map(({ number, amount }) => [number, amount])).toEqual([[invoice.number, 5000n]]);
    await holds();
  });

  test('gives back an invoice that was written off beside it, and the rest is written off once more', async () => {
    await settleAll();
    const invoice = await charge(3000n);
    const payment = await pay(1000n, invoice.id);
    const off = () => asVendor((ctx) => writeOffInvoice(ctx, invoice.id, 'It will not come'));
    await off();
    await reverse(payment.id);
    expect(await paidOn(invoice)).toBe(invoice.total - 1000n);
    expect((await off()).written_off).toBe(invoice.total);
    await holds();
  });

  test('of an invoice that is paid falls back to open, and to overdue after its day', async () => {
    await settleAll();
    const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
    const invoice = await charge(800n);
    // As a page asks: with a key, under which the answer is kept.
    const ask = (url: string, payload: object, key: string) =>
      app.inject({ method: 'POST', url, headers: { ...finance, 'idempotency-key': key }, payload });
    const { account_id } = invoice;
    const came = {
      account_id,
      invoice_id: invoice.id,
      amount: Number(invoice.total),
      received_on: '2026-03-02',
    };
    const payment = (await ask('/v1/billing/payments', { ...came, note: 'by hand' }, 'came')).json();
    const state = async () =>
      (await app.inject({ url: `/v1/billing/invoices/${invoice.id}`, headers: finance })).json();
    expect((await state()).state).toBe('paid');
    const url = `/v1/billing/payments/${payment.id}/reverse`;
    const body = { reason: 'returned', reversed_on: '2026-03-02', note: 'AC04 closed account' };
    const answer = await ask(url, body, 'gone');
    expect(answer.statusCode).toBe(201);
    expect((await ask(url, body, 'gone')).json()).toEqual(answer.json());
    const { state: now, payments } = await state();
    expect(now).toBe('open');
    expect(payments.map((each: { amount: object; reason: string }) => [each.amount, each.reason])).toEqual([
      [{ amount: Number(invoice.total), currency: 'SAR' }, null],
      [{ amount: -Number(invoice.total), currency: 'SAR' }, 'returned'],
    ]);
    const again = await ask(url, body, 'once more');
    expect([again.statusCode, again.json().code]).toEqual([409, 'illegal_move']);
    const one = (await app.inject({ url: `/v1/billing/payments/${payment.id}`, headers: finance })).json();
    expect(one).toMatchObject({
      reversal: { on: '2026-03-02', reason: 'returned' },
      can: { reverse: 'It has been reversed already.' },
      parts: [{ invoice: { number: invoice.number } }],
      reasons: ['returned', 'chargeback', 'mistake'],
    });
  });

  test('is told to the people of the buyer who handle money, in their language', async () => {
    await settleAll();
    const arabic = await past.world.person(past.najd, ['billing'], { language: 'ar' });
    const invoice = await charge(900n);
    const payment = await pay(invoice.total, invoice.id);
    await reverse(payment.id, 'returned');
    await past.world.runJobs();
    const letters = await past.world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .selectAll()
        .where('kind', '=', 'payment.reversed')
        .where('recipient', '=', arabic.email)
        .execute(),
    );
    const [letter] = letters.slice(-1);
    expect(letter?.subject).toContain('عُكست دفعتك');
    expect(letter?.html).toContain(invoice.number);
    expect(letter?.html).toContain('أعاد البنك بتاريخ');
  });
});

test('the statement and the list of payments are files after a reversal', async () => {
  await settleAll();
  await reverse((await pay((await charge(400n)).total)).id);
  const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
  const file = async (url: string) => (await app.inject({ url, headers: finance })).rawPayload;
  const query = `buyer_id=${past.najd.id}`;
  expect((await file(`/v1/billing/statement.csv?${query}`)).toString()).toContain('payment_reversal');
  const list = (await file('/v1/billing/payments?side=received&format=csv')).toString();
  const [heads = ''] = list.split('\r\n');
  expect(heads.split(',')).toEqual(expect.arrayContaining(['amount.amount', 'reverses_id', 'reversal.on']));
  expect(list).toMatch(/,-460,SAR,2026-03-02,.*,returned,/);
  const text = async (language: string) =>
    (await readPdf(await file(`/v1/billing/statement.pdf?${query}&language=${language}`))).pages.join(' ');
  expect(await text('en')).toMatch(/Payment reversed.*open again on/);
  expect(await text('ar')).not.toContain('payment_reversal');
});

describe('refused', () => {
  test.each([
    ['a reason that does not fit', 'card', 'returned' as const, '2026-03-02', 'does not fit'],
    ['a day before it came', 'recorded', 'returned' as const, '2026-03-01', 'before it came'],
    ['a day after today', 'recorded', 'mistake' as const, '2026-03-03', 'has not come yet'],
  ])('%s', async (_name, method, reason, on, says) => {
    const payment = method === 'card' ? await payByCard(100n) : await pay(100n);
    await expect(reverse(payment.id, reason, on)).rejects.toMatchObject({
      errors: [{ detail: expect.stringContaining(says) }],
    });
  });

  test('to the buyer, and unseen by anybody else; a reversal is not reversed', async () => {
    const payment = await pay(100n);
    const wanted = { reason: 'mistake', reversed_on: '2026-03-02' } as const;
    const asBuyer = past.world.as(past.najd, ['owner'], (ctx) => reversePayment(ctx, payment.id, wanted));
    await expect(asBuyer).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('Only the seller'),
    });
    const asOther = past.world.as(past.dubai, ['owner'], (ctx) => reversePayment(ctx, payment.id, wanted));
    await expect(asOther).rejects.toMatchObject({ kind: 'missing' });
    const reversal = await reverse(payment.id);
    await expect(reverse(reversal.id)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('at the same moment', () => {
  test('four reversals of one payment are one; a payment and a credit note beside it lose nothing', async () => {
    await settleAll();
    const invoice = await charge(6000n);
    const payment = await pay(invoice.total, invoice.id);
    const outcomes = await Promise.allSettled([
      ...[1, 2, 3, 4].map(() => reverse(payment.id)),
      pay(2000n, invoice.id),
      asVendor((ctx) => creditInvoice(ctx, invoice.id, { reason: 'Too much', net: 1000n })),
    ]);
    expect(outcomes.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(3);
    const { rows } = await past.world.system(({ db }) =>
      sql<{
        count: number;
      }>`select count(*)::int as count from billing.payment where reverses_id = ${payment.id}`.execute(db),
    );
    expect(rows[0]?.count).toBe(1);
    await holds();
  });
});

describe('of a prepaid order', () => {
  test('the order goes on, its invoice is open, and money that comes later pays it', async () => {
    const request = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.payment_request')
        .selectAll()
        .where('buyer_id', '=', past.jidda.id)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow(),
    );
    const { account_id, total } = request;
    const come = (amount: bigint) =>
      asVendor((ctx) =>
        recordPayment(ctx, { account_id, amount, received_on: '2026-03-02', note: 'for the order' }),
      );
    const paid = await come(total);
    await reverse(paid.id);
    await past.world.runJobs();
    const invoice = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.invoice')
        .selectAll()
        .where('account_id', '=', account_id)
        .executeTakeFirstOrThrow(),
    );
    expect([invoice.state, await paidOn(invoice)]).toEqual(['issued', 0n]);
    await come(invoice.total + 300n);
    expect(await paidOn(invoice)).toBe(invoice.total);
    expect((await asVendor((ctx) => accountCredit(ctx, account_id))).amount).toBe(300n);
    await holds();
  });
});

describe('on a reseller’s own edge', () => {
  test('a customer’s payment is taken back by the reseller; the vendor never sees it', async () => {
    const [invoice] = past.drafts;
    const asNajd: ProgramHistory['world']['system'] = (work) => past.world.as(past.najd, ['owner'], work);
    const { items } = await asNajd((ctx) => listPayments(ctx, 'received', { limit: 10, format: 'csv' }));
    const [payment] = items;
    const wanted = { reason: 'returned', reversed_on: '2026-03-02' } as const;
    const id = payment?.id ?? '';
    await expect(asVendor((ctx) => reversePayment(ctx, id, wanted))).rejects.toMatchObject({
      kind: 'missing',
    });
    await asNajd((ctx) => reversePayment(ctx, id, wanted));
    const left = await asNajd(async (ctx) => [
      (await getInvoice(ctx, invoice?.id ?? '')).paid,
      (await accountCredit(ctx, invoice?.account_id ?? '')).amount,
    ]);
    expect(left).toEqual([0n, 0n]);
    await holds();
  });
});

type Step =
  | { kind: 'charge'; amount: bigint }
  | { kind: 'pay'; amount: bigint; pick: number; meant: boolean }
  | { kind: 'reverse' | 'credit' | 'write_off'; pick: number };

/** The same steps taken by the verbs and by the reckoning. */
class BothWays {
  readonly naive = new Reckoning();
  readonly #charged: Invoice[] = [];
  readonly #payments: string[] = [];
  #count = 0;

  async take(one: Step): Promise<void> {
    if (one.kind === 'charge') return this.#charge(one.amount);
    const chosen = this.#charged[one.pick % Math.max(this.#charged.length, 1)];
    if (one.kind === 'pay') return this.#pay(one.amount, one.meant ? chosen?.id : undefined);
    if (one.kind === 'reverse') return this.#reverse(one.pick);
    if (chosen) await (one.kind === 'credit' ? this.#credit(chosen) : this.#writeOff(chosen));
  }
  #key(): string {
    this.#count += 1;
    return String(this.#count).padStart(4, '0');
  }
  async #charge(amount: bigint): Promise<void> {
    const document = await charge(amount);
    this.#charged.push(document);
    this.naive.documents.push({
      ...{ id: document.id, total: document.total, settled: 0n },
      key: this.#key(),
    });
    this.naive.useAll();
  }
  async #pay(amount: bigint, meant: string | undefined): Promise<void> {
    const { id } = await pay(amount, meant);
    this.#payments.push(id);
    this.naive.put(id, amount, this.#key(), meant);
  }
  async #reverse(pick: number): Promise<void> {
    const [id] = this.#payments.splice(pick % Math.max(this.#payments.length, 1), 1);
    if (!id) return;
    await reverse(id);
    this.naive.takeBack(id);
  }
  async #credit({ id }: Invoice): Promise<void> {
    const note = await asVendor((ctx) => creditInvoice(ctx, id, { reason: 'All of it' })).catch(() => null);
    if (note) this.naive.put(note.id, -note.total, this.#key(), id);
  }
  async #writeOff({ id }: Invoice): Promise<void> {
    const open = this.naive.openOn(id);
    const done = await asVendor((ctx) => writeOffInvoice(ctx, id, 'Gone')).catch(() => null);
    expect(done !== null).toBe(open > 0n);
    if (done) this.naive.put(`off ${this.#count}`, open, this.#key(), id);
  }
}

describe('any sequence of charges, payments, reversals, credit notes and write-offs', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('charge' as const), amount: fc.bigInt(1n, 4000n) }),
    fc.record({
      kind: fc.constant('pay' as const),
      amount: fc.bigInt(1n, 6000n),
      pick: fc.nat(9),
      meant: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('reverse' as const), pick: fc.nat(9) }),
    fc.record({ kind: fc.constant('credit' as const), pick: fc.nat(9) }),
    fc.record({ kind: fc.constant('write_off' as const), pick: fc.nat(9) }),
  );

  test('leaves every document, the credit, the statement and the books as a naive reckoning has them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await evenOut();
        const both = new BothWays();
        for (const one of steps) await both.take(one);
        for (const document of both.naive.documents)
          expect((await asVendor((ctx) => getInvoice(ctx, document.id))).paid).toBe(document.settled);
        expect(await credit()).toBe(both.naive.credit);
        await holds();
      }),
      { numRuns: Number(process.env.REVERSAL_RUNS ?? 12), seed: Number(process.env.SEED ?? 20261126) },
    );
  }, 300_000);
});

test('a reversal of an earlier day leaves every day right: credit is used when it had come', async () => {
  await evenOut();
  const invoice = await charge(4000n);
  const payment = await pay(invoice.total, invoice.id);
  past.world.moveTo('2026-03-06T06:00:00.000Z');
  const later = await pay(1000n, null, '2026-03-05');
  const reversal = await reverse(payment.id, 'returned', '2026-03-03');
  const { rows } = await past.world.system(({ db }) =>
    sql<{ kind: string; posted_on: string; amount: bigint }>`
      select kind, posted_on, amount from ledger.transfer where account_id = ${invoice.account_id}
        and recorded_at >= ${past.world.now()} order by posted_on, kind`.execute(db),
  );
  expect(rows.map(({ kind, posted_on, amount }) => [kind, posted_on, amount])).toEqual([
    ['payment_reversal', '2026-03-03', -reversal.amount],
    ['credit_applied', '2026-03-05', later.amount],
    ['payment', '2026-03-05', later.amount],
  ]);
  await holds();
});

test('the books are accepted by hledger and beancount after all of it', async () => {
  await reverse((await pay(100n)).id);
  const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
  const journal = async (format: string) =>
    (await app.inject({ url: `/v1/ledger/journal?format=${format}`, headers: finance })).body;
  await expectAccepted(journal, 'Payment reversed');
}, 120_000);
