import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atOnce } from '../../../test/at-once.ts';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import { expectAccepted } from '../../../test/journals.ts';
import { Reckoning } from '../../../test/reckoning.ts';
import { signIn } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { accountBalance } from '../../ledger/index.ts';
import { checkBooks } from '../books/books.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { getInvoice } from '../invoices/invoices.ts';
import { creditInvoice, debitInvoice } from '../invoices/notes.ts';
import type { Payment } from '../payments/payments.rules.ts';
import { accountCredit, recordPayment } from '../payments/payments.ts';
import { getPayment, reversePayment } from '../payments/reversals.ts';
import { accountStatement } from '../statements/statements.ts';
import { refundPayment, refundsOfPayment, returnRefund, type WantedRefund } from './refunds.ts';

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

type Enter = ProgramHistory['world']['system'];
const asVendor: Enter = (work) => past.world.as(past.vendor, ['finance'], work);
const january = () =>
  past.january.find(({ buyer_id }) => buyer_id === past.najd.id) ?? expect.fail('no invoice of January');
const account = () => january().account_id;

const charge = (net: bigint): Promise<Invoice> =>
  asVendor((ctx) =>
    debitInvoice(ctx, january().id, {
      reason: 'A further service',
      lines: [{ words: { en: 'A service', ar: 'خدمة' }, net, exemption: null }],
    }),
  );
const pay = (amount: bigint, invoice_id: string | null = null): Promise<Payment> =>
  asVendor((ctx) =>
    recordPayment(ctx, {
      ...{ account_id: account(), invoice_id, amount, received_on: '2026-03-02', note: 'by hand' },
    }),
  );
const TRANSFER = { way: 'bank_transfer', refunded_on: '2026-03-02', reference: 'TRF-1' } as const;
const refund = (id: string, amount: bigint, more: Partial<WantedRefund> = {}) =>
  asVendor((ctx) => refundPayment(ctx, id, { ...TRANSFER, amount, ...more }));
const offered = (id: string) =>
  asVendor(async (ctx) => refundsOfPayment(ctx, (await getPayment(ctx, id)).payment));
const paidOn = async ({ id }: Invoice) => (await asVendor((ctx) => getInvoice(ctx, id))).paid;
const credit = async () => (await asVendor((ctx) => accountCredit(ctx, account()))).amount;

/** The account with nothing open and no credit. */
async function evenOut(): Promise<void> {
  const owed = () => past.world.system((ctx) => accountBalance(ctx, account(), 'receivable'));
  const settle = async (amount: bigint) => amount > 0n && (await pay(amount));
  await settle(await owed());
  const spare = await credit();
  if (spare > 0n) await charge(spare);
  await settle(await owed());
  expect(await credit()).toBe(0n);
}

/** What the books, the statement and the payments say of the account: one and the same. */
async function holds(): Promise<void> {
  expect((await past.world.system(checkBooks)).differences).toEqual([]);
  const { statement } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
  const [receivable, wallet] = await past.world.system(async (ctx) => [
    await accountBalance(ctx, account(), 'receivable'),
    await accountBalance(ctx, account(), 'wallet'),
  ]);
  expect(statement.closing).toBe(receivable + wallet);
  expect(wallet <= 0n && receivable >= 0n).toBe(true);
}

