import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';

export type Reseller = Item<'/v1/program/resellers'>;
export type ResellerDetail = Answer<'/v1/program/resellers/{id}'>;

export const organizationTones: Record<string, Tone> = {
  applying: 'neutral',
  active: 'good',
  suspended: 'warn',
  closed: 'neutral',
};

/** What an organization's states are called, and where a reseller's prices come from. */
export function useResellerWords() {
  const { t } = useLingui();
  const { text } = useFormat();
  const states: Record<string, string> = {
    applying: t`Applying`,
    active: t`Active`,
    suspended: t`Suspended`,
    closed: t`Closed`,
  };
  return {
    state: (state: string) => states[state] ?? state,
    preferences: { prepay: t`Pre-pay`, postpay: t`Post-pay` },
    plan: ({ bundle_plan }: Pick<Reseller, 'bundle_plan'>) =>
      bundle_plan ? text(bundle_plan.name) : t`List price`,
  };
}
