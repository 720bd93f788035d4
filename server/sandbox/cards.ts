import { type Expiry, hasExpired, type KeptVerdict } from './cards.rules.ts';
import { type Form, textAt, textsAt } from './form.ts';
import type { Call } from './http.ts';
import {
  declineIntent,
  find,
  type Gateway,
  type Intent,
  need,
  openDispute,
  problem,
  type Session,
  save,
  seconds,
  succeedIntent,
  type Thing,
} from './payments.ts';
import { newId } from './store.ts';
import { emitEvent } from './webhooks.ts';

type Desk = Gateway & { publicUrl: () => string };

/** A kept card; `sandbox_verdict` says what becomes of a charge. */
export type Method = Thing & {
  customer: string | null;
  card: Expiry & { brand: string; last4: string };
  sandbox_verdict: KeptVerdict;
};

const DAY = 86_400;

/** A page on which a card is typed that is to be kept: a checkout session without a payment. */
export function createSetup(desk: Desk, form: Form): Session {
  const customer = need(desk, 'customer', textAt(form, 'customer') ?? '').id;
  const id = newId('cs_test');
  const created = seconds(desk);
  return save<Session>(desk, {
    id,
    object: 'checkout.session',
    mode: 'setup',
    status: 'open',
    payment_status: 'no_payment_required',
    payment_intent: null,
    setup_intent: null,
    amount_total: null,
    currency: null,
    client_reference_id: textAt(form, 'client_reference_id') ?? null,
    customer,
    locale: textAt(form, 'locale') ?? null,
    metadata: textsAt(form, 'metadata'),
    success_url: webAddress(form, 'success_url'),
    cancel_url: webAddress(form, 'cancel_url'),
    url: `${desk.publicUrl()}/setup/${id}`,
    created,
    livemode: false,
    expires_at: created + DAY,
  } as unknown as Session);
}

function webAddress(form: Form, key: string): string {
  const value = textAt(form, key) ?? '';
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw problem(400, { code: 'url_invalid', message: `Sandbox: ${key} must be a web address.`, param: key });
}

/** The session as it is answered: with its setup and the card in it where that was asked for. */
export function withSetup(desk: Desk, session: Session, call: Call): Thing {
  const asked = [...call.query].some(
    ([key, path]) => key.startsWith('expand') && path.startsWith('setup_intent'),
  );
  const intent = asked && find(desk, 'setup_intent', String(session.setup_intent));
  if (!intent) return session;
  const payment_method = find(desk, 'payment_method', String(intent.payment_method)) ?? null;
  return { ...session, setup_intent: { ...intent, payment_method } };
}

/** The card was typed, and confirmed if its bank asked for that. */
export function keepCard(
  gateway: Gateway,
  session: Session,
  card: Method['card'],
  verdict: KeptVerdict,
): Session {
  const customer = String(session.customer);
  const method = save<Method>(gateway, {
    id: newId('pm'),
    object: 'payment_method',
    type: 'card',
    customer,
    card,
    sandbox_verdict: verdict,
    created: seconds(gateway),
    livemode: false,
  });
  const intent = save(gateway, {
    id: newId('seti'),
    object: 'setup_intent',
    status: 'succeeded',
    usage: 'off_session',
    customer,
    payment_method: method.id,
    metadata: session.metadata,
    created: seconds(gateway),
    livemode: false,
  });
  const complete = save<Session>(gateway, {
    ...session,
    status: 'complete',
    setup_intent: intent.id,
    url: null,
  });
  emitEvent(gateway, 'setup_intent.succeeded', intent);
  emitEvent(gateway, 'checkout.session.completed', complete);
  return complete;
}

/** Charges a kept card while its holder is away: no page, no question, yes or no at once. */
export function chargeKept(desk: Desk, intent: Intent, form: Form): Thing {
  const method = need<Method>(desk, 'payment_method', textAt(form, 'payment_method') ?? '');
  if (method.customer === null || method.customer !== intent.customer)
    throw problem(400, {
      code: 'resource_missing',
      message: 'Sandbox: this card is not kept for this customer.',
      param: 'payment_method',
    });
  const kept = save<Intent>(desk, { ...intent, payment_method: method.id });
  const refusal = refusalOf(desk, method);
  if (refusal) {
    const failed = declineIntent(
      desk,
      kept,
      refusal,
      refusal === 'generic_decline' ? 'card_declined' : refusal,
    );
    throw problem(402, { ...(failed.last_payment_error as { message: string }), payment_intent: failed });
  }
  const paid = succeedIntent(desk, kept);
  if (method.sandbox_verdict === 'disputed') openDispute(desk, paid, paid.amount);
  return paid;
}

function refusalOf(desk: Desk, { card, sandbox_verdict }: Method): string | undefined {
  if (hasExpired(card, desk.now())) return 'expired_card';
  if (sandbox_verdict === 'authenticate') return 'authentication_required';
  return sandbox_verdict === 'declined' ? 'generic_decline' : undefined;
}

/** The payments of a customer, the newest first, as the library lists them. */
export function intentsOf({ store }: Desk, call: Call): Thing {
  const rows = store.all(
    "select body from object where kind = 'payment_intent' and json_extract(body, '$.customer') = ? order by created desc, rowid desc",
    call.query.get('customer'),
  );
  const data = rows.map((row) => JSON.parse(String(row.body)));
  return { id: '', object: 'list', url: '/v1/payment_intents', has_more: false, data };
}

/** The customer's card is kept no more. */
export function detach(desk: Desk, call: Call): Thing {
  const method = need<Method>(desk, 'payment_method', call.params.id ?? '');
  if (method.customer === null)
    throw problem(400, { message: 'Sandbox: this card is not attached to a customer.' });
  return save<Method>(desk, { ...method, customer: null });
}
