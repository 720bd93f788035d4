import type { Selectable } from 'kysely';
import type { CatalogOffer } from '../../db/types.ts';
import type { ListPrice } from './prices/price-facts.rules.ts';
import type { Text } from './products.rules.ts';

/** A product with the terms it is sold on. A price is for one unit and one cycle of `cycle_months`; once where it is `one_time`. */
export type Offer = Omit<Selectable<CatalogOffer>, 'name' | 'billing' | 'rate_model' | 'pausing'> & {
  name: Text;
  billing: Billing;
  rate_model: RateModel;
  pausing: Pausing | null;
};

/** How an offer is paid: each cycle of a term, once, or by the month for what was used. */
export const BILLINGS = ['recurring', 'one_time', 'per_use'] as const;
export type Billing = (typeof BILLINGS)[number];

/** How a per-use price comes from the units of a month; `usageAmount` says what each means. */
export const RATE_MODELS = ['flat', 'tiered', 'volume', 'package'] as const;
export type RateModel = (typeof RATE_MODELS)[number];

/** What a pause means for money: nothing is charged while it lasts, the bills go on, or there is none. */
export const PAUSINGS = ['free', 'charged', 'never'] as const;
export type Pausing = (typeof PAUSINGS)[number];

/** The cycles that can be sold, in months. */
const CYCLES = [1, 3, 6, 12, 24, 36] as const;

/**
 * A list price from `valid_from` on: minor units per unit and cycle, exact decimal text. `bands`: the prices of units beyond the first band.
 * Without a floor price discounts are not bounded.
 */
export type NewPrice = Pick<ListPrice, 'currency' | 'valid_from' | 'unit_price'> &
  Partial<Pick<ListPrice, 'floor_price'>> & { bands?: readonly Band[] };

/** What a unit costs after the first `above` units, up to the next band. */
export type Band = { above: number; unit_price: string };

/** What binds the one who bought: kept as it was sold. */
export const TERMS = [
  'product_id',
  'billing',
  'term_months',
  'cycle_months',
  'rate_model',
  'package_size',
  'cancel_window_hours',
  'allows_increase',
  'allows_decrease',
  'early_termination_fee_rate',
  'renewal_window_days',
  'trial_days',
] as const satisfies readonly (keyof Offer)[];

export type NewOffer = Pick<Offer, 'product_id' | 'code' | 'name' | 'term_months' | 'cycle_months'> &
  Partial<Omit<Offer, 'id' | 'version' | 'withdrawn_at' | 'created_at'>>;

/** Everything a version of an offer says: the rest stays as it was sold. */
export type OfferFacts = Pick<Offer, 'name' | 'minimum_quantity' | 'maximum_quantity'> & {
  withdrawn: boolean;
};

/** What an offer is when nothing more is said of it: a flexible month may shrink, a term paid by the month is kept to its end. */
export function offerDefaults({ term_months, cycle_months }: Pick<Offer, 'term_months' | 'cycle_months'>) {
  return {
    billing: 'recurring' as Billing,
    rate_model: 'flat' as RateModel,
    package_size: 1,
    minimum_quantity: 1,
    maximum_quantity: 100_000,
    cancel_window_hours: 0,
    allows_increase: true,
    allows_decrease: term_months === 1,
    early_termination_fee_rate: term_months === cycle_months ? '0' : null,
    renewal_window_days: 0,
    trial_days: 0,
    pausing: null,
  };
}

type Numbers = Omit<
  Offer,
  'id' | 'code' | 'name' | 'product_id' | 'version' | 'withdrawn_at' | 'created_at' | 'pausing'
>;
type Fault = [field: string, sentence: string];

/** Why the offer's numbers cannot be, as field and sentence; undefined when they can. */
export function offerFault(offer: Numbers): Fault | undefined {
  return termFault(offer) ?? rateFault(offer) ?? boundsFault(offer) ?? commitmentFault(offer);
}

function termFault({ billing, term_months, cycle_months }: Numbers): Fault | undefined {
  if (!isOneOf(BILLINGS, billing)) return ['billing', `An offer is billed: ${BILLINGS.join(', ')}.`];
  if (billing === 'one_time') {
    if (term_months === 0 && cycle_months === 0) return undefined;
    return [
      term_months === 0 ? 'cycle_months' : 'term_months',
      'What is bought once has a term and a cycle of 0.',
    ];
  }
  if (billing === 'per_use') {
    if (term_months === 1 && cycle_months === 1) return undefined;
    return [
      term_months === 1 ? 'cycle_months' : 'term_months',
      'What is paid by use has a term and a cycle of 1 month.',
    ];
  }
  if (!Number.isInteger(term_months) || term_months < 1 || term_months > 120)
    return ['term_months', 'A term is 1 to 120 months.'];
  if (!CYCLES.some((cycle) => cycle === cycle_months))
    return ['cycle_months', `A cycle is ${CYCLES.join(', ')} months.`];
  if (term_months % cycle_months !== 0) return ['cycle_months', 'A term is a whole number of cycles.'];
  return undefined;
}

function rateFault({ billing, rate_model, package_size }: Numbers): Fault | undefined {
  if (!isOneOf(RATE_MODELS, rate_model)) return ['rate_model', `A rate is: ${RATE_MODELS.join(', ')}.`];
  if (billing !== 'per_use' && rate_model !== 'flat')
    return ['rate_model', 'Only what is paid by use has a rate other than flat.'];
  if (!Number.isInteger(package_size) || package_size < 1)
    return ['package_size', 'A package has at least one unit.'];
  if (rate_model !== 'package' && package_size !== 1)
    return ['package_size', 'Only a package rate has a package size; leave it at 1.'];
  return undefined;
}

function boundsFault({ minimum_quantity, maximum_quantity }: Numbers): Fault | undefined {
  if (minimum_quantity < 1 || minimum_quantity > maximum_quantity)
    return ['minimum_quantity', 'The least is from 1 up to the most.'];
  return undefined;
}

function commitmentFault(offer: Numbers): Fault | undefined {
  const { cancel_window_hours, early_termination_fee_rate, renewal_window_days } = offer;
  if (!isWithin(cancel_window_hours, 8760))
    return ['cancel_window_hours', 'A cancel window is 0 to 8760 hours.'];
  if (!isWithin(renewal_window_days, 366))
    return ['renewal_window_days', 'A renewal window is 0 to 366 days.'];
  if (!isWithin(offer.trial_days, 366)) return ['trial_days', 'A trial is 0 to 366 days.'];
  if (
    early_termination_fee_rate !== null &&
    !/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(early_termination_fee_rate)
  )
    return [
      'early_termination_fee_rate',
      'A fee is a fraction from 0 to 1, such as 0.5 for half of what is left.',
    ];
  return undefined;
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function isOneOf(known: readonly string[], value: string): boolean {
  return known.includes(value);
}

/** Why the bands of a price cannot be, as a sentence; undefined when they can. */
export function bandsFault(model: string, bands: readonly Band[]): string | undefined {
  if (bands.length === 0) return undefined;
  if (model !== 'tiered' && model !== 'volume') return 'Only a tiered or a volume rate has bands.';
  if (bands.some(({ above }) => !Number.isSafeInteger(above) || above < 1))
    return 'A band begins above a whole number of units, at least 1.';
  if (bands.some(({ above }, index) => above <= (bands[index - 1]?.above ?? 0)))
    return 'Each band begins above more units than the one before it.';
  return undefined;
}
