import { type Form, textAt, textsAt } from './form.ts';
import { required, wholeAt } from './form-fields.ts';
import type { RefundFate } from './gateway.rules.ts';
import { type Gateway, type Intent, need, problem, save, seconds, type Thing } from './payments.ts';
import { newId } from './store.ts';
import { emitEvent } from './webhooks.ts';

export type Refund = Thing & {
  amount: number;
  currency: string;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
};

/** A refund as the API asks for it. */
export function askRefund(gateway: Gateway, form: Form, settlesAfterMs: number): Refund {
  const intent = need<Intent>(gateway, 'payment_intent', required(form, 'payment_intent'));
  const amount = textAt(form, 'amount') ? wholeAt(form, 'amount') : leftToRefund(intent);
  const metadata = textsAt(form, 'metadata');
  return refund(gateway, intent, {
    amount,
    metadata,
    reason: textAt(form, 'reason') ?? null,
    settlesAfterMs,
  });
}

/** What of a payment is neither refunded nor disputed. */
export function leftToRefund(intent: Intent): number {
  return intent.amount - Number(intent.sandbox_refunded ?? 0) - Number(intent.sandbox_disputed ?? 0);
}

type Asked = {
  amount: number;
  metadata: Record<string, string>;
  reason: string | null;
  settlesAfterMs: number;
};

/** Takes money out of a payment and sends it back; what becomes of it the payment's test card says. */
export function refund(gateway: Gateway, intent: Intent, asked: Asked): Refund {
  refuseWrong(intent, asked.amount);
  const { id: payment_intent, currency, latest_charge: charge } = intent;
  const fate = intent.sandbox_refund as RefundFate | undefined;
  const { amount, metadata, reason, settlesAfterMs } = asked;
  const later = fate === 'later' || fate === 'fails';
  const paid = save<Intent>(gateway, {
    ...intent,
    sandbox_refunded: Number(intent.sandbox_refunded ?? 0) + amount,
  });
  const made = save<Refund>(gateway, {
    id: newId('re'),
    object: 'refund',
    ...{ amount, charge, currency, payment_intent, reason, metadata },
    status: fate === 'later' ? 'pending' : 'succeeded',
    created: seconds(gateway),
    sandbox_settles_at: later ? gateway.now() + settlesAfterMs : null,
  });
  emitEvent(gateway, 'refund.created', made);
  emitEvent(gateway, 'charge.refunded', chargeOf(paid));
  return made;
}

function refuseWrong(intent: Intent, amount: number): void {
  const left = leftToRefund(intent);
  const wrong =
    intent.status !== 'succeeded'
      ? { code: 'charge_not_refundable', message: 'Sandbox: this payment has not succeeded.' }
      : left <= 0 && intent.sandbox_disputed
        ? { code: 'charge_disputed', message: 'Sandbox: this payment is disputed.' }
        : left <= 0
          ? { code: 'charge_already_refunded', message: 'Sandbox: this payment is refunded already.' }
          : amount < 1 || amount > left
            ? { code: 'amount_too_large', message: `Sandbox: ${left} is left to refund.`, param: 'amount' }
            : undefined;
  if (wrong) throw problem(400, wrong);
}

function chargeOf({ id, latest_charge, amount, currency, sandbox_refunded }: Intent): Thing {
  const amount_refunded = Number(sandbox_refunded);
  return {
    id: String(latest_charge),
    object: 'charge',
    ...{ amount, amount_refunded, currency },
    payment_intent: id,
    refunded: amount_refunded === amount,
  };
}

/** Refunds whose time has come arrive, or come back. Reckoned from when they began, so that a restart loses none. */
export function settleRefunds(gateway: Gateway): void {
  const due = gateway.store.all(
    "select body from object where kind = 'refund' and json_extract(body, '$.sandbox_settles_at') <= ?",
    gateway.now(),
  );
  for (const row of due) settle(gateway, JSON.parse(String(row.body)) as Refund);
}

function settle(gateway: Gateway, due: Refund): void {
  if (due.status === 'pending') {
    const arrived = save<Refund>(gateway, { ...due, status: 'succeeded', sandbox_settles_at: null });
    emitEvent(gateway, 'refund.updated', arrived);
    return;
  }
  const failure_reason = 'expired_or_canceled_card';
  const back = save<Refund>(gateway, { ...due, status: 'failed', failure_reason, sandbox_settles_at: null });
  const intent = need<Intent>(gateway, 'payment_intent', due.payment_intent);
  save(gateway, { ...intent, sandbox_refunded: Number(intent.sandbox_refunded) - due.amount });
  emitEvent(gateway, 'refund.failed', back);
}
