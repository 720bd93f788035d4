import { audit } from '../base/audit.ts';
import { acting, type Ctx, permit } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { Fail } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import { newId } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { type Account, getAccount } from '../identity/index.ts';
import { accountBalance, postTransfers } from '../ledger/index.ts';
import { releaseOrder } from '../orders/index.ts';
import { accountOf, allocate } from './allocations.ts';
import { ARRIVES_IN, type Payment, type PaymentMethod, type PaymentRequest } from './payments.rules.ts';
import * as store from './payments.sql.ts';

export type Received = {
  account: Account;
  method: PaymentMethod;
  amount: bigint;
  currency: string;
  /** Civil date in the seller's time zone. */
  received_on: string;
  /** Names where it came from, once per branch: a second payment of the same source is no payment. */
  source: string;
  note?: string;
  /** What the payer meant it for. */
  invoice_id?: string | null;
};

/**
 * Takes a payment in: pays the meant invoice, then the oldest due, then open payment requests; the rest waits as credit on the account.
 * Answers the payment, the first one if its source was seen before. Throws Fail invalid when the currency is not the account's.
 */
export async function takePayment(ctx: Ctx, received: Received): Promise<Payment> {
  const { account } = received;
  if (received.currency !== account.currency) {
    throw new Fail('invalid', 'invalid_field', `Account ${account.number} is kept in ${account.currency}; this payment is in ${received.currency}.`);
  }
  const payment = paymentOf(ctx, received);
  if (!(await store.insertPayment(ctx.db, payment))) {
    return (await store.findPaymentBySource(ctx.db, account.reseller_id, payment.source)) ?? payment;
  }
  const arrives = ARRIVES_IN[received.method];
  const left = await allocate(ctx, payment, payment.amount, arrives, received.invoice_id);
  if (left > 0n) await keepCredit(ctx, payment, left, arrives);
  tell(ctx, payment);
  return payment;
}

function paymentOf(ctx: Ctx, { account, method, amount, currency, received_on, source, note }: Received): Payment {
  return {
    reseller_id: account.reseller_id,
    id: newId(),
    account_id: account.id,
    seller_id: account.seller_id,
    buyer_id: account.buyer_id,
    method,
    amount,
    currency,
    received_on,
    source,
    note: note ?? null,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

/** What paid no invoice becomes credit; credit that covers a payment request lets its order go on. */
async function keepCredit(ctx: Ctx, payment: Payment, amount: bigint, arrives: 'bank' | 'card_clearing'): Promise<void> {
  const { currency, id, received_on } = payment;
  await postTransfers(ctx, [
    { account: accountOf(payment), debit: arrives, credit: 'wallet', amount, currency, kind: 'payment', source_id: id, posted_on: received_on },
  ]);
  await honourRequests(ctx, payment.account_id);
}

/** Marks open requests paid as far as the account's free credit reaches, oldest first, and releases their orders. */
export async function honourRequests(ctx: Ctx, accountId: string): Promise<void> {
  const requests = await store.openRequests(ctx.db, accountId);
  if (requests.length === 0) return;
  let free = await freeCredit(ctx, accountId);
  for (const request of requests) {
    if (request.total > free) continue;
    free -= request.total;
    await store.markRequest(ctx.db, request, 'paid', ctx.now);
    // The seller's payment lets the buyer's order go on: a step on the other side of the account.
    await asSystem(ctx, (system) => releaseOrder(system, { resellerId: request.reseller_id, orderId: request.order_id }));
    tellRequest(ctx, request);
  }
}

/** Credit on the account that is not yet promised to a paid request whose invoice has not come. */
async function freeCredit(ctx: Ctx, accountId: string): Promise<bigint> {
  const credits = await store.paymentsWithCredit(ctx.db, [accountId]);
  const total = credits.reduce((sum, payment) => sum + payment.credit, 0n);
  return total - (await store.promisedCredit(ctx.db, accountId));
}

function tell(ctx: Ctx, payment: Payment): void {
  const { reseller_id, id, amount, currency, seller_id, buyer_id, method } = payment;
  const payload = { amount: amount.toString(), currency, method };
  emit(ctx, { resellerId: reseller_id, name: 'payment.received', subjectId: id, payload, audience: [seller_id, buyer_id] });
  audit(ctx, { resellerId: reseller_id, action: 'payment.received', subjectKind: 'payment', subjectId: id, details: payload });
}

function tellRequest(ctx: Ctx, request: PaymentRequest): void {
  const { reseller_id, id, order_id, seller_id, buyer_id } = request;
  emit(ctx, { resellerId: reseller_id, name: 'payment_request.paid', subjectId: id, payload: { order_id }, audience: [seller_id, buyer_id] });
}

export type Recorded = { account_id: string; amount: bigint; received_on: string; note: string; invoice_id?: string | null };

/** A seller writes down a payment it got by other means (cash, cheque, a transfer seen on paper). */
export async function recordPayment(ctx: Ctx, recorded: Recorded): Promise<Payment> {
  permit(ctx, 'payment.record');
  const account = await getAccount(ctx, recorded.account_id);
  if (account.seller_id !== acting(ctx).organizationId) throw new Fail('forbidden', 'not_allowed', 'Only the seller records what it received.');
  return takePayment(ctx, { ...recorded, account, method: 'recorded', currency: account.currency, source: `recorded:${newId()}` });
}

/** Payments the acting organization received or made. */
export async function listPayments(ctx: Ctx, side: 'received' | 'made', list: List): Promise<Page<store.ListedPayment>> {
  return store.listPayments(ctx.db, side === 'received' ? 'seller' : 'buyer', acting(ctx).organizationId, list);
}

/** The payments behind an invoice, as either side sees them. */
export async function paymentsOf(ctx: Ctx, invoiceId: string) {
  return store.paymentsFor(ctx.db, invoiceId);
}

/** Payment requests the acting organization made or was sent. */
export async function listRequests(ctx: Ctx, list: List): Promise<Page<PaymentRequest>> {
  return store.listRequests(ctx.db, acting(ctx).organizationId, list);
}

/** What waits as credit on an account: money received that paid no invoice yet. */
export async function accountCredit(ctx: Ctx, accountId: string): Promise<bigint> {
  return -(await accountBalance(ctx, accountId, 'wallet'));
}
