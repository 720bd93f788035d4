import { createHash } from 'node:crypto';
import { chargeKept, createSetup, detach, intentsOf, withSetup } from './cards.ts';
import type { Config } from './config.ts';
import { decide, giveEvidence } from './disputes.ts';
import { jsonBody, requireBasicAuth } from './faults.ts';
import { type Form, listAt, readForm, textAt, textsAt } from './form.ts';
import { required, wholeAt } from './form-fields.ts';
import { mayMove, wrongAmount } from './gateway.rules.ts';
import { type Answer, answerOf, type Call, type Route } from './http.ts';
import { listEvents, listOf } from './lists.ts';
import {
  confirmIntent,
  createIntent,
  type Dispute,
  expireSession,
  type Gateway,
  type Intent,
  need,
  needSession,
  problem,
  type Session,
  save,
  seconds,
  type Thing,
} from './payments.ts';
import { askRefund, settleRefunds } from './refunds.ts';
import { newId } from './store.ts';
import { emitEvent } from './webhooks.ts';

const DAY = 86_400;

type Desk = Gateway & { publicUrl: () => string };
type Work = (desk: Desk, call: Call, form: Form) => Thing;

/** The part of Stripe's API that Caravan uses: customers, payments, hosted checkout, refunds, disputes and the list of events. */
export function gatewayRoutes(desk: Desk, config: Config): Route[] {
  const route = (method: string, path: string, work: Work): Route => ({
    method,
    path: `/v1/${path}`,
    handle: (call) => {
      requireKey(call, config);
      return desk.store.change(() => {
        settleRefunds(desk);
        return once(desk, call, () => ({ status: 200, json: work(desk, call, readForm(call.body)) }));
      });
    },
  });
  const list =
    (kind: string): Work =>
    (each, call) =>
      listOf(each, kind, call.query);
  const one =
    <T extends Thing>(kind: string): Work =>
    (each, call) =>
      need<T>(each, kind, call.params.id ?? '');
  return [
    route('POST', 'customers', createCustomer),
    route('GET', 'customers/:id', one('customer')),
    route('POST', 'payment_intents', makeIntent),
    route('GET', 'payment_intents', intentsOf),
    route('GET', 'payment_methods/:id', one('payment_method')),
    route('POST', 'payment_methods/:id/detach', detach),
    route('GET', 'payment_intents/:id', one('payment_intent')),
    route('POST', 'payment_intents/:id/confirm', (each, call, form) =>
      confirm(each, need<Intent>(each, 'payment_intent', call.params.id ?? ''), form),
    ),
    route('POST', 'payment_intents/:id/cancel', cancelIntent),
    route('POST', 'checkout/sessions', createSession),
    route('GET', 'checkout/sessions', list('checkout.session')),
    route('GET', 'checkout/sessions/:id', (each, call) =>
      withSetup(each, needSession(each, call.params.id ?? ''), call),
    ),
    route('POST', 'checkout/sessions/:id/expire', closeSession),
    route('POST', 'refunds', (each, _call, form) => askRefund(each, form, config.refundMs)),
    route('GET', 'refunds', list('refund')),
    route('GET', 'refunds/:id', one('refund')),
    route('GET', 'disputes', list('dispute')),
    route('GET', 'disputes/:id', one('dispute')),
    route('POST', 'disputes/:id', (each, call, form) =>
      giveEvidence(each, need<Dispute>(each, 'dispute', call.params.id ?? ''), form),
    ),
    route('POST', 'disputes/:id/close', (each, call) =>
      decide(each, need<Dispute>(each, 'dispute', call.params.id ?? ''), 'lost'),
    ),
    route('GET', 'events', listEvents),
    route('GET', 'events/:id', one('event')),
    { method: 'POST', path: '/sandbox/webhook', handle: (call) => setWebhook(desk, config, call) },
  ];
}

function requireKey(call: Call, config: Config): void {
  const given = call.headers.authorization ?? '';
  const basic = Buffer.from(given.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':')[0];
  if (given === `Bearer ${config.secretKey}` || (given.startsWith('Basic ') && basic === config.secretKey))
    return;
  throw problem(401, { message: 'Sandbox: invalid API key.' });
}

/** Sets where events go, over the start's settings: `{url, secret}`. */
function setWebhook({ store }: Desk, config: Config, call: Call): Answer {
  requireBasicAuth(call, config);
  const { url, secret } = jsonBody(call);
  store.change(() => {
    for (const [name, value] of [
      ['webhook_url', url],
      ['webhook_secret', secret],
    ] as const) {
      if (typeof value === 'string')
        store.run(
          'insert into setting (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
          name,
          value,
        );
    }
  });
  return { status: 204 };
}

/**
 * The same Idempotency-Key is answered as it was the first time; with another request under it, it is refused. A
 * request that was refused as invalid did nothing, so its key stays free.
 */
function once({ store }: Desk, call: Call, work: () => Answer): Answer {
  const key = call.headers['idempotency-key'];
  const request = createHash('sha256').update(`${call.path}\n${call.body}`).digest('hex');
  if (typeof key !== 'string' || call.method !== 'POST') return answerOf(work);
  const kept = store.get('select * from answer where key = ?', key);
  if (kept)
    return replay(kept.request === request, {
      status: Number(kept.status),
      json: JSON.parse(String(kept.body)),
    });
  const answer = answerOf(work);
  if (answer.status < 300 || answer.status === 402) {
    store.run(
      'insert into answer (key, request, status, body) values (?, ?, ?, ?)',
      key,
      request,
      answer.status,
      JSON.stringify(answer.json),
    );
  }
  return answer;
}