describe('a refund by bank transfer', () => {
  test('takes what waits of a payment, in part and no more than is left, and stands beside it', async () => {
    await evenOut();
    const invoice = await charge(1000n);
    const payment = await pay(invoice.total + 5000n, invoice.id);
    expect(await offered(payment.id)).toMatchObject({ refundable: 5000n, ways: ['bank_transfer'] });
    const made = await refund(payment.id, 3000n, { note: 'paid twice' });
    expect(made).toMatchObject({ state: 'succeeded', amount: 3000n, reference: 'TRF-1' });
    expect([await paidOn(invoice), await credit()]).toEqual([invoice.total, 2000n]);
    await expect(refund(payment.id, 2001n)).rejects.toMatchObject({
      errors: [{ pointer: '#/amount', detail: expect.stringContaining('SAR 20.00') }],
    });
    await refund(payment.id, 2000n);
    await expect(refund(payment.id, 1n)).rejects.toMatchObject({ kind: 'forbidden' });
    const { refunds } = await offered(payment.id);
    expect(refunds.map(({ amount }) => amount)).toEqual([2000n, 3000n]);
    await holds();
  });

  test('of what a credit note gave: its credit takes the place of the payment on the invoice', async () => {
    await evenOut();
    const [older, invoice] = [await charge(1000n), await charge(4000n)];
    const payment = await pay(older.total + invoice.total);
    const note = await asVendor((ctx) => creditInvoice(ctx, older.id, { reason: 'Cancelled', net: 600n }));
    expect(await offered(payment.id)).toMatchObject({ refundable: -note.total });
    await refund(payment.id, -note.total);
    expect([await paidOn(older), await paidOn(invoice), await credit()]).toEqual([
      older.total,
      invoice.total,
      0n,
    ]);
    expect((await asVendor((ctx) => getInvoice(ctx, older.id))).credited).toBe(-note.total);
    const { parts } = await asVendor((ctx) => getPayment(ctx, payment.id));
    expect(parts.map(({ number, amount }) => [number, amount])).toEqual([
      [older.number, older.total + note.total],
      [invoice.number, invoice.total],
    ]);
    await holds();
  });

  test('stands on the statement, in the list and in the letter to the payer', async () => {
    await evenOut();
    await past.world.runJobs();
    const arabic = await past.world.person(past.najd, ['billing'], { language: 'ar' });
    const payment = await pay(700n);
    await refund(payment.id, 700n, { reference: 'TRF-77', note: 'paid twice' });
    const { statement } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
    expect(statement.rows.at(-1)).toMatchObject({ kind: 'refund', amount: 700n, parts: [] });
    expect(statement.rows.at(-1)?.reference).toBe('TRF-77 · paid twice');
    const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
    const file = async (url: string) => (await app.inject({ url, headers: finance })).body;
    expect(await file('/v1/billing/payments?side=received&format=csv')).toMatch(
      /,-700,SAR,.*refunded.*TRF-77/,
    );
    expect(await file(`/v1/billing/statement.csv?buyer_id=${past.najd.id}`)).toContain('refund');
    await past.world.runJobs();
    const letters = await past.world.system(({ db }) =>
      db
        .selectFrom('base.mail')
        .selectAll()
        .where('kind', '=', 'refund.succeeded')
        .where('recipient', '=', arabic.email)
        .execute(),
    );
    expect(letters.map(({ subject }) => subject)).toEqual(['ردّ إليك Sahara Net مبلغ SAR 7.00']);
    expect(letters[0]?.body).toContain('TRF-77');
  });

  test('that comes back is credit again, once, and can be sent once more', async () => {
    await evenOut();
    const payment = await pay(900n);
    const { id } = await refund(payment.id, 900n);
    const back = () => asVendor((ctx) => returnRefund(ctx, id, 'AC04 closed account'));
    await back();
    expect([await credit(), (await offered(payment.id)).refundable]).toEqual([900n, 900n]);
    await expect(back()).rejects.toMatchObject({ code: 'illegal_move' });
    const { statement } = await asVendor((ctx) => accountStatement(ctx, { buyer_id: past.najd.id }));
    expect(statement.rows.at(-1)).toMatchObject({ kind: 'refund_failed', reference: 'AC04 closed account' });
    const invoice = await charge(300n);
    expect(await paidOn(invoice)).toBe(invoice.total);
    await refund(payment.id, 900n - invoice.total);
    expect(await credit()).toBe(0n);
    await holds();
  });

  test('leaves the rest of the payment to be reversed', async () => {
    await evenOut();
    const invoice = await charge(2000n);
    const payment = await pay(invoice.total + 400n, invoice.id);
    await refund(payment.id, 400n);
    const reversal = await asVendor((ctx) =>
      reversePayment(ctx, payment.id, { reason: 'returned', reversed_on: '2026-03-02' }),
    );
    expect([reversal.amount, await paidOn(invoice), await credit()]).toEqual([-invoice.total, 0n, 0n]);
    await holds();
  });
});

