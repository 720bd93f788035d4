import { useLingui } from '@lingui/react/macro';
import type { Kind } from '../kit/session.ts';

/** The face that each kind of organization works in. */
export function useFaceWords(): Record<Kind, string> {
  const { t } = useLingui();
  return { vendor: t`Program office`, reseller: t`Reseller console`, customer: t`Customer panel` };
}

/** Every role of every kind of organization. */
export function useRoleWords(): Record<string, string> {
  const { t } = useLingui();
  return {
    administrator: t`Administrator`,
    channel_manager: t`Channel manager`,
    channel_supervisor: t`Channel supervisor`,
    management: t`Management`,
    finance: t`Finance`,
    care: t`Customer care`,
    owner: t`Owner`,
    sales: t`Sales`,
    billing: t`Billing`,
    support: t`Support`,
    member: t`Member`,
  };
}
