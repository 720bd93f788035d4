import { audit } from '../../base/audit.ts';
import { publicUrl } from '../../base/config.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { addMinutes, civilDate } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { Fail, found } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { enqueue, type Task, task } from '../../base/jobs.ts';
import { getAccount, getOrganization } from '../../identity/index.ts';
import { describeInvoice } from '../invoices/invoices.sql.ts';
import { lastAttempt } from './card-charges.sql.ts';
import * as store from './checkouts.sql.ts';
import { type NewCheckout, paymentGateway } from './gateway.port.ts';
import type { Checkout } from './payments.rules.ts';
import { findRequest } from './payments.sql.ts';
import { takePayment } from './payments.ts';

export type Payable = { invoice_id: string } | { payment_request_id: string };

/** Begins a card payment of what is open on an invoice or payment request. The gateway's page follows: see `openCheckout`. */
export async function beginCheckout(ctx: Ctx, payable: Payable): Promise<Checkout> {
  permit(ctx, 'invoice.pay');
  const due = await amountDue(ctx, payable);
  const checkout: Checkout = {
    reseller_id: due.reseller_id,
    id: newId(),
    account_id: due.account_id,
    invoice_id: 'invoice_id' in payable ? payable.invoice_id : null,
    payment_request_id: 'payment_request_id' in payable ? payable.payment_request_id : null,
    seller_id: due.seller_id,
    buyer_id: due.buyer_id,
    gateway_id: null,
    url: null,
    amount: due.amount,
    currency: due.currency,
    state: 'open',
    created_at: ctx.now.toISOString(),
    asked_at: null,
  };
  await store.insertCheckout(ctx.db, checkout);
  audit(ctx, {
    resellerId: due.reseller_id,
    action: 'checkout.begun',
    subjectKind: 'checkout',
    subjectId: checkout.id,
    details: { amount: due.amount.toString() },
  });
  enqueue(ctx, openCheckout, { id: checkout.id, language: ctx.language });
  return checkout;
}

async function amountDue(ctx: Ctx, payable: Payable) {
  const row =
    'invoice_id' in payable
      ? await openInvoice(ctx, payable.invoice_id)
      : await openRequest(ctx, payable.payment_request_id);
  if (row.buyer_id !== acting(ctx).organizationId)
    throw new Fail('forbidden', 'not_allowed', 'Only the buyer pays this by card.');
  if (row.amount <= 0n) throw new Fail('conflict', 'illegal_move', 'This is paid already.');
  if ((await lastAttempt(ctx.db, row))?.ended_at === null)
    throw new Fail('conflict', 'illegal_move', 'Your kept card is being charged for this at the moment.');
  return row;
}

async function openInvoice(ctx: Ctx, id: string) {
  const invoice = found(await describeInvoice(ctx.db, id), 'invoice');
  const amount = invoice.state === 'issued' ? invoice.total - invoice.paid : 0n;
  return { ...invoice, amount };
}

async function openRequest(ctx: Ctx, id: string) {
  const request = found(await findRequest(ctx.db, id), 'payment request');
  return { ...request, amount: request.state === 'open' ? request.total : 0n };
}

/** The checkout, for the page that waits for the gateway's address or for the money. */
export async function getCheckout(ctx: Ctx, id: string): Promise<Checkout> {
  return found(await store.findCheckout(ctx.db, id), 'checkout');
}

/** Asks the gateway for its page, outside any transaction; asking twice gives the same page. */
export const openCheckout = task<{ id: string; language: 'en' | 'ar' }>(
  'billing.open_checkout',
  async (door, { id, language }) => {
    const wanted = await door.system(async (ctx) => {
      const checkout = await getCheckout(ctx, id);
      const seller = await getOrganization(ctx, checkout.seller_id);
      const buyer = await getOrganization(ctx, checkout.buyer_id);
      return checkout.gateway_id ? null : wantedFrom(checkout, seller.name, buyer.kind, language);
    });
    if (!wanted) return;
    const opened = await paymentGateway().createCheckout(wanted);
    await door.system(({ db }) => store.setGateway(db, id, opened));
  },
);

/** What the gateway is asked for. The payer comes back to the page they came from. */
function wantedFrom(
  checkout: Checkout,
  seller: string,
  buyerKind: string,
  language: 'en' | 'ar',
): NewCheckout {
  const face = buyerKind === 'customer' ? 'panel' : 'console';
  const place = buyerKind === 'customer' ? 'invoices' : 'billing';
  const back = `${publicUrl()}/${face}/${place}${checkout.invoice_id ? `/${checkout.invoice_id}` : ''}`;
  return {
    reference: checkout.id,
    amount: { amount: checkout.amount, currency: checkout.currency },
    description: seller,
    language,
    successUrl: `${back}?checkout=${checkout.id}`,
    cancelUrl: back,
    idempotencyKey: checkout.id,
  };
}

/** Asks the gateway how a checkout stands and books the money once. Webhook, return page and sweep all come here. */
export async function settleCheckout(door: Door, id: string): Promise<void> {
  const checkout = await door.system((ctx) => getCheckout(ctx, id));
  if (!checkout.gateway_id || checkout.state !== 'open') return;
  const seen = await paymentGateway().getCheckout(checkout.gateway_id);
  if (seen.state === 'open') return;
  await door.system(async (ctx) => {
    const locked = await store.lockCheckout(ctx.db, id);
    if (locked?.state !== 'open') return;
    await store.setState(ctx.db, id, seen.state === 'paid' ? 'paid' : 'expired');
    if (seen.state === 'paid') await book(ctx, locked, seen.amount);
  });
}

async function book(ctx: Ctx, checkout: Checkout, amount: bigint): Promise<void> {
  const account = await getAccount(ctx, checkout.account_id);
  const seller = await getOrganization(ctx, checkout.seller_id);
  await takePayment(ctx, {
    account,
    method: 'card',
    amount,
    currency: checkout.currency,
    received_on: civilDate(ctx.now, seller.time_zone),
    source: `card:${checkout.gateway_id}`,
    invoice_id: checkout.invoice_id,
    request_id: checkout.payment_request_id,
  });
}

/** Something at the gateway that is to be asked after, and how often it was for nothing. */
export type Asked = { id: string; looked?: number };

/**
 * News may come before the charge of a kept card that it is about is booked: asked after twice more, a minute apart. What is none of ours, of
 * another program that shares the gateway's account, is then let go.
 */
export async function lookLater(door: Door, wanted: Task<Asked>, { id, looked = 0 }: Asked): Promise<void> {
  if (looked >= 2) return;
  await door.system(async (ctx) =>
    enqueue(ctx, wanted, { id, looked: looked + 1 }, { startAfter: addMinutes(ctx.now, looked + 1) }),
  );
}

/** Card payments under way, asked after once more: after a restart nobody else may. */
export async function resumeCheckouts(ctx: Ctx): Promise<void> {
  for (const id of await store.openCheckouts(ctx.db)) enqueue(ctx, settleCheckoutTask, { id });
}

export const settleCheckoutTask = task<{ id: string }>('billing.settle_checkout', (door, { id }) =>
  settleCheckout(door, id),
);
