import { type Actor, every } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import { canMove } from '../base/states.ts';
import type { Account } from '../identity/index.ts';
import { APPLICATION_MOVES, type Application, type ApplicationState } from './applications.rules.ts';

/** Whose part each move is: the applicant's, or the vendor's channel managers'. */
const PARTS = {
  submit: 'agreement.accept',
  answer: 'application.answer',
  withdraw: 'application.answer',
  ask: 'application.decide',
  approve: 'application.decide',
  decline: 'application.decide',
} as const;

type PersonsVerb = keyof typeof PARTS;

/** Whether the actor may take this step now: the right side, the right role, a legal move. */
function canMoveApplication(actor: Actor, application: Application, verb: PersonsVerb): true | string {
  return every(
    mayTake(actor, application, verb),
    canMove(APPLICATION_MOVES, application.state as ApplicationState, verb),
  );
}

/** The same without regard to the state: who may, not when. */
export function mayTake(
  actor: Actor,
  { seller_id, buyer_id }: Application,
  verb: PersonsVerb,
): true | string {
  const side = PARTS[verb] === 'application.decide' ? seller_id : buyer_id;
  if (actor.kind !== 'system' && actor.organizationId !== side) return 'This step is the other side’s.';
  return actor.kind === 'system' || allows(actor, PARTS[verb]);
}

/** What the actor can do to the application, for its answer. */
export function applicationCan(actor: Actor, application: Application): Record<PersonsVerb, true | string> {
  const verbs = Object.keys(PARTS) as PersonsVerb[];
  const abilities = verbs.map((verb) => [verb, canMoveApplication(actor, application, verb)]);
  return Object.fromEntries(abilities) as Record<PersonsVerb, true | string>;
}

/** Channel managers say who looks after a reseller and on which plan it is. */
export function canAssign(actor: Actor): true | string {
  return actor.kind === 'system' || allows(actor, 'reseller.assign');
}

/** A seller decides how its own buyers pay and what their prices come from. */
export function canSetAccountPlan(actor: Actor, account: Account): true | string {
  if (actor.kind === 'system') return true;
  if (actor.organizationId !== account.seller_id) return 'Only the seller decides on an account’s plan.';
  return allows(actor, actor.organizationKind === 'vendor' ? 'reseller.assign' : 'customer.add');
}
