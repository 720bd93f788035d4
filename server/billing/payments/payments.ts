import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { assert, Fail, found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import type { Money } from '../../base/money.ts';
import type { List, Page } from '../../base/page.ts';
import { type Account, getAccount } from '../../identity/index.ts';
import { accountBalance, type Posting, postTransfers } from '../../ledger/index.ts';
import { releaseOrder } from '../../orders/index.ts';
import { accountOf, allocate, type Funds } from './allocations.ts';
import { ARRIVES_IN, type Payment, type PaymentMethod, type PaymentRequest } from './payments.rules.ts';
import * as store from './payments.sql.ts';
import type { KnownPayment } from './reversals.rules.ts';

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
  /** Further invoices that the payer named. */
  also?: readonly string[];
  /** The payment request that it is meant for: it waits as credit for that, and pays no invoice or older request before. */
  request_id?: string | null;
};

/**
 * Takes payments in: each pays the meant invoices, then the oldest due, then open payment requests; the rest waits as credit on the account.
 * Answers the payments in the order given, those whose source was seen before as they were then.
 * Throws Fail invalid when a currency is not its account's.
 */
export async function takePayments(ctx: Ctx, all: Received[]): Promise<Payment[]> {
  for (const received of all) checkCurrency(received);
  const payments = all.map((received) => paymentOf(ctx, received));
  await store.holdAccounts(
    ctx.db,
    payments.map(({ account_id }) => account_id),
  );
  const fresh = await store.insertPayments(ctx.db, payments);
  const funds = payments.flatMap((payment, i) => {
    const received = all[i];
    if (!received || !fresh.has(payment.source)) return [];
    const { method, invoice_id, also, request_id } = received;
    return [{ payment, amount: payment.amount, from: ARRIVES_IN[method], invoice_id, also, request_id }];
  });
  const left = await allocate(ctx, funds);
  await keepCredit(
    ctx,
    funds.map((fund, i) => ({ ...fund, amount: left[i] ?? 0n })).filter(({ amount }) => amount > 0n),
  );
  for (const { payment } of funds) tell(ctx, payment);
  return Promise.all(
    payments.map(async (payment) => (fresh.has(payment.source) ? payment : await seenBefore(ctx, payment))),
  );
}

/** One payment; see takePayments. */
export async function takePayment(ctx: Ctx, received: Received): Promise<Payment> {
  const [payment] = await takePayments(ctx, [received]);
  assert(payment, 'a payment was taken');
  return payment;
}

async function seenBefore(ctx: Ctx, { reseller_id, source }: Payment): Promise<Payment> {
  return found(await store.findPaymentBySource(ctx.db, reseller_id, source), 'payment');
}

function checkCurrency({ account, currency }: Received): void {
  if (currency === account.currency) return;
  throw new Fail(
    'invalid',
    'invalid_field',
    `Account ${account.number} is kept in ${account.currency}; this payment is in ${currency}.`,
  );
}

