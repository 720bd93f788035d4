import type { Actor } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import type { Edge } from './agreements.rules.ts';

/** Terms bind everyone who accepts them: the program itself publishes them, from the texts it is delivered with. */
export function canPublishTerms(actor: Actor): true | string {
  return actor.kind === 'system' || 'Terms are published by the program itself.';
}

/** An agreement is accepted by the buyer, in person: a key or the product cannot agree to anything. */
export function canAcceptTerms(actor: Actor, { buyer_id }: Edge): true | string {
  if (actor.organizationId !== buyer_id) return 'Only the organization that agrees may accept the terms.';
  if (actor.kind !== 'person' || !actor.personId) return 'Terms are accepted by a person who is signed in.';
  return allows(actor, 'agreement.accept');
}

/** The seller brings an agreement into force. */
export function canBringIntoForce(actor: Actor, { seller_id }: Edge): true | string {
  return (
    actor.kind === 'system' ||
    actor.organizationId === seller_id ||
    'Only the seller brings an agreement into force.'
  );
}
