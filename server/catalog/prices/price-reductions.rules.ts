import {
  type Aim,
  DISCOUNT_SCOPES,
  type Named,
  type PlanDiscount,
  type PlanFacts,
  type PricedProduct,
  type PriceFacts,
} from './price-facts.rules.ts';
import {
  isRoundedBy,
  less,
  type PriceSource,
  type PriceStep,
  priceText,
  rateDigits,
  rateText,
  sourceOf,
} from './price-steps.rules.ts';

/** A rate that comes off, or that gave way, with what it rests on. */
export type Reduction = Pick<
  PriceStep,
  'rule' | 'scope' | 'target' | 'from_quantity' | 'rate' | 'applied' | 'because' | 'source'
>;

/** Whether the quantity is in the band. */
export function reaches({ from_quantity }: { from_quantity: number }, quantity: number): boolean {
  return from_quantity <= quantity;
}

function covers({ scope, target }: Aim, { code, family_id }: PricedProduct): boolean {
  if (scope === 'everything') return true;
  return scope === 'family' ? target === family_id : target === code;
}

/**
 * The rates that come off, in order, each at six decimals: the applied ones of `reductionsFor` and nothing else, for those who price by the ten
 * thousand.
 */
export function ratesFor(facts: PriceFacts, quantity: number): bigint[] {
  const { incentive, plan } = facts;
  const rates: bigint[] = [];
  if (incentive) rates.push(rateDigits(incentive.rate));
  const discount = winningDiscount(facts, quantity);
  if (discount) rates.push(rateDigits(discount.rate));
  if (plan) rates.push(rateDigits(plan.preference_rate));
  const promotion = bestPromotion(facts, quantity);
  if (promotion) rates.push(promotion);
  return rates;
}

function winningDiscount(
  { discounts, billing_preference, product }: PriceFacts,
  quantity: number,
): PlanDiscount | undefined {
  let winner: PlanDiscount | undefined;
  for (const one of discounts) {
    if (one.billing_preference !== billing_preference || one.from_quantity > quantity) continue;
    if (covers(one, product) && (!winner || wins(one, winner))) winner = one;
  }
  return winner;
}

function wins(one: PlanDiscount, other: PlanDiscount): boolean {
  const [mine, theirs] = [specificity(one), specificity(other)];
  return mine === theirs ? one.from_quantity > other.from_quantity : mine > theirs;
}

function bestPromotion(
  { promotions, product, bundle_plan_id }: PriceFacts,
  quantity: number,
): bigint | undefined {
  let best: bigint | undefined;
  for (const one of promotions) {
    if (one.from_quantity > quantity || !covers(one, product)) continue;
    if (one.bundle_plan_id !== null && one.bundle_plan_id !== bundle_plan_id) continue;
    const rate = rateDigits(one.rate);
    if (best === undefined || rate > best) best = rate;
  }
  return best;
}

/** What comes off the price after list or special price, in order, and what gave way. */
export function reductionsFor(facts: PriceFacts, quantity: number): Reduction[] {
  const { incentive, plan } = facts;
  const reductions: Reduction[] = [];
  if (incentive) reductions.push(reduction('deal_incentive', incentive.rate, sourceOf('deal', incentive)));
  reductions.push(...planReductions(facts, quantity));
  if (plan && rateDigits(plan.preference_rate) > 0n)
    reductions.push(reduction('preference', plan.preference_rate, planSource(plan)));
  reductions.push(...promotionReductions(facts, quantity));
  return reductions;
}

function reduction(rule: Reduction['rule'], rate: string, source: PriceSource | null): Reduction {
  return {
    rule,
    scope: null,
    target: '',
    from_quantity: 1,
    rate: rateText(rate),
    applied: true,
    because: null,
    source,
  };
}

function planSource({ id, code, name, version, valid_from }: PlanFacts): PriceSource {
  return sourceOf('bundle_plan', { id, code, name, version, valid_from });
}

function planReductions(facts: PriceFacts, quantity: number): Reduction[] {
  const { discounts, product, billing_preference, plan } = facts;
  const matching = discounts
    .filter(
      (one) =>
        one.billing_preference === billing_preference && reaches(one, quantity) && covers(one, product),
    )
    .sort((a, b) => specificity(a) - specificity(b) || a.from_quantity - b.from_quantity);
  const winner = matching.at(-1);
  const source = plan && planSource(plan);
  return matching.map((one) => {
    const { scope, target, from_quantity } = one;
    const rate = rateText(one.rate);
    const because = scope === winner?.scope ? 'higher_band' : 'more_specific';
    const given =
      one === winner ? ({ applied: true, because: null } as const) : ({ applied: false, because } as const);
    return { rule: 'plan_discount', scope, target, from_quantity, rate, source, ...given };
  });
}

function specificity({ scope }: Aim): number {
  return DISCOUNT_SCOPES.indexOf(scope);
}

function promotionReductions(
  { promotions, product, bundle_plan_id }: PriceFacts,
  quantity: number,
): Reduction[] {
  const running = promotions
    .filter(
      (one) =>
        reaches(one, quantity) &&
        covers(one, product) &&
        (one.bundle_plan_id === null || one.bundle_plan_id === bundle_plan_id),
    )
    .sort((a, b) => (rateDigits(a.rate) < rateDigits(b.rate) ? -1 : 1));
  const best = running.at(-1);
  return running.map((one) => ({
    rule: 'promotion',
    scope: one.scope,
    target: one.target,
    from_quantity: one.from_quantity,
    rate: rateText(one.rate),
    applied: one === best,
    because: one === best ? null : 'better_promotion',
    source: sourceOf('promotion', namedOf(one)),
  }));
}

/** What a source is called, without the rest of its facts. */
export function namedOf({ id, code, name, valid_from, valid_to }: Named): Named {
  return { id, code, name, valid_from, valid_to };
}

/** The reductions as steps, each with what is left after it. */
export function walked(base: bigint, reductions: readonly Reduction[]): PriceStep[] {
  let price = base;
  return reductions.map((one) => {
    if (!one.applied) return { ...one, unit_price: null, rounded: false };
    const rate = rateDigits(one.rate);
    const rounded = isRoundedBy(price, rate);
    price = less(price, rate);
    return { ...one, unit_price: priceText(price), rounded };
  });
}