function paymentOf(
  ctx: Ctx,
  { account, method, amount, currency, received_on, source, note }: Received,
): Payment {
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
    reverses_id: null,
    reason: null,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

/** What paid no invoice becomes credit; credit that covers a payment request lets its order go on. */
async function keepCredit(ctx: Ctx, rests: Funds[]): Promise<void> {
  const postings = rests.map(({ payment, amount, from }): Posting => {
    const { currency, id, received_on } = payment;
    return {
      account: accountOf(payment),
      debit: from,
      credit: 'wallet',
      amount,
      currency,
      kind: 'payment',
      source_id: id,
      posted_on: received_on,
    };
  });
  await postTransfers(ctx, postings);
  const meant = new Set(rests.map(({ request_id }) => request_id));
  for (const accountId of new Set(rests.map(({ payment }) => payment.account_id)))
    await honourRequests(ctx, accountId, meant);
}

/** Marks open requests paid as far as the account's free credit reaches, the meant ones and then the oldest first, and releases their orders. */
export async function honourRequests(
  ctx: Ctx,
  accountId: string,
  meant: ReadonlySet<string | null | undefined> = new Set(),
): Promise<void> {
  await store.holdAccounts(ctx.db, [accountId]);
  const requests = await store.openRequests(ctx.db, accountId);
  if (requests.length === 0) return;
  let { free } = await accountMeans(ctx, accountId);
  const first = requests.filter(({ id }) => meant.has(id));
  for (const request of new Set([...first, ...requests])) {
    if (request.total > 0n && request.total > free) continue;
    // The seller's payment lets the buyer's order go on: a step on the other side of the account.
    const goesOn = await asSystem(ctx, (system) =>
      releaseOrder(system, { resellerId: request.reseller_id, orderId: request.order_id }),
    );
    await store.markRequest(ctx.db, request, goesOn ? 'paid' : 'cancelled', ctx.now);
    if (!goesOn) continue;
    free -= request.total;
    tellRequest(ctx, request);
  }
}

/**
 * Credit that waits on the account. `free`: what is not yet promised to a paid request whose invoice has not come; `credited`: what credit notes have
 * given.
 */
export async function accountMeans(ctx: Ctx, accountId: string): Promise<{ free: bigint; credited: bigint }> {
  const credits = await store.paymentsWithCredit(ctx.db, [accountId]);
  const sum = (of: typeof credits) => of.reduce((total, { credit }) => total + credit, 0n);
  return {
    free: sum(credits) - (await store.promisedCredit(ctx.db, accountId)),
    credited: sum(credits.filter(({ method }) => method === 'credit_note')),
  };
}

function tell(ctx: Ctx, payment: Payment): void {
  const { reseller_id, id, amount, currency, seller_id, buyer_id, method } = payment;
  const payload = { amount: amount.toString(), currency, method };
  emit(ctx, {
    resellerId: reseller_id,
    name: 'payment.received',
    subjectId: id,
    payload,
    audience: [seller_id, buyer_id],
  });
  audit(ctx, {
    resellerId: reseller_id,
    action: 'payment.received',
    subjectKind: 'payment',
    subjectId: id,
    details: payload,
  });
}

function tellRequest(ctx: Ctx, request: PaymentRequest): void {
  const { reseller_id, id, order_id, seller_id, buyer_id } = request;
  emit(ctx, {
    resellerId: reseller_id,
    name: 'payment_request.paid',
    subjectId: id,
    payload: { order_id },
    audience: [seller_id, buyer_id],
  });
}

export type Recorded = {
  account_id: string;
  amount: bigint;
  received_on: string;
  note: string;
  invoice_id?: string | null;
};

/** A seller writes down a payment it got by other means (cash, cheque, a transfer seen on paper). */
export async function recordPayment(ctx: Ctx, recorded: Recorded): Promise<Payment> {
  permit(ctx, 'payment.record');
  const account = await getAccount(ctx, recorded.account_id);
  if (account.seller_id !== acting(ctx).organizationId)
    throw new Fail('forbidden', 'not_allowed', 'Only the seller records what it received.');
  return takePayment(ctx, {
    ...recorded,
    account,
    method: 'recorded',
    currency: account.currency,
    source: `recorded:${newId()}`,
  });
}

/** Payments the acting organization received or made. */
export async function listPayments(
  ctx: Ctx,
  side: 'received' | 'made',
  list: List,
): Promise<Page<KnownPayment>> {
  return store.listPayments(
    ctx.db,
    side === 'received' ? 'seller' : 'buyer',
    acting(ctx).organizationId,
    list,
  );
}

/** The payments behind an invoice, as either side sees them. */
export async function paymentsOf(ctx: Ctx, invoiceId: string) {
  return store.paymentsFor(ctx.db, invoiceId);
}

/** Payment requests the acting organization made or was sent; `order_id`: those of one order. */
export async function listRequests(
  ctx: Ctx,
  list: List,
  filter: { order_id?: string | undefined } = {},
): Promise<Page<PaymentRequest>> {
  return store.listRequests(ctx.db, acting(ctx).organizationId, list, filter);
}

/** What waits as credit on an account: money received that paid no invoice yet. */
export async function accountCredit(ctx: Ctx, accountId: string): Promise<Money> {
  const { currency } = await getAccount(ctx, accountId);
  return { amount: -(await accountBalance(ctx, accountId, 'wallet')), currency };
}
