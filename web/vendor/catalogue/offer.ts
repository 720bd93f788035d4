import { z } from 'zod';
import { fractionOf, inMinorUnits } from '../../kit/billing/decimals.ts';
import { CODE, named } from './product.ts';

/** The ways offers are sold by, each with its term, its cycle and the end of an offer's code; `other` is typed. */
export const WAYS = {
  flexible: { billing: 'recurring', term_months: 1, cycle_months: 1, suffix: 'FLEX' },
  committed: { billing: 'recurring', term_months: 12, cycle_months: 1, suffix: 'ANNUAL' },
  yearly: { billing: 'recurring', term_months: 12, cycle_months: 12, suffix: 'YEAR' },
  three_years: { billing: 'recurring', term_months: 36, cycle_months: 36, suffix: '3YEARS' },
  one_time: { billing: 'one_time', term_months: 0, cycle_months: 0, suffix: 'ONCE' },
  per_use: { billing: 'per_use', term_months: 1, cycle_months: 1, suffix: 'USE' },
  other: { billing: 'recurring', term_months: 24, cycle_months: 1, suffix: 'TERM' },
} as const;
export type Way = keyof typeof WAYS;
export const WAY_NAMES = Object.keys(WAYS) as [Way, ...Way[]];

export const CYCLES = [1, 3, 6, 12, 24, 36] as const;
const RATE_MODELS = ['flat', 'tiered', 'volume', 'package'] as const;
/** What leaving early means: kept to the end of the term, at no cost, or for a share of what is left. */
const LEAVINGS = ['kept', 'free', 'share'] as const;
/** What a pause means for money; `terms`: as the terms say. */
const PAUSINGS = ['terms', 'free', 'charged', 'never'] as const;

const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const price = z.string().refine((typed) => inMinorUnits(typed, 'SAR') !== null);

const shape = z.object({
  code: z.string().trim().regex(CODE),
  name: named,
  way: z.enum(WAY_NAMES),
  term_months: whole(1, 120),
  cycle_months: z.string(),
  rate_model: z.enum(RATE_MODELS),
  package_size: whole(1, 1_000_000_000),
  minimum_quantity: whole(1, 1_000_000),
  maximum_quantity: whole(1, 1_000_000),
  cancel_window_hours: whole(0, 8760),
  allows_increase: z.boolean(),
  allows_decrease: z.boolean(),
  leaving: z.enum(LEAVINGS),
  share: z.string(),
  renewal_window_days: whole(0, 366),
  trial_days: whole(0, 366),
  pausing: z.enum(PAUSINGS),
  prices: z
    .array(
      z.object({
        currency: z.string().length(3),
        unit_price: price,
        bands: z.array(z.object({ above: whole(1, 1_000_000_000), unit_price: price })),
      }),
    )
    .min(1),
  valid_from: z.iso.date(),
});

export const offerSchema = shape
  .refine((offer) => offer.leaving !== 'share' || fractionOf(offer.share) !== null, { path: ['share'] })
  .refine((offer) => offer.minimum_quantity <= offer.maximum_quantity, { path: ['maximum_quantity'] })
  .refine((offer) => offer.way !== 'other' || offer.term_months % Number(offer.cycle_months) === 0, {
    path: ['term_months'],
  });
export type OfferValues = z.infer<typeof shape>;
export type PriceRow = OfferValues['prices'][number];

/** The form of a new offer of a product: a flexible month, priced in the program's currency. */
export function blankOffer(product: string, currency: string, today: string): OfferValues {
  return {
    ...{ code: codeOf(product, 'flexible'), name: { en: '', ar: '' }, ...chosen('flexible') },
    ...{ rate_model: 'flat', package_size: 1, minimum_quantity: 1, maximum_quantity: 100_000 },
    ...{ cancel_window_hours: 0, renewal_window_days: 0, trial_days: 0, share: '', pausing: 'terms' },
    prices: [{ currency, unit_price: '', bands: [] }],
    valid_from: today,
  };
}

/** What choosing a way sets: its term and cycle, and what binds by custom. */
export function chosen(way: Way) {
  const { term_months, cycle_months } = WAYS[way];
  return {
    way,
    term_months: Math.max(1, term_months),
    cycle_months: String(Math.max(1, cycle_months)),
    allows_increase: true,
    allows_decrease: term_months <= 1,
    leaving: term_months > cycle_months ? ('kept' as const) : ('free' as const),
  };
}

/** The code an offer of a product has unless another is typed. */
export function codeOf(product: string, way: Way): string {
  return `${product}-${WAYS[way].suffix}`;
}

/** Whether a rate has bands: prices of units beyond the first so many. */
export function hasBands({ way, rate_model }: Pick<OfferValues, 'way' | 'rate_model'>): boolean {
  return way === 'per_use' && (rate_model === 'tiered' || rate_model === 'volume');
}

/** What the API takes. */
export function offerBody(values: OfferValues) {
  const { code, name, way, minimum_quantity, maximum_quantity, cancel_window_hours } = values;
  const { allows_increase, allows_decrease, renewal_window_days, trial_days, pausing } = values;
  const isUse = way === 'per_use';
  const rate_model = isUse ? values.rate_model : 'flat';
  return {
    ...{ code, name, minimum_quantity, maximum_quantity, cancel_window_hours },
    ...{ allows_increase, allows_decrease, renewal_window_days, trial_days },
    ...termsOf(values),
    rate_model,
    package_size: rate_model === 'package' ? values.package_size : 1,
    early_termination_fee_rate: feeOf(values),
    pausing: pausing === 'terms' ? null : pausing,
    prices: pricesOf(values),
  };
}

function termsOf({ way, term_months, cycle_months }: OfferValues) {
  const { billing, ...terms } = WAYS[way];
  if (way === 'other') return { billing, term_months, cycle_months: Number(cycle_months) };
  return { billing, term_months: terms.term_months, cycle_months: terms.cycle_months };
}

function feeOf({ leaving, share }: OfferValues): string | null {
  if (leaving === 'share') return fractionOf(share);
  return leaving === 'free' ? '0' : null;
}

function pricesOf(values: OfferValues) {
  return values.prices.map(({ currency, unit_price, bands }) => {
    const minor = (typed: string) => inMinorUnits(typed, currency) ?? '';
    return {
      currency,
      valid_from: values.valid_from,
      unit_price: minor(unit_price),
      bands: hasBands(values)
        ? bands.map((band) => ({ above: band.above, unit_price: minor(band.unit_price) }))
        : [],
    };
  });
}
