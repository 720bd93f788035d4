import { type Actor, every } from '../base/ctx.ts';
import { allows } from '../base/permissions.ts';
import { canMove } from '../base/states.ts';
import type { Organization } from '../identity/index.ts';
import { DEAL_MOVES, type Deal, type DealState } from './deals/deals.rules.ts';
import type { SpecialPrice } from './special-prices/special-prices.rules.ts';

/** Whose part each move is: the reseller's own, or the vendor's. Expiring is nobody's: the clock does it. */
const PARTS = {
  edit: 'deal.register',
  register: 'deal.register',
  recall: 'deal.register',
  resubmit: 'deal.register',
  win: 'deal.register',
  lose: 'deal.register',
  link: 'deal.register',
  stage: 'deal.register',
  return: 'deal.decide',
  approve: 'deal.decide',
  decline: 'deal.decide',
} as const;

type PartVerb = keyof typeof PARTS;
export type PersonsVerb = PartVerb | 'extend';
export type DealCan = Record<PersonsVerb | 'record_choice', true | string>;

/** Deals are registered with the vendor by those it sells to, once they are in the program. */
export function canRegisterDeals(actor: Actor): true | string {
  if (actor.organizationKind !== 'reseller') return 'Deals are registered by resellers.';
  if (actor.organizationState !== 'active') return 'Your organization is not active in the program yet.';
  // The vendor's own buyers head a branch each; what is below them is registered through them.
  if (actor.organizationId !== actor.resellerId)
    return 'Deals are registered by the reseller that buys from the vendor; ask yours to register it.';
  return allows(actor, 'deal.register');
}

/** Who may take this step, whatever the state: the right side, the right role. */
export function mayTake(
  actor: Actor,
  deal: Pick<Deal, 'seller_id' | 'buyer_id'>,
  verb: PersonsVerb,
): true | string {
  if (actor.kind === 'system') return true;
  if (verb === 'extend')
    return allows(actor, actor.organizationId === deal.seller_id ? 'deal.decide' : 'deal.register');
  const part = PARTS[verb];
  const side = part === 'deal.decide' ? deal.seller_id : deal.buyer_id;
  return every(actor.organizationId === side || 'This step is the other side’s.', allows(actor, part));
}

/** The vendor extends as it sees fit; the reseller as often as the program allows. */
export function canExtend(actor: Actor, deal: Deal, maximum: number): true | string {
  if (actor.kind === 'system' || actor.organizationId === deal.seller_id) return true;
  return (
    deal.extensions < maximum || `This deal was extended ${deal.extensions} times; ask your channel manager.`
  );
}

/** The vendor's deciders record a customer's choice, and judge likenesses. */
export function canDecide(actor: Actor): true | string {
  return actor.kind === 'system' || allows(actor, 'deal.decide');
}

/** Windows and rates are the program's. */
export function canSetRules(actor: Actor): true | string {
  return actor.kind === 'system' || allows(actor, 'deal.set_rules');
}

/** What the actor can do to the deal now, for its answer. `maximum`: how often a reseller may extend it. */
export function dealCan(actor: Actor, deal: Deal, maximum: number): DealCan {
  const verbs = [...Object.keys(PARTS), 'extend'] as PersonsVerb[];
  const now = (verb: PersonsVerb) =>
    every(
      mayTake(actor, deal, verb),
      canMove(DEAL_MOVES, deal.state as DealState, verb),
      verb === 'extend' ? canExtend(actor, deal, maximum) : true,
    );
  const abilities = Object.fromEntries(verbs.map((verb) => [verb, now(verb)]));
  const record_choice = every(canDecide(actor), canMove(DEAL_MOVES, deal.state as DealState, 'lose'));
  return { ...abilities, record_choice } as DealCan;
}

/** Special prices are requested by the reseller that buys from the vendor, for customers anywhere in its branch. */
export function canRequestSpecialPrice(
  actor: Actor,
  { reseller_id }: Pick<Organization, 'reseller_id'>,
): true | string {
  if (actor.kind === 'system') return true;
  if (actor.organizationId !== reseller_id)
    return 'Special prices are requested by the reseller that buys from the vendor; ask yours to request it.';
  if (actor.organizationState !== 'active') return 'Your organization is not active in the program yet.';
  return allows(actor, 'special_price.request');
}

export type SpecialVerb = 'answer' | 'withdraw' | 'endorse' | 'return' | 'decline' | 'agree';
const REQUESTERS: readonly SpecialVerb[] = ['answer', 'withdraw'];

/** Who may take this step of a special price, whatever the state: the right side, the right role. Who decides a level is `mayDecide`. */
export function mayTakeSpecial(
  actor: Actor,
  { seller_id, buyer_id }: Pick<SpecialPrice, 'seller_id' | 'buyer_id'>,
  verb: SpecialVerb,
): true | string {
  if (actor.kind === 'system') return true;
  const isRequesters = REQUESTERS.includes(verb);
  const side = isRequesters ? buyer_id : seller_id;
  return every(
    actor.organizationId === side || 'This step is the other side’s.',
    allows(actor, isRequesters ? 'special_price.request' : 'special_price.decide'),
  );
}
