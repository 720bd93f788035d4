import { z } from 'zod';
import { lacking, missingPrices, pricesOf, pricesShape, type ReplayBody } from '../../kit/replays/prices.ts';
import { discountsOf, isRate } from '../bundle-plans/schedule.ts';

const rate = z.string().refine(isRate);

/** Everything that can be tried, side by side; `kind` says which part counts. */
export const schema = z
  .object({
    name: z.string().trim().min(1).max(100),
    kind: z.enum(['plan', 'prices', 'moves']),
    plan_id: z.string(),
    version: z.string(),
    /** The plan whose discounts stand in `rows`. */
    rows_of: z.string(),
    rows: z.array(
      z.object({
        scope: z.enum(['everything', 'family', 'product']),
        target: z.string(),
        from_quantity: z.number().int().min(1),
        prepay: rate,
        postpay: rate,
      }),
    ),
    ...pricesShape,
    to_plan: z.string(),
    accounts: z.array(z.object({ account_id: z.string(), name: z.string() })),
  })
  .superRefine((values, context) => lacking(missingOf(values), context));

export type Values = z.infer<typeof schema>;

/** The fields of the chosen part that still lack something. */
export function missingOf(values: Omit<Values, 'name'>): (keyof Values)[] {
  const { kind } = values;
  if (kind === 'plan') return values.plan_id ? [] : ['plan_id'];
  if (kind === 'moves')
    return [
      ...(values.to_plan ? [] : (['to_plan'] as const)),
      ...(values.accounts.length ? [] : (['accounts'] as const)),
    ];
  return missingPrices(values);
}

/** List price, as a choice of a plan. */
export const LIST = 'list';

/** What the API is asked to try. */
export function bodyOf(values: Values): ReplayBody {
  const { name, kind } = values;
  const nothing = { name, plan: null, prices: null, moves: null, book: null };
  if (kind === 'plan') return { ...nothing, plan: planOf(values) };
  if (kind === 'prices') return { ...nothing, prices: pricesOf(values) };
  const bundle_plan_id = values.to_plan === LIST ? null : values.to_plan;
  return {
    ...nothing,
    moves: { bundle_plan_id, account_ids: values.accounts.map(({ account_id }) => account_id) },
  };
}

function planOf({ plan_id: bundle_plan_id, version, rows }: Values): ReplayBody['plan'] {
  if (version) return { bundle_plan_id, version: Number(version) };
  return { bundle_plan_id, discounts: discountsOf(rows) };
}
