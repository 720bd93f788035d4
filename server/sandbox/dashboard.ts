import type { Config } from './config.ts';
import { decide } from './disputes.ts';
import { readForm, textAt } from './form.ts';
import { amountText, readAmount, showAmount } from './gateway.rules.ts';
import { type Answer, type Call, Refusal, type Route } from './http.ts';
import { page, safe } from './pages.ts';
import {
  type Dispute,
  find,
  type Gateway,
  type Intent,
  listed,
  need,
  openDispute,
  problem,
} from './payments.ts';
import { leftToRefund, type Refund, refund } from './refunds.ts';

/** What a merchant does in the gateway's own dashboard, and a card's holder at the bank: a page for each payment, with no sign-in, for people and tests. */
export function dashboardRoutes(gateway: Gateway, config: Config): Route[] {
  const route = (method: string, path: string, handle: (call: Call) => Answer): Route => ({
    method,
    path: `/sandbox/${path}`,
    handle: (call) => gateway.store.change(() => said(gateway, call, handle)),
  });
  const payment = (call: Call) => need<Intent>(gateway, 'payment_intent', call.params.id ?? '');
  return [
    route('GET', 'payments/:id', (call) => paymentPage(gateway, payment(call))),
    route('POST', 'payments/:id/refund', (call) => {
      const intent = payment(call);
      const asked = { metadata: {}, reason: 'requested_by_customer', settlesAfterMs: config.refundMs };
      refund(gateway, intent, { ...asked, amount: amountOf(call, intent, leftToRefund(intent)) });
      return seeOther(intent.id);
    }),
    route('POST', 'payments/:id/dispute', (call) => {
      const intent = payment(call);
      const amount = amountOf(call, intent, intent.amount);
      openDispute(gateway, intent, Math.min(amount, intent.amount));
      return seeOther(intent.id);
    }),
    route('POST', 'disputes/:id', (call) => {
      const dispute = need<Dispute>(gateway, 'dispute', call.params.id ?? '');
      decide(gateway, dispute, textAt(readForm(call.body), 'outcome') === 'won' ? 'won' : 'lost');
      return seeOther(dispute.payment_intent);
    }),
  ];
}

/** A refusal is said on the payment's page. */
function said(gateway: Gateway, call: Call, handle: (call: Call) => Answer): Answer {
  try {
    return handle(call);
  } catch (error) {
    const intent = find<Intent>(gateway, 'payment_intent', call.params.id ?? '');
    if (!(error instanceof Refusal) || !intent) throw error;
    const { error: why } = error.answer.json as { error: { message: string } };
    return paymentPage(gateway, intent, why.message);
  }
}

/** What was typed; everything when nothing was. Throws Refusal for what is no amount. */
function amountOf(call: Call, { currency }: Intent, all: number): number {
  const typed = textAt(readForm(call.body), 'amount');
  if (typed === undefined) return all;
  const amount = readAmount(typed, currency);
  if (!amount)
    throw problem(400, {
      code: 'parameter_invalid_integer',
      message: `Sandbox: “${typed}” is no amount in ${currency.toUpperCase()}.`,
    });
  return amount;
}

function seeOther(id: string): Answer {
  return { status: 303, headers: { location: `/sandbox/payments/${id}` }, html: '' };
}

function paymentPage(gateway: Gateway, intent: Intent, wrong?: string): Answer {
  const left = leftToRefund(intent);
  const body = `<h1>Card payment</h1><p class="soft"><bdi>${safe(intent.description ?? '')}</bdi> · ${safe(intent.id)} · ${safe(intent.status)}</p>
    <p class="amount">${safe(showAmount(intent.amount, intent.currency))}</p>
    ${wrong ? `<p class="problem" role="alert">${safe(wrong)}</p>` : ''}
    ${intent.status === 'succeeded' && left > 0 ? `${form(intent, 'refund', 'Refund', left)}${form(intent, 'dispute', 'Dispute it, as the card’s holder', left)}` : ''}
    <h2>Refunds</h2>${items<Refund>(gateway, intent, 'refund', () => '')}
    <h2>Disputes</h2>${items<Dispute>(gateway, intent, 'dispute', decisions)}<p><a href="/">All payments</a></p>`;
  const banner = 'Sandbox — nothing here is real';
  return {
    status: wrong ? 422 : 200,
    html: page({ language: 'en', title: 'Card payment — Sandbox', banner, body }),
  };
}

function form({ id, currency }: Intent, action: string, label: string, left: number): string {
  return `<form method="post" action="/sandbox/payments/${safe(id)}/${action}"><label for="${action}">${safe(currency.toUpperCase())}</label>
    <input id="${action}" name="amount" inputmode="decimal" dir="ltr" value="${amountText(left, currency)}"><button class="plain">${safe(label)}</button></form>`;
}

function items<T extends Refund | Dispute>(
  gateway: Gateway,
  { id }: Intent,
  kind: string,
  more: (item: T) => string,
): string {
  const rows = listed<T>(gateway, kind, id);
  if (rows.length === 0) return '<p class="soft">None.</p>';
  return rows
    .map(
      (item) =>
        `<p>${safe(showAmount(item.amount, item.currency))} · ${safe(item.status)} <span class="soft">${safe(item.id)}</span></p>${more(item)}`,
    )
    .join('');
}

function decisions({ id, status }: Dispute): string {
  if (status !== 'needs_response') return '';
  return `<form method="post" action="/sandbox/disputes/${safe(id)}"><button class="plain" name="outcome" value="won">Decide for the merchant</button>
    <button class="plain" name="outcome" value="lost">Decide for the card’s holder</button></form>`;
}
