import type { Selectable } from 'kysely';
import type { DealsDeal, DealsDealLine, DealsDealMove } from '../../../db/types.ts';
import type { Moves } from '../../base/states.ts';

/** A sale that a reseller works on, and may register with its vendor. `value` is what the customer is expected to pay, in minor units. */
export type Deal = Selectable<DealsDeal>;

/** A product that is wanted. */
export type DealLine = Selectable<DealsDealLine>;
export type WantedLine = Pick<DealLine, 'product_id' | 'quantity'>;

/** What the reseller says of the sale, and may change while it is in its hands. */
export type DealParticulars = Pick<
  Deal,
  | 'name'
  | 'name_other'
  | 'country'
  | 'domain'
  | 'registration_number'
  | 'group_name'
  | 'headcount'
  | 'body_kind'
  | 'contact_name'
  | 'contact_email'
  | 'contact_phone'
  | 'about'
  | 'value'
  | 'currency'
  | 'closes_on'
>;
export type NewDeal = DealParticulars & {
  stage: DealStage;
  probability?: number | undefined;
  customer_id: string | null;
  lines: WantedLine[];
};
export type DealChange = Partial<DealParticulars & { lines: WantedLine[] }>;

/** One step of a deal's history. */
export type DealMove = Omit<Selectable<DealsDealMove>, 'changes'> & { changes: Record<string, unknown> };

export const DEAL_STATES = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'declined',
  'recalled',
  'won',
  'lost',
  'expired',
] as const;
export type DealState = (typeof DEAL_STATES)[number];

/** Where the sale stands between reseller and customer: the columns of the board. The chance is what each begins with, in per cent. */
export const STAGE_CHANCE = { prospect: 10, qualified: 25, proposal: 50, negotiation: 75 } as const;
export type DealStage = keyof typeof STAGE_CHANCE;
export const DEAL_STAGES = Object.keys(STAGE_CHANCE) as [DealStage, ...DealStage[]];

export const DEAL_VERBS = [
  'draft',
  'edit',
  'register',
  'recall',
  'return',
  'resubmit',
  'approve',
  'decline',
  'extend',
  'expire',
  'win',
  'lose',
  'link',
  'stage',
] as const;
export type DealVerb = (typeof DEAL_VERBS)[number];

// A sale may be won or lost whatever the vendor thinks of its registration; what is over stays as it is.
const OUTCOMES = { win: 'won', lose: 'lost' } as const;
const inHand = (state: DealState) => ({ link: state, stage: state, ...OUTCOMES });
export const DEAL_MOVES: Moves<DealState> = {
  draft: { edit: 'draft', register: 'submitted', ...inHand('draft') },
  submitted: {
    recall: 'recalled',
    return: 'returned',
    approve: 'approved',
    decline: 'declined',
    ...inHand('submitted'),
  },
  returned: {
    edit: 'returned',
    resubmit: 'submitted',
    recall: 'recalled',
    decline: 'declined',
    expire: 'expired',
    ...inHand('returned'),
  },
  approved: { extend: 'approved', expire: 'expired', ...inHand('approved') },
  recalled: { edit: 'recalled', register: 'submitted', ...inHand('recalled') },
  expired: { edit: 'expired', register: 'submitted', ...inHand('expired') },
  declined: inHand('declined'),
  won: { link: 'won' },
  lost: {},
};

/** The news each move makes. */
export const DEAL_NEWS = {
  draft: 'deal.drafted',
  edit: 'deal.edited',
  register: 'deal.registered',
  recall: 'deal.recalled',
  return: 'deal.returned',
  resubmit: 'deal.resubmitted',
  approve: 'deal.approved',
  decline: 'deal.declined',
  extend: 'deal.extended',
  expire: 'deal.expired',
  win: 'deal.won',
  lose: 'deal.lost',
  link: 'deal.linked',
  stage: 'deal.staged',
} as const satisfies Record<DealVerb, string>;

/** States in which the sale goes on: what a board shows and a forecast counts. */
export const OPEN_STATES: readonly DealState[] = [
  'draft',
  'submitted',
  'returned',
  'approved',
  'recalled',
  'expired',
  'declined',
];
/** Registered and not over: what the vendor's forecast counts. */
export const REGISTERED_STATES: readonly DealState[] = ['submitted', 'returned', 'approved'];
/** What a likeness is looked for among. */
export const COMPARED_STATES: readonly DealState[] = [...REGISTERED_STATES, 'won'];

/** Why a sale was lost. `customer_choice` is never said by a reseller: it stands on the customer's signed word. */
export const LOSS_REASONS = [
  'price',
  'competitor',
  'no_budget',
  'no_decision',
  'not_a_fit',
  'other',
] as const;

/** Whether the sale goes on. */
export function isOpen({ state }: Pick<Deal, 'state'>): boolean {
  return OPEN_STATES.includes(state as DealState);
}

/** What a change would change: the fields that differ from what is kept, to what. */
export function changesOf(kept: DealParticulars, wanted: Partial<DealParticulars>): Partial<DealParticulars> {
  const differs = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && kept[field as keyof DealParticulars] !== value,
  );
  return Object.fromEntries(differs);
}

/** Whether two lists of products are the same in the same order. */
export function sameLines(a: readonly WantedLine[], b: readonly WantedLine[]): boolean {
  return (
    a.length === b.length &&
    a.every((line, i) => line.product_id === b[i]?.product_id && line.quantity === b[i]?.quantity)
  );
}

/** Whether an order of these products is the deal's: any of them is wanted, or the deal names none. */
export function wonBy(lines: readonly WantedLine[], productIds: readonly string[]): boolean {
  return lines.length === 0 || lines.some(({ product_id }) => productIds.includes(product_id));
}
