import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import type { Tone } from '../../ui/Badge.tsx';

type State = Item<'/v1/orders/received-quotes'>['state'] | components['schemas']['OpenedQuote']['state'];

export const tones: Record<State, Tone> = {
  draft: 'neutral',
  sent: 'info',
  open: 'info',
  changes_asked: 'warn',
  accepted: 'good',
  expired: 'neutral',
  superseded: 'neutral',
  withdrawn: 'neutral',
};

/** How a quote stands for its customer, in a word. */
export function useStates(): Record<State, string> {
  const { t } = useLingui();
  return {
    draft: t`Being written`,
    sent: t`Waits for you`,
    open: t`Waits for you`,
    changes_asked: t`Changes asked for`,
    accepted: t`Accepted`,
    expired: t`Expired`,
    superseded: t`Replaced by a newer one`,
    withdrawn: t`Withdrawn`,
  };
}
