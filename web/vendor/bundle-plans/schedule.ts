import type { Answer } from '../../api/client.ts';
import { fractionOf, percentOf } from '../../kit/billing/decimals.ts';

export type Discount = Answer<'/v1/catalog/bundle-plans/{id}'>['versions'][number]['discounts'][number];

/** One line of a plan as people read it: what it covers, from how many units, and both rates side by side as typed percentages. */
export type ScheduleRow = Pick<Discount, 'scope' | 'target' | 'from_quantity'> & {
  prepay: string;
  postpay: string;
};

const order = { everything: 0, family: 1, product: 2 } as const;

/** A version's discounts as rows, the widest first. A preference without a discount is an empty text. */
export function rowsOf(discounts: readonly Discount[]): ScheduleRow[] {
  const rows = new Map<string, ScheduleRow>();
  for (const { scope, target, from_quantity, billing_preference, rate } of discounts) {
    const key = `${scope} ${target} ${from_quantity}`;
    const row = rows.get(key) ?? { scope, target, from_quantity, prepay: '', postpay: '' };
    rows.set(key, { ...row, [billing_preference]: percentOf(rate) });
  }
  return [...rows.values()].sort(
    (one, other) =>
      order[one.scope] - order[other.scope] ||
      one.target.localeCompare(other.target) ||
      one.from_quantity - other.from_quantity,
  );
}

/** The other way. Rows and rates left empty are left out; a rate that is no percentage is too, so check first. */
export function discountsOf(rows: readonly ScheduleRow[]): Discount[] {
  return rows.flatMap(({ scope, target, from_quantity, ...rates }) =>
    (['prepay', 'postpay'] as const).flatMap((billing_preference) => {
      const rate = fractionOf(rates[billing_preference]);
      return rate === null ? [] : [{ scope, target, from_quantity, billing_preference, rate }];
    }),
  );
}

/** Whether a typed rate may stand: a percentage, or nothing. */
export function isRate(typed: string): boolean {
  return typed.trim() === '' || fractionOf(typed) !== null;
}
