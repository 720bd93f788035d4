import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Rule } from './rows.ts';

/** What the kinds of rules are called. */
export function useRuleKinds(): Record<Rule['kind'], string> {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return {
    markup_on_cost: t`Markup on your cost`,
    discount_on_list: t`Discount on the list price`,
    fixed: t`Fixed price`,
  };
}
