import { useLingui } from '@lingui/react/macro';

/** What makes a level needed, in words. */
export function useReasonWords(): Record<'discount' | 'value' | 'margin', string> {
  const { t } = useLingui();
  return { discount: t`Deep discount`, value: t`High value`, margin: t`Thin margin` };
}

/** The office's roles, in words. */
export function useRoleWords(): Record<string, string> {
  const { t } = useLingui();
  return {
    administrator: t`Administrator`,
    channel_manager: t`Channel manager`,
    channel_supervisor: t`Channel supervisor`,
    management: t`Management`,
    finance: t`Finance`,
    care: t`Care`,
  };
}
