import { judgeCard, mayMove, refundFate, type Verdict, wrongAmount } from './gateway.rules.ts';
import { Refusal } from './http.ts';
import { newId, type Row, type Store } from './store.ts';
import { emitEvent, type Webhooks } from './webhooks.ts';

export type Thing = { id: string; object: string; [key: string]: unknown };
export type Intent = Thing & {
  amount: number;
  amount_received: number;
  currency: string;
  status: string;
  metadata: Record<string, string>;
  description: string | null;
};
export type Session = Thing & {
  amount_total: number;
  currency: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  success_url: string;
  cancel_url: string | null;
  expires_at: number;
  url: string | null;
  locale: string | null;
  metadata: Record<string, string>;
};

export type Dispute = Thing & {
  status: 'needs_response' | 'won' | 'lost';
  amount: number;
  currency: string;
  payment_intent: string;
};

export type Gateway = { store: Store; webhooks: Webhooks; now: () => number };

/** A refusal in the shape of Stripe's errors. */
export function problem(
  status: number,
  error: { type?: string; code?: string; message: string; param?: string; [key: string]: unknown },
): Refusal {
  return new Refusal({ status, json: { error: { type: 'invalid_request_error', ...error } } });
}

export function seconds(gateway: Pick<Gateway, 'now'>): number {
  return Math.floor(gateway.now() / 1000);
}

export function save<T extends Thing>({ store, now }: Gateway, thing: T): T {
  store.run(
    'insert into object (id, kind, body, created) values (?, ?, ?, ?) on conflict (id) do update set body = excluded.body',
    thing.id,
    thing.object,
    JSON.stringify(thing),
    now(),
  );
  return thing;
}

export function find<T extends Thing>({ store }: Gateway, kind: string, id: string): T | undefined {
  const row = store.get('select body from object where id = ? and kind = ?', id, kind);
  return row && (JSON.parse(String(row.body)) as T);
}

/** The thing, or the 404 in Stripe's words. */
export function need<T extends Thing>(gateway: Gateway, kind: string, id: string): T {
  const found = find<T>(gateway, kind, id);
  if (found) return found;
  throw problem(404, { code: 'resource_missing', message: `Sandbox: no such ${kind}: '${id}'`, param: 'id' });
}

export function listThings({ store }: Pick<Gateway, 'store'>, kind: string, limit: number): Row[] {
  return store.all(
    'select body from object where kind = ? order by created desc, rowid desc limit ?',
    kind,
    limit,
  );
}

/** Things of a kind that belong to one payment, newest first. */
export function listed<T extends Thing>({ store }: Gateway, kind: string, payment: string): T[] {
  const rows = store.all(
    "select body from object where kind = ? and json_extract(body, '$.payment_intent') = ? order by rowid desc",
    kind,
    payment,
  );
  return rows.map((row) => JSON.parse(String(row.body)) as T);
}

type NewIntent = {
  amount: number;
  currency: string;
  customer?: string;
  description?: string;
  metadata: Record<string, string>;
  receiptEmail?: string;
};

/** Makes a payment that waits for a card. Refuses amounts that the gateway cannot take. */
export function createIntent(
  gateway: Gateway,
  { amount, currency, customer, description, metadata, receiptEmail }: NewIntent,
): Intent {
  const wrong = wrongAmount(amount, currency);
  if (wrong) throw problem(400, { ...wrong, param: 'amount' });
  const id = newId('pi');
  return save(gateway, {
    id,
    object: 'payment_intent',
    amount,
    amount_received: 0,
    amount_capturable: 0,
    currency: currency.toLowerCase(),
    status: 'requires_payment_method',
    capture_method: 'automatic',
    confirmation_method: 'automatic',
    payment_method: null,
    payment_method_types: ['card'],
    client_secret: `${id}_secret_${newId('s').slice(2)}`,
    customer: customer ?? null,
    description: description ?? null,
    metadata,
    receipt_email: receiptEmail ?? null,
    latest_charge: null,
    last_payment_error: null,
    next_action: null,
    canceled_at: null,
    cancellation_reason: null,
    created: seconds(gateway),
    livemode: false,
  });
}

