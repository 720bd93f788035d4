import { z } from 'zod';
import type { paths } from '../../api/schema.d.ts';
import { fractionOf } from '../billing/decimals.ts';

export type ReplayBody = NonNullable<
  paths['/v1/billing/replays']['post']['requestBody']
>['content']['application/json'];

/** The fields of other list prices, all ways side by side; `way` says which of them count. */
export const pricesShape = {
  way: z.enum(['change', 'on', 'import']),
  direction: z.enum(['higher', 'lower']),
  percent: z.string(),
  target: z.string(),
  on: z.string(),
  import_id: z.string(),
};
const prices = z.object(pricesShape);
export type PricesValues = z.infer<typeof prices>;

export const noPrices: PricesValues = {
  ...{ way: 'change', direction: 'higher', percent: '', target: 'everything ', on: '', import_id: '' },
};

/** The fields of the chosen way that still lack something. */
export function missingPrices(values: PricesValues): (keyof PricesValues)[] {
  const { way, on, import_id, target } = values;
  if (way === 'on') return on ? [] : ['on'];
  if (way === 'import') return import_id ? [] : ['import_id'];
  return [
    ...(rateOf(values) === null ? (['percent'] as const) : []),
    ...(target ? [] : (['target'] as const)),
  ];
}

/** The signed fraction; null for none. Nothing can be lower by all of it. */
function rateOf({ percent, direction }: Pick<PricesValues, 'percent' | 'direction'>): string | null {
  const fraction = fractionOf(percent);
  if (fraction === null || /^0(\.0*)?$/.test(fraction)) return null;
  if (direction === 'higher') return fraction;
  return fraction.startsWith('0') ? `-${fraction}` : null;
}

/** The list prices that the API is asked to try. */
export function pricesOf(values: PricesValues): ReplayBody['prices'] {
  if (values.way === 'on') return { kind: 'on', on: values.on };
  if (values.way === 'import') return { kind: 'import', import_id: values.import_id };
  const [scope = 'everything', ...target] = values.target.split(' ');
  const change = { scope: scope as 'everything', target: target.join(' '), rate: rateOf(values) ?? '0' };
  return { kind: 'change', changes: [change] };
}

/** Marks the fields that lack something as empty. */
export function lacking(fields: readonly string[], context: z.core.$RefinementCtx): void {
  for (const field of fields)
    context.addIssue({ code: 'too_small', origin: 'string', minimum: 1, path: [field], input: '' });
}
