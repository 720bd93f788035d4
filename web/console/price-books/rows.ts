import { z } from 'zod';
import type { Answer } from '../../api/client.ts';
import { inMajorUnits, inMinorUnits } from '../../kit/billing/decimals.ts';

export type Book = Answer<'/v1/catalog/price-book'>;
export type Version = Book['versions'][number];
export type Rule = Version['rules'][number];

/** A rule while it is typed: its value is a percentage or, for a fixed price, an amount. */
export type RuleRow = Pick<Rule, 'scope' | 'target' | 'kind'> & { buyer_id: string; value: string };

/** A rule as it is typed over. */
export function rowOf({ scope, target, kind, buyer_id, rate, unit_price, currency }: Rule): RuleRow {
  const amount = unit_price === null ? '' : inMajorUnits(unit_price, currency ?? 'SAR');
  const value = rate === null ? amount : shift(rate, 2);
  return { scope, target, kind, buyer_id: buyer_id ?? '', value };
}

/** The fields of a rule that is typed. */
export const ruleShape = {
  scope: z.enum(['everything', 'family', 'product', 'offer']),
  target: z.string(),
  kind: z.enum(['markup_on_cost', 'discount_on_list', 'fixed']),
  buyer_id: z.string(),
  value: z.string(),
};

/** Whether what was typed says a price. */
export function isRule(row: RuleRow): boolean {
  return ruleOf(row, 'SAR') !== null;
}

type Fault = { message?: string | undefined };
type Faults = readonly (Partial<Record<keyof RuleRow, Fault>> | undefined)[];

/** What is wrong with the rule in a place, whichever of its fields it is. */
export function faultIn(faults: unknown): (index: number) => string | undefined {
  return (index) => {
    const fault = (faults as Faults | undefined)?.[index];
    return (fault?.value ?? fault?.target ?? fault?.scope ?? fault?.buyer_id)?.message;
  };
}

/** The rule that was typed; null for a value that is none. */
export function ruleOf({ scope, target, kind, buyer_id, value }: RuleRow, currency: string): Rule | null {
  const common = { scope, target, kind, buyer_id: buyer_id || null };
  if (kind === 'fixed') {
    const unit_price = inMinorUnits(value, currency);
    return unit_price === null ? null : { ...common, rate: null, unit_price, currency };
  }
  const typed = inMinorUnits(value, 'SAR');
  if (typed === null) return null;
  const rate = shift(typed, -4);
  return { ...common, rate, unit_price: null, currency: null };
}

/** An exact decimal with its point moved to the right (or left): 0.125 by 2 is 12.5. */
function shift(text: string, places: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = `${whole}${fraction}`;
  const point = whole.length + places;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return right ? `${left}.${right}` : left;
}