function replay(alike: boolean, answer: Answer): Answer {
  if (alike) return { ...answer, headers: { 'idempotent-replayed': 'true' } };
  const message = 'Sandbox: this Idempotency-Key was used with another request.';
  return { status: 400, json: { error: { type: 'idempotency_error', message } } };
}

function createCustomer(desk: Desk, _call: Call, form: Form): Thing {
  return save(desk, {
    id: newId('cus'),
    object: 'customer',
    email: textAt(form, 'email') ?? null,
    name: textAt(form, 'name') ?? null,
    description: textAt(form, 'description') ?? null,
    metadata: textsAt(form, 'metadata'),
    created: seconds(desk),
    livemode: false,
  });
}

function makeIntent(desk: Desk, _call: Call, form: Form): Thing {
  const customer = textAt(form, 'customer');
  if (customer) need(desk, 'customer', customer);
  const intent = createIntent(desk, {
    amount: wholeAt(form, 'amount'),
    currency: required(form, 'currency'),
    customer,
    description: textAt(form, 'description'),
    metadata: textsAt(form, 'metadata'),
    receiptEmail: textAt(form, 'receipt_email'),
  });
  if (textAt(form, 'off_session') === 'true') return chargeKept(desk, intent, form);
  return textAt(form, 'confirm') === 'true' ? confirm(desk, intent, form) : intent;
}

function confirm(desk: Desk, intent: Intent, form: Form): Thing {
  const card = textAt(form, 'payment_method') ?? textAt(form, 'payment_method_data', 'card', 'number');
  if (!card)
    throw problem(400, {
      code: 'parameter_missing',
      message: 'Sandbox: payment_method is required.',
      param: 'payment_method',
    });
  const { intent: moved, verdict } = confirmIntent(
    desk,
    intent,
    card,
    (id) => `${desk.publicUrl()}/pay/payment/${id}`,
  );
  if (verdict === 'declined')
    throw problem(402, { ...(moved.last_payment_error as { message: string }), payment_intent: moved });
  return moved;
}

function cancelIntent(desk: Desk, call: Call, form: Form): Thing {
  const intent = need<Intent>(desk, 'payment_intent', call.params.id ?? '');
  if (!mayMove('cancel', intent.status)) {
    throw problem(400, {
      code: 'payment_intent_unexpected_state',
      message: `Sandbox: a payment that is ${intent.status} cannot be cancelled.`,
    });
  }
  const reason = textAt(form, 'cancellation_reason') ?? null;
  const canceled = save(desk, {
    ...intent,
    status: 'canceled',
    canceled_at: seconds(desk),
    cancellation_reason: reason,
    next_action: null,
  });
  emitEvent(desk, 'payment_intent.canceled', canceled);
  return canceled;
}

function createSession(desk: Desk, _call: Call, form: Form): Thing {
  if (textAt(form, 'mode') === 'setup') return createSetup(desk, form);
  if (textAt(form, 'mode') !== 'payment')
    throw problem(400, { message: 'Sandbox: mode must be payment or setup.', param: 'mode' });
  const { amount, currency, description } = readItems(form);
  const wrong = wrongAmount(amount, currency);
  if (wrong) throw problem(400, { ...wrong, param: 'line_items' });
  const id = newId('cs_test');
  const locale = textAt(form, 'locale') ?? null;
  const created = seconds(desk);
  const session = {
    id,
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    amount_subtotal: amount,
    amount_total: amount,
    currency: currency.toLowerCase(),
    client_reference_id: textAt(form, 'client_reference_id') ?? null,
    customer: textAt(form, 'customer') ?? null,
    customer_email: textAt(form, 'customer_email') ?? null,
    locale,
    metadata: textsAt(form, 'metadata'),
    success_url: webAddress(form, 'success_url'),
    cancel_url: textAt(form, 'cancel_url') ? webAddress(form, 'cancel_url') : null,
    url: `${desk.publicUrl()}/pay/${id}`,
    sandbox_description: description,
    created,
    livemode: false,
    expires_at: textAt(form, 'expires_at') ? wholeAt(form, 'expires_at') : created + DAY,
  };
  return save(desk, session);
}

function readItems(form: Form): { amount: number; currency: string; description: string } {
  const items = listAt(form, 'line_items');
  if (items.length === 0)
    throw problem(400, {
      code: 'parameter_missing',
      message: 'Sandbox: line_items is required.',
      param: 'line_items',
    });
  const currencies = new Set(items.map((item) => textAt(item, 'price_data', 'currency')?.toLowerCase()));
  const [currency] = currencies;
  if (!currency || currencies.size > 1)
    throw problem(400, { message: 'Sandbox: every line must have the same currency.', param: 'line_items' });
  const amount = items.reduce(
    (sum, item) =>
      sum + Number(textAt(item, 'price_data', 'unit_amount')) * Number(textAt(item, 'quantity') ?? '1'),
    0,
  );
  const description = items
    .map((item) => textAt(item, 'price_data', 'product_data', 'name'))
    .filter(Boolean)
    .join(', ');
  return { amount, currency, description };
}

function closeSession(desk: Desk, call: Call): Thing {
  const session = needSession(desk, call.params.id ?? '');
  if (session.status !== 'open')
    throw problem(400, { message: `Sandbox: a session that is ${session.status} cannot be expired.` });
  return expireSession(desk, session as Session);
}

function webAddress(form: Form, key: string): string {
  const value = required(form, key);
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw problem(400, { code: 'url_invalid', message: `Sandbox: ${key} must be a web address.`, param: key });
}
