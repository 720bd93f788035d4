import { z } from 'zod';
import type { paths } from '../../api/schema.d.ts';
import { fractionOf } from '../../kit/billing/decimals.ts';
import { discountsOf, isRate } from '../bundle-plans/schedule.ts';

type Body = NonNullable<paths['/v1/billing/replays']['post']['requestBody']>['content']['application/json'];

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
    way: z.enum(['change', 'on', 'import']),
    direction: z.enum(['higher', 'lower']),
    percent: z.string(),
    target: z.string(),
    on: z.string(),
    import_id: z.string(),
    to_plan: z.string(),
    accounts: z.array(z.object({ account_id: z.string(), name: z.string() })),
  })
  .superRefine((values, context) => {
    for (const field of missingOf(values))
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, path: [field], input: '' });
  });

export type Values = z.infer<typeof schema>;

/** The fields of the chosen part that still lack something. */
export function missingOf(values: Omit<Values, 'name'>): (keyof Values)[] {
  const { kind, way } = values;
  if (kind === 'plan') return values.plan_id ? [] : ['plan_id'];
  if (kind === 'moves')
    return [
      ...(values.to_plan ? [] : (['to_plan'] as const)),
      ...(values.accounts.length ? [] : (['accounts'] as const)),
    ];
  if (way === 'on') return values.on ? [] : ['on'];
  if (way === 'import') return values.import_id ? [] : ['import_id'];
  return [
    ...(rateOf(values) === null ? (['percent'] as const) : []),
    ...(values.target ? [] : (['target'] as const)),
  ];
}

/** The signed fraction; null for none. Nothing can be lower by all of it. */
function rateOf({ percent, direction }: Pick<Values, 'percent' | 'direction'>): string | null {
  const fraction = fractionOf(percent);
  if (fraction === null || /^0(\.0*)?$/.test(fraction)) return null;
  if (direction === 'higher') return fraction;
  return fraction.startsWith('0') ? `-${fraction}` : null;
}

/** List price, as a choice of a plan. */
export const LIST = 'list';

/** What the API is asked to try. */
export function bodyOf(values: Values): Body {
  const { name, kind } = values;
  const nothing = { name, plan: null, prices: null, moves: null };
  if (kind === 'plan') return { ...nothing, plan: planOf(values) };
  if (kind === 'prices') return { ...nothing, prices: pricesOf(values) };
  const bundle_plan_id = values.to_plan === LIST ? null : values.to_plan;
  return {
    ...nothing,
    moves: { bundle_plan_id, account_ids: values.accounts.map(({ account_id }) => account_id) },
  };
}

function planOf({ plan_id: bundle_plan_id, version, rows }: Values): Body['plan'] {
  if (version) return { bundle_plan_id, version: Number(version) };
  return { bundle_plan_id, discounts: discountsOf(rows) };
}

function pricesOf(values: Values): Body['prices'] {
  if (values.way === 'on') return { kind: 'on', on: values.on };
  if (values.way === 'import') return { kind: 'import', import_id: values.import_id };
  const [scope = 'everything', ...target] = values.target.split(' ');
  const change = { scope: scope as 'everything', target: target.join(' '), rate: rateOf(values) ?? '0' };
  return { kind: 'change', changes: [change] };
}