describe('refused', () => {
  test.each([
    ['without the bank’s reference', { reference: null }, '#/reference'],
    ['without its day', { refunded_on: null }, '#/refunded_on'],
    ['of a day before the money came', { refunded_on: '2026-03-01' }, '#/refunded_on'],
    ['of a day that has not come', { refunded_on: '2026-03-03' }, '#/refunded_on'],
    ['to a card that it did not come from', { way: 'card' as const }, '#/way'],
  ])('%s', async (_name, changes, pointer) => {
    await evenOut();
    const { id } = await pay(100n);
    await expect(refund(id, 100n, changes)).rejects.toMatchObject({ errors: [{ pointer }] });
  });

  test('to the buyer and to who may not, and unseen by a stranger and by the vendor on a reseller’s edge', async () => {
    await evenOut();
    const { id } = await pay(100n);
    const wanted = { ...TRANSFER, amount: 100n };
    const by = (who: 'najd' | 'vendor' | 'dubai', role: string) =>
      past.world.as(past[who], [role], (ctx) => refundPayment(ctx, id, wanted));
    await expect(by('najd', 'owner')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(by('vendor', 'care')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(by('dubai', 'owner')).rejects.toMatchObject({ kind: 'missing' });
    const asNajd: Enter = (work) => past.world.as(past.najd, ['billing'], work);
    const { account_id } = past.drafts[0] ?? expect.fail('no invoice of a customer');
    const came = { account_id, amount: 900_000n, received_on: '2026-03-02', note: 'far too much' };
    const { id: own } = await asNajd((ctx) => recordPayment(ctx, came));
    await expect(asVendor((ctx) => refundPayment(ctx, own, wanted))).rejects.toMatchObject({
      kind: 'missing',
    });
    await asNajd((ctx) => refundPayment(ctx, own, { ...TRANSFER, amount: 500n }));
    await holds();
  });

  test('of credit that has let an order go on', async () => {
    const request = await past.world.system(({ db }) =>
      db
        .selectFrom('billing.payment_request')
        .selectAll()
        .where('buyer_id', '=', past.jidda.id)
        .where('state', '=', 'open')
        .executeTakeFirstOrThrow(),
    );
    const { account_id, total } = request;
    const payment = await asVendor((ctx) =>
      recordPayment(ctx, { account_id, amount: total + 50n, received_on: '2026-03-02', note: 'ahead' }),
    );
    expect((await offered(payment.id)).refundable).toBe(50n);
  });
});

describe('at the same moment', () => {
  test('two refunds of all that waits: one is made', async () => {
    await evenOut();
    const payment = await pay(5000n);
    const { done, refused } = await atOnce(
      ...[1, 2, 3].map(
        () =>
          [asVendor, (ctx: Ctx) => refundPayment(ctx, payment.id, { ...TRANSFER, amount: 5000n })] as const,
      ),
    );
    expect([done.length, refused.length, await credit()]).toEqual([1, 2, 0n]);
    await holds();
  });

  test('a refund and an invoice that wants the same credit: one gets it', async () => {
    await evenOut();
    const payment = await pay(1150n);
    const invoice = {
      reason: 'At once',
      lines: [{ words: { en: 'A', ar: 'أ' }, net: 1000n, exemption: null }],
    };
    const { done } = await atOnce(
      [asVendor, (ctx) => refundPayment(ctx, payment.id, { ...TRANSFER, amount: 1150n })],
      [asVendor, (ctx) => debitInvoice(ctx, january().id, invoice)],
    );
    const [made] = (await offered(payment.id)).refunds;
    expect(done).toHaveLength(made ? 2 : 1);
    expect(await credit()).toBe(0n);
    await holds();
  });

  test('a refund, a reversal and a further payment of the same account', async () => {
    await evenOut();
    const payment = await pay(3000n);
    const whole = { reason: 'returned', reversed_on: '2026-03-02' } as const;
    await atOnce(
      [asVendor, (ctx) => refundPayment(ctx, payment.id, { ...TRANSFER, amount: 2000n })],
      [asVendor, (ctx) => reversePayment(ctx, payment.id, whole)],
      () => pay(100n),
    );
    const { payment: known } = await asVendor((ctx) => getPayment(ctx, payment.id));
    expect([known.taken, await credit()]).toEqual([3000n, 100n]);
    await holds();
  });

  test('the same refund said to be back four times is back once', async () => {
    await evenOut();
    const payment = await pay(800n);
    const { id } = await refund(payment.id, 800n);
    const { done } = await atOnce(
      ...[1, 2, 3, 4].map(() => [asVendor, (ctx: Ctx) => returnRefund(ctx, id, null)] as const),
    );
    expect([done.length, await credit()]).toEqual([1, 800n]);
    await holds();
  });
});

test('the API replays a refund by its key, and says what may be done', async () => {
  await evenOut();
  const { id } = await pay(1000n);
  const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
  const send = (key: string) =>
    app.inject({
      ...{ method: 'POST', url: `/v1/billing/payments/${id}/refunds` },
      headers: { ...finance, 'idempotency-key': key },
      payload: { ...TRANSFER, amount: 400 },
    });
  const [first, again] = [await send('one'), await send('one')];
  expect([first.statusCode, again.json()]).toEqual([201, first.json()]);
  const read = async () => (await app.inject({ url: `/v1/billing/payments/${id}`, headers: finance })).json();
  expect(await read()).toMatchObject({
    taken: { amount: 400 },
    waiting: { amount: 600 },
    refundable: { amount: 600, currency: 'SAR' },
    ways: ['bank_transfer'],
    refunds: [{ state: 'succeeded', way: 'bank_transfer', can: { return: true } }],
    can: { refund: true, reverse: true },
  });
  const { refunds } = await read();
  const url = `/v1/billing/refunds/${refunds[0].id}/return`;
  const back = await app.inject({ method: 'POST', url, headers: finance, payload: { note: 'Wrong IBAN' } });
  expect(back.statusCode).toBe(200);
  expect(await read()).toMatchObject({
    taken: { amount: 0 },
    refunds: [{ state: 'failed', detail: 'Wrong IBAN' }],
  });
});

type Step =
  | { kind: 'charge'; amount: bigint }
  | { kind: 'pay'; amount: bigint }
  | { kind: 'refund'; pick: number; share: number }
  | { kind: 'reverse' | 'credit'; pick: number };

/** The same steps taken by the verbs and by the reckoning. */
class BothWays {
  readonly naive = new Reckoning();
  readonly #charged: Invoice[] = [];
  readonly #payments: string[] = [];
  readonly #notes = new Set<string>();
  readonly #corrected = new Set<string>();
  #count = 0;

  async take(step: Step): Promise<void> {
    if (step.kind === 'charge') return this.#charge(step.amount);
    if (step.kind === 'pay') return this.#pay(step.amount);
    const id = this.#payments[step.pick % Math.max(this.#payments.length, 1)];
    if (step.kind === 'refund' && id) return this.#refund(id, step.share);
    if (step.kind === 'reverse' && id) return this.#reverse(id);
    const chosen = this.#charged[step.pick % Math.max(this.#charged.length, 1)];
    if (step.kind === 'credit' && chosen) await this.#credit(chosen);
  }
  #key(): string {
    this.#count += 1;
    return String(this.#count).padStart(4, '0');
  }
  async #charge(amount: bigint): Promise<void> {
    const { id, total } = await charge(amount).then((document) => {
      this.#charged.push(document);
      return document;
    });
    this.naive.documents.push({ id, total, settled: 0n, key: this.#key() });
    this.naive.useAll();
  }
  async #pay(amount: bigint): Promise<void> {
    const { id } = await pay(amount);
    this.#payments.push(id);
    this.naive.put(id, amount, this.#key());
  }
  async #refund(id: string, share: number): Promise<void> {
    const most = this.naive.refundable(id, this.#notes);
    expect((await offered(id)).refundable).toBe(most);
    if (most <= 0n) return;
    const amount = 1n + BigInt(Math.floor(Number(most - 1n) * share));
    await refund(id, amount);
    this.naive.takePart(id, amount, this.#corrected);
  }
  async #reverse(id: string): Promise<void> {
    this.#payments.splice(this.#payments.indexOf(id), 1);
    const whole = { reason: 'returned', reversed_on: '2026-03-02' } as const;
    const { taken, amount } = (await asVendor((ctx) => getPayment(ctx, id))).payment;
    if (taken < amount) await asVendor((ctx) => reversePayment(ctx, id, whole));
    this.naive.takeBack(id);
  }
  async #credit(invoice: Invoice): Promise<void> {
    const net = invoice.net / 2n || invoice.net;
    const note = await asVendor((ctx) => creditInvoice(ctx, invoice.id, { reason: 'Half', net })).catch(
      () => null,
    );
    if (!note) return;
    this.#notes.add(note.id);
    this.#corrected.add(invoice.id);
    this.naive.put(note.id, -note.total, this.#key(), invoice.id);
  }
}

describe('any sequence of charges, payments, refunds, reversals and credit notes', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('charge' as const), amount: fc.bigInt(1n, 4000n) }),
    fc.record({ kind: fc.constant('pay' as const), amount: fc.bigInt(1n, 6000n) }),
    fc.record({
      ...{ kind: fc.constant('refund' as const), pick: fc.nat(9) },
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ kind: fc.constant('reverse' as const), pick: fc.nat(9) }),
    fc.record({ kind: fc.constant('credit' as const), pick: fc.nat(9) }),
  );

  test('leaves every document, the credit, the statement and the books as a naive reckoning has them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await evenOut();
        const both = new BothWays();
        for (const one of steps) await both.take(one);
        for (const { id, settled } of both.naive.documents)
          expect((await asVendor((ctx) => getInvoice(ctx, id))).paid).toBe(settled);
        expect(await credit()).toBe(both.naive.credit);
        await holds();
      }),
      { numRuns: Number(process.env.REFUND_RUNS ?? 15), seed: Number(process.env.SEED ?? 20261126) },
    );
  }, 300_000);
});

test('the books are accepted by hledger and beancount after all of it', async () => {
  await evenOut();
  const { id } = await refund((await pay(100n)).id, 100n);
  await asVendor((ctx) => returnRefund(ctx, id, 'AC04'));
  const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
  const journal = async (format: string) =>
    (await app.inject({ url: `/v1/ledger/journal?format=${format}`, headers: finance })).body;
  await expectAccepted(journal, 'Refund came back');
}, 120_000);
