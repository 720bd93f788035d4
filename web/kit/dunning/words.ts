import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';

export type Aged = Item<'/v1/billing/overdue'>;
export type OverdueAccount = Answer<'/v1/billing/overdue/{id}'>;
export type Policy = Answer<'/v1/billing/dunning-policy'>;
export type StepName = Policy['steps'][number]['step'];

export const AGES = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const;
export type Age = (typeof AGES)[number];

/** From not due to long overdue, as it is painted. */
export const agePaint: Record<Age, string> = {
  not_due: 'bg-faint/50',
  days_1_30: 'bg-warn-solid/45',
  days_31_60: 'bg-warn-solid',
  days_61_90: 'bg-bad-solid/60',
  days_over_90: 'bg-bad-solid',
};

/** What letters, ages and holds are called. */
export function useDunningWords() {
  const { t } = useLingui();
  const steps: Record<StepName, string> = {
    before_due: t`Friendly note`,
    reminder: t`Reminder`,
    second_reminder: t`Second reminder`,
    final_notice: t`Final notice`,
  };
  const ages: Record<Age, string> = {
    not_due: t`Not due`,
    days_1_30: t`1–30 days`,
    days_31_60: t`31–60 days`,
    days_61_90: t`61–90 days`,
    days_over_90: t`Over 90 days`,
  };
  return { steps, ages };
}
