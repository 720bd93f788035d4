import { z } from 'zod';
import { lacking, missingPrices, pricesOf, pricesShape, type ReplayBody } from '../../kit/replays/prices.ts';
import { isRule, ruleOf, ruleShape } from '../price-books/rows.ts';

/** Everything that can be tried, side by side; `kind` says which part counts. */
export const schema = z
  .object({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(['book', 'prices', 'both']),
    /** A version by its number, or the rules. */
    book: z.object({ version: z.string(), rules: z.array(z.object(ruleShape)) }),
    ...pricesShape,
  })
  .superRefine((values, context) => {
    if (values.kind !== 'book') lacking(missingPrices(values), context);
    for (const index of wrongRules(values))
      context.addIssue({ code: 'custom', path: ['book', 'rules', index, 'value'], input: '' });
  });

export type Values = z.infer<typeof schema>;

/** The places of the typed rules that say no price. */
function wrongRules({ kind, book: { version, rules } }: Pick<Values, 'kind' | 'book'>): number[] {
  if (kind === 'prices' || version) return [];
  return rules.flatMap((rule, index) => (isRule(rule) ? [] : [index]));
}

/** What the API is asked to try; `currency` is that of fixed prices. */
export function bodyOf(values: Values, currency: string): ReplayBody {
  const { name, kind } = values;
  const { version, rules } = values.book;
  const typed = { rules: rules.flatMap((rule) => ruleOf(rule, currency) ?? []) };
  const book = version ? { version: Number(version) } : typed;
  return {
    ...{ name, plan: null, moves: null },
    book: kind === 'prices' ? null : book,
    prices: kind === 'book' ? null : pricesOf(values),
  };
}
