import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Deal = Item<'/v1/deals/deals'>;
export type DealDetail = Answer<'/v1/deals/deals/{id}'>;
export type DealMove = DealDetail['history'][number];
export type Forecast = Answer<'/v1/deals/deals/forecast'>;
export type Stage = Deal['stage'];

export const STAGES = [
  'prospect',
  'qualified',
  'proposal',
  'negotiation',
] as const satisfies readonly Stage[];

export const dealTones: Record<Deal['state'], Tone> = {
  draft: 'neutral',
  submitted: 'info',
  returned: 'warn',
  approved: 'good',
  declined: 'bad',
  recalled: 'neutral',
  won: 'good',
  lost: 'neutral',
  expired: 'warn',
};

/** What a deal's states, stages, moves and facts are called. */
export function useDealWords() {
  const { t } = useLingui();
  return {
    states: {
      draft: t`Draft`,
      submitted: t`Waiting for a decision`,
      returned: t`Question asked`,
      approved: t`Registered`,
      declined: t`Declined`,
      recalled: t`Recalled`,
      won: t`Won`,
      lost: t`Lost`,
      expired: t`Expired`,
    } satisfies Record<Deal['state'], string>,
    stages: {
      prospect: t`Prospect`,
      qualified: t`Qualified`,
      proposal: t`Proposal`,
      negotiation: t`Negotiation`,
    } satisfies Record<Stage, string>,
    moves: {
      draft: t`Written down`,
      edit: t`Changed`,
      register: t`Registered with the vendor`,
      recall: t`Recalled`,
      return: t`Given back with a question`,
      resubmit: t`Answered`,
      approve: t`Registration approved`,
      decline: t`Registration declined`,
      extend: t`Protection extended`,
      expire: t`Registration expired`,
      win: t`Won`,
      lose: t`Lost`,
      link: t`Linked to a customer`,
      stage: t`Moved in the pipeline`,
    } satisfies Record<DealMove['move'], string>,
    reasons: {
      price: t`Price`,
      competitor: t`Another supplier`,
      no_budget: t`No budget`,
      no_decision: t`No decision`,
      not_a_fit: t`Did not fit`,
      other: t`Another reason`,
      customer_choice: t`The customer’s choice`,
    } as Record<string, string>,
    bodies: {
      business: t`Business`,
      government: t`Government`,
      nonprofit: t`Non-profit`,
      education: t`Education`,
    } satisfies Record<Deal['body_kind'], string>,
  };
}