/** Tries to take the money. A declined card is a state of the payment here; the interfaces say it in their own way. */
export function confirmIntent(
  gateway: Gateway,
  intent: Intent,
  card: string,
  challengeUrl: (id: string) => string,
): { intent: Intent; verdict: Verdict } {
  if (!mayMove('confirm', intent.status)) {
    throw problem(400, {
      code: 'payment_intent_unexpected_state',
      message: `Sandbox: a payment that is ${intent.status} cannot be confirmed.`,
    });
  }
  const verdict = judgeCard(card);
  if (!verdict)
    throw problem(400, {
      code: 'card_not_supported',
      message: 'Sandbox: use one of the test cards.',
      param: 'payment_method',
    });
  if (verdict === 'declined') return { verdict, intent: declineIntent(gateway, intent, 'generic_decline') };
  const told = { ...intent, sandbox_refund: refundFate(card) };
  if (verdict === 'succeeds') return { verdict, intent: succeedIntent(gateway, told) };
  if (verdict === 'disputed') {
    const paid = succeedIntent(gateway, intent);
    openDispute(gateway, paid, paid.amount);
    return { verdict: 'succeeds', intent: paid };
  }
  const next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { url: challengeUrl(intent.id), return_url: null },
  };
  return {
    verdict,
    intent: save(gateway, { ...intent, status: 'requires_action', next_action, last_payment_error: null }),
  };
}

export function succeedIntent(gateway: Gateway, intent: Intent): Intent {
  const paid = save<Intent>(gateway, {
    ...intent,
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: newId('ch'),
    payment_method: newId('pm'),
    next_action: null,
    last_payment_error: null,
  });
  emitEvent(gateway, 'payment_intent.succeeded', paid);
  return paid;
}

/** The card's holder disputes a payment, or a part of it: the gateway takes the money back at once, and asks the merchant for evidence. */
export function openDispute(gateway: Gateway, intent: Intent, amount: number): Dispute {
  const { id, currency, latest_charge } = intent;
  save(gateway, { ...intent, sandbox_disputed: Number(intent.sandbox_disputed ?? 0) + amount });
  const dispute = save<Dispute>(gateway, {
    id: newId('du'),
    object: 'dispute',
    amount,
    charge: latest_charge,
    currency,
    payment_intent: id,
    reason: 'fraudulent',
    status: 'needs_response',
    metadata: {},
    created: seconds(gateway),
    livemode: false,
  });
  emitEvent(gateway, 'charge.dispute.created', dispute);
  emitEvent(gateway, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

export function declineIntent(
  gateway: Gateway,
  intent: Intent,
  decline_code: string,
  code = decline_code === 'authentication_failure'
    ? 'payment_intent_authentication_failure'
    : 'card_declined',
): Intent {
  const message =
    code === 'card_declined' ? 'Your card was declined.' : 'The card holder could not be verified.';
  const error = { type: 'card_error', code, decline_code, message };
  const failed = save(gateway, {
    ...intent,
    status: 'requires_payment_method',
    next_action: null,
    last_payment_error: error,
  });
  emitEvent(gateway, 'payment_intent.payment_failed', failed);
  return failed;
}

/** The session as it stands now: one that nobody paid in time has expired. */
export function needSession(gateway: Gateway, id: string): Session {
  const session = need<Session>(gateway, 'checkout.session', id);
  return session.status === 'open' && session.expires_at <= seconds(gateway)
    ? expireSession(gateway, session)
    : session;
}

export function expireSession(gateway: Gateway, session: Session): Session {
  const expired = save<Session>(gateway, { ...session, status: 'expired', url: null });
  emitEvent(gateway, 'checkout.session.expired', expired);
  return expired;
}

/** The session's payment, made when the first card is tried. */
export function intentOf(gateway: Gateway, session: Session): Intent {
  if (session.payment_intent) return need<Intent>(gateway, 'payment_intent', session.payment_intent);
  const { amount_total: amount, currency, metadata } = session;
  const intent = createIntent(gateway, {
    amount,
    currency,
    metadata,
    description: String(session.sandbox_description ?? '') || undefined,
  });
  save(gateway, { ...session, payment_intent: intent.id });
  return intent;
}

export function completeSession(gateway: Gateway, session: Session, intent: Intent): Session {
  const complete = save<Session>(gateway, {
    ...session,
    status: 'complete',
    payment_status: 'paid',
    payment_intent: intent.id,
    url: null,
  });
  emitEvent(gateway, 'checkout.session.completed', complete);
  return complete;
}
