import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Item } from '../../api/client.ts';

export type Service = Item<'/v1/orders/services'>;
export type Kind = Service['kind'];

/** How a service is sold, in words, and what its price is for. */
export function useServiceWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  const kinds: Record<Kind, string> = {
    fixed: t`Fixed price`,
    per_hour: t`Per hour`,
    per_seat: t`Per seat`,
    recurring: t`Recurring`,
  };
  const notes: Record<Kind, string> = {
    fixed: t`One price for the whole piece of work, paid once.`,
    per_hour: t`Counted in hours, paid once.`,
    per_seat: t`Counted in seats, paid once: such as a migration.`,
    recurring: t`Paid every month or every year.`,
  };
  const per = ({ kind, cycle_months }: Pick<Service, 'kind' | 'cycle_months'>) => {
    if (kind === 'per_hour') return t`an hour`;
    if (kind === 'per_seat') return t`a seat`;
    if (kind === 'fixed') return t`once`;
    return cycle_months === 12 ? t`a year` : t`a month`;
  };
  return { kinds, notes, per };
}
