import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';

export type Customer = Item<'/v1/orders/customers'>;
export type CustomerDetail = Answer<'/v1/orders/customers/{id}'>;

/** From so many employees an order needs a special price (the program's own bound). */
export const LARGE_HEADCOUNT = 750;

/** Whether orders for such a customer wait for a special price. */
export function needsSpecialPrice({
  headcount,
  body_kind,
}: Pick<Customer, 'headcount' | 'body_kind'>): boolean {
  return body_kind === 'government' || (headcount ?? 0) > LARGE_HEADCOUNT;
}

/** The kinds of body a customer can be, and the languages, in words. */
export function useCustomerWords() {
  const { t } = useLingui();
  const kinds = {
    business: t`Business`,
    government: t`Government`,
    nonprofit: t`Non-profit`,
    education: t`Education`,
  } satisfies Record<Customer['body_kind'], string>;
  return {
    kinds,
    states: { applying: t`Applying`, active: t`Active`, suspended: t`Suspended`, closed: t`Closed` },
    kindOptions: Object.entries(kinds).map(([value, label]) => ({ value, label })),
    languages: [
      { value: 'en', label: 'English' },
      { value: 'ar', label: 'العربية' },
    ],
  };
}
