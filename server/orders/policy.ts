import { type Actor, every } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import { canMove } from '../base/states.ts';
import type { Organization } from '../identity/index.ts';
import { isOpen, type Operation } from './operations/operations.rules.ts';
import { ORDER_MOVES, type Order, type OrderState } from './orders/orders.rules.ts';
import type { Subscription } from './subscriptions/subscriptions.rules.ts';

type Seat = { seller_id: string | null };

function isSeller(actor: Actor, { seller_id }: Seat): true | string {
  if (actor.kind === 'system') return true;
  return actor.organizationId === seller_id || 'Only the reseller that serves this customer may do this.';
}

function isActive(actor: Actor): true | string {
  return (
    actor.kind === 'system' ||
    actor.organizationState === 'active' ||
    'Your organization is not active in the program yet.'
  );
}

/** Customers are added by active resellers. */
export function canAddCustomer(actor: Actor): true | string {
  if (actor.kind === 'system') return true;
  if (actor.organizationKind !== 'reseller') return 'Customers are added by resellers.';
  return every(isActive(actor), allows(actor, 'customer.add'));
}

/** A customer is ordered for by its own seller, while both are active. */
export function canOrderFor(actor: Actor, customer: Organization): true | string {
  const wake =
    customer.state === 'active' || `${customer.name} is ${customer.state}; nothing can be ordered for it.`;
  return every(
    isSeller(actor, customer),
    isActive(actor),
    actor.kind === 'system' || allows(actor, 'order.place'),
    wake,
  );
}

/** A held order is released by the seller that placed it or by the vendor's office, once a special price covers it. */
export function canRelease(actor: Actor, order: Order): true | string {
  if (actor.kind === 'system') return true;
  if (actor.organizationKind === 'vendor') return allows(actor, 'order.release');
  return every(isSeller(actor, order), allows(actor, 'order.place'));
}

/** An order is cancelled by the seller that placed it, or by those who could release it. */
export function canCancelOrder(actor: Actor, order: Order): true | string {
  if (actor.kind === 'system') return true;
  if (actor.organizationKind === 'vendor') return allows(actor, 'order.release');
  return every(isSeller(actor, order), allows(actor, 'order.place'));
}

/** What the actor can do to the order now. */
export function orderCan(actor: Actor, order: Order): { release: true | string; cancel: true | string } {
  const state = order.state as OrderState;
  return {
    release: every(canRelease(actor, order), canMove(ORDER_MOVES, state, 'release')),
    cancel: every(canCancelOrder(actor, order), canMove(ORDER_MOVES, state, 'cancel')),
  };
}

/** A subscription is changed by the customer's own seller. */
export function canChangeSubscription(actor: Actor, { chain }: Pick<Subscription, 'chain'>): true | string {
  const seller_id = chain.at(-2) ?? null;
  return every(
    isSeller(actor, { seller_id }),
    actor.kind === 'system' || allows(actor, 'subscription.change'),
  );
}

/** A timeline is corrected by the vendor's office: it is every account's on the chain, and the vendor bills the first. */
export function canCorrect(actor: Actor): true | string {
  return actor.kind === 'system' || allows(actor, 'subscription.correct');
}

/** A change that failed is tried again by the seller or the vendor's office. */
export function canRetry(actor: Actor, operation: Operation): true | string {
  if (actor.organizationKind === 'vendor') return allows(actor, 'order.release');
  return canChangeSubscription(actor, operation);
}

/** What is provisioned by hand is reported by the vendor's office. */
export function canReport(actor: Actor, byHand: boolean): true | string {
  const who = actor.kind === 'system' || allows(actor, 'operation.complete');
  return every(who, byHand || 'This is provisioned by a connector, not by hand.');
}

/** What the actor can do to the operation now. */
export function operationCan(
  actor: Actor,
  operation: Operation,
  byHand: boolean,
): { retry: true | string; report: true | string } {
  const failed = operation.state === 'failed' || `This change is ${operation.state}.`;
  const open = isOpen(operation) || `This change is ${operation.state}.`;
  return { retry: every(canRetry(actor, operation), failed), report: every(canReport(actor, byHand), open) };
}

/** A quote is written, sent and withdrawn by the reseller it is of. */
export function canEditQuote(actor: Actor, quote: Seat): true | string {
  return every(
    isSeller(actor, quote),
    isActive(actor),
    actor.kind === 'system' || allows(actor, 'quote.edit'),
  );
}
