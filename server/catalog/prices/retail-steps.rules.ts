import type { RankedRule, RetailPrice } from '../price-books.rules.ts';
import {
  discountOn,
  type PriceSource,
  type PriceStep,
  priceDigits,
  recompute,
  sourceOf,
  stepOf,
} from './price-steps.rules.ts';
import type { Price } from './prices.rules.ts';

/** Whose eyes the steps are for: a buyer never learns what its seller pays, nor what it adds. */
export type Side = 'seller' | 'buyer';

/**
 * A retail price with its steps. `listed`: the offer at list price, with what runs for all; it is the price where no rule fits. `cost`: what
 * the seller itself pays, with those steps; null when it cannot buy the offer in this currency.
 */
export type RetailFacts = { retail: RetailPrice; listed: Price; cost: Price | null; side: Side };

/**
 * A reseller's price as the engine's other prices are told: the steps from list price, or for the seller from its own cost, to what the buyer
 * pays. Every step is kept to 18 decimals, half away from zero, as month end's SQL keeps it; `recompute` comes to the price from the steps.
 */
export function retailPrice({ retail, listed, cost, side }: RetailFacts): Price {
  const { rule } = retail;
  if (!rule) return listed;
  const steps = rule.kind === 'markup_on_cost' && cost ? onCost(rule, cost) : onList(rule, listed);
  const unit_price = recompute(steps);
  const told = rule.kind === 'markup_on_cost' && side === 'buyer' ? hidden(listed, unit_price) : steps;
  return {
    list_price: listed.list_price,
    discount: discountOn(priceDigits(listed.list_price), priceDigits(unit_price)),
    unit_price,
    steps: told.map((step) => (side === 'buyer' ? withoutVersion(step) : step)),
  };
}

function listStepOf({ steps }: Price): PriceStep[] {
  return steps.filter(({ rule }) => rule === 'list_price');
}

function sourceOfRule({ version }: RankedRule): PriceSource {
  return version === null ? sourceOf('quote', {}) : sourceOf('price_book', { version });
}

function onList(rule: RankedRule, listed: Price): PriceStep[] {
  const source = sourceOfRule(rule);
  const before = listStepOf(listed);
  if (rule.kind === 'fixed')
    return [...before, stepOf('fixed_price', { source, unit_price: rule.unit_price ?? '0' })];
  const { scope, target, rate } = rule;
  return withPrice(before, stepOf('book_discount', { scope, target, rate: rate ?? '0', source }));
}

function onCost(rule: RankedRule, cost: Price): PriceStep[] {
  const { scope, target, rate } = rule;
  const own = stepOf('cost', { unit_price: cost.unit_price, source: sourceOf('cost', {}) });
  const markup = stepOf('markup', { scope, target, rate: `-${rate ?? '0'}`, source: sourceOfRule(rule) });
  return withPrice([...cost.steps, own], markup);
}

/** The steps and one more, with what a unit costs after it. */
function withPrice(before: readonly PriceStep[], step: PriceStep): PriceStep[] {
  const steps = [...before, step];
  return [...before, { ...step, unit_price: recompute(steps) }];
}

/** What a buyer may know of a markup: the list price, and what its seller asks. */
function hidden(listed: Price, unit_price: string): PriceStep[] {
  return [...listStepOf(listed), stepOf('fixed_price', { unit_price, source: sourceOf('price_book', {}) })];
}

/** How often a seller has changed its book is its own affair. */
function withoutVersion(step: PriceStep): PriceStep {
  if (step.source?.kind !== 'price_book') return step;
  return { ...step, source: { ...step.source, version: null } };
}
