import { type Form, textAt } from './form.ts';
import { type Dispute, type Gateway, type Intent, need, problem, save } from './payments.ts';
import { emitEvent } from './webhooks.ts';

/** Evidence in words: as at Stripe, `winning_evidence` wins and `losing_evidence` loses; other words decide nothing. */
export function giveEvidence(gateway: Gateway, dispute: Dispute, form: Form): Dispute {
  const words = textAt(form, 'evidence', 'uncategorized_text');
  if (words === 'winning_evidence') return decide(gateway, dispute, 'won');
  if (words === 'losing_evidence') return decide(gateway, dispute, 'lost');
  return dispute;
}

/** The dispute ends. The money that was withdrawn comes back to a merchant who has won. */
export function decide(gateway: Gateway, dispute: Dispute, status: 'won' | 'lost'): Dispute {
  if (dispute.status !== 'needs_response')
    throw problem(400, { message: `Sandbox: a dispute that is ${dispute.status} is decided.` });
  const decided = save(gateway, { ...dispute, status });
  emitEvent(gateway, 'charge.dispute.closed', decided);
  if (status === 'won') {
    const intent = need<Intent>(gateway, 'payment_intent', dispute.payment_intent);
    save(gateway, { ...intent, sandbox_disputed: Number(intent.sandbox_disputed ?? 0) - dispute.amount });
    emitEvent(gateway, 'charge.dispute.funds_reinstated', decided);
  }
  return decided;
}
