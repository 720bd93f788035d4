import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type ListedSpecialPrice = Item<'/v1/deals/special-prices'>;
export type SpecialPrice = Answer<'/v1/deals/special-prices/{id}'>;
type State = SpecialPrice['state'];

export const specialPriceTones: Record<State, Tone> = {
  requested: 'info',
  returned: 'warn',
  in_approval: 'info',
  approved: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** How a request stands and what was done with it, in words. */
export function useSpecialPriceWords() {
  const { t } = useLingui();
  const states: Record<State, string> = {
    requested: t`With the supervisor`,
    returned: t`Question to the reseller`,
    in_approval: t`In approval`,
    approved: t`Approved`,
    declined: t`Declined`,
    withdrawn: t`Withdrawn`,
    expired: t`Ended`,
  };
  const moves: Record<string, string> = {
    request: t`Requested`,
    return: t`Returned with a question`,
    answer: t`Answered`,
    endorse: t`Endorsed`,
    agree: t`A level agreed`,
    approve: t`Approved`,
    decline: t`Declined`,
    withdraw: t`Withdrawn`,
    reopen: t`Opened again`,
    expire: t`Ended`,
  };
  const reopened: Record<NonNullable<SpecialPrice['reopened']>, string> = {
    band: t`The customer has grown past the quantity that was approved. What runs goes on at its price.`,
    headcount: t`The customer has grown past 750 employees. What runs goes on at its price.`,
    asked: t`It was opened again. What runs goes on at its price.`,
  };
  return { states, moves, reopened };
}
