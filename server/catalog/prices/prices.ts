import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { getVendor } from '../../identity/index.ts';
import { bandsFault, type NewPrice, type Offer } from '../offers.rules.ts';
import { findOffer, insertBands } from '../offers.sql.ts';
import type { ListPrice, PlanDiscount, PlanFacts, PriceFacts } from './price-facts.rules.ts';
import { priceDigits } from './price-steps.rules.ts';
import { bandsOf, isPrice, mayStart, type Price, priceOf } from './prices.rules.ts';
import type { OfferRow, PriceQuery } from './prices.sql.ts';
import * as store from './prices.sql.ts';

/** An offer and everything its price follows from on one day. */
export type OfferFacts = { offer: OfferRow; currency: string; facts: PriceFacts };

/**
 * An offer, its product, and what one unit of it costs for one cycle when `quantity` are had. Prices are exact decimal text in minor units.
 * `bands`: the unit price by the quantity it begins with.
 */
export type PricedOffer = OfferRow &
  Price & { currency: string; quantity: number; bands: { from_quantity: number; unit_price: string }[] };

/**
 * What many offers' prices follow from on one day, by offer id, ordered by product and term. Offers without a price in the currency are
 * left out; withdrawn ones are in, with `for_sale` false, because those who have them still pay.
 */
export async function priceFacts(ctx: Ctx, query: PriceQuery): Promise<Map<string, OfferFacts>> {
  const rows = await store.findPrices(ctx.db, query);
  if (rows.length === 0) return new Map();
  const plan = (await store.findPlanFacts(ctx.db, query)) ?? null;
  const discounts = await discountsOf(ctx, query, plan, rows);
  const promotions = await store.findRunning(ctx.db, query.on);
  const { bundle_plan_id, billing_preference } = query;
  return new Map(
    rows.map(({ list_price, floor_price, list_valid_from, currency, ...offer }) => {
      const facts: PriceFacts = {
        product: { code: offer.product_code, family_id: offer.family_id },
        billing_preference,
        list: { unit_price: list_price, floor_price, valid_from: list_valid_from },
        ...{ bundle_plan_id, plan, discounts: discounts(offer), promotions },
        special: query.specials?.get(offer.offer_id) ?? null,
        incentive: null,
      };
      return [offer.offer_id, { offer, currency, facts }];
    }),
  );
}

/** The plan's discounts that aim at an offer's product, for these offers. */
async function discountsOf(
  ctx: Ctx,
  query: PriceQuery,
  plan: PlanFacts | null,
  offers: readonly OfferRow[],
): Promise<(offer: OfferRow) => PlanDiscount[]> {
  if (!plan) return () => [];
  const families = [...new Set(offers.map(({ family_id }) => family_id))];
  const codes = [...new Set(offers.map(({ product_code }) => product_code))];
  const found = await store.findDiscounts(ctx.db, query, plan.version, { families, codes });
  const byAim = Map.groupBy(found, ({ scope, target }) => `${scope}:${target}`);
  return ({ family_id, product_code }) =>
    ['everything:', `family:${family_id}`, `product:${product_code}`].flatMap((aim) => byAim.get(aim) ?? []);
}

/** The offer at its price for so many. */
export function pricedAt({ offer, currency, facts }: OfferFacts, quantity: number): PricedOffer {
  return { ...offer, currency, quantity, ...priceOf(facts, quantity), bands: bandsOf(facts) };
}

/** The prices of many offers on one day, as `priceFacts`, at `query.quantity` or each offer's least. */
export async function pricesFor(ctx: Ctx, query: PriceQuery): Promise<Map<string, PricedOffer>> {
  const known = await priceFacts(ctx, query);
  return new Map(
    [...known].map(([id, one]) => [id, pricedAt(one, query.quantity ?? one.offer.minimum_quantity)]),
  );
}

/**
 * Appends a list price of an offer, from a day on. The first in a currency may start on any day; a later one only after today.
 * Throws 403, 404, Fail invalid, or conflict when that day has a price already.
 */
export async function setListPrice(ctx: Ctx, offerId: string, price: NewPrice): Promise<ListPrice> {
  permit(ctx, 'catalogue.edit');
  const offer = found(await findOffer(ctx.db, offerId), 'offer');
  const [row] = await appendPrices(ctx, offer, [price]);
  if (!row)
    throw new Fail(
      'conflict',
      'already_exists',
      `${price.valid_from} has a price in ${price.currency} already.`,
    );
  const { currency, valid_from, unit_price, floor_price } = row;
  const details = { offer: offer.code, currency, valid_from, unit_price, floor_price };
  const { id: resellerId } = await getVendor(ctx);
  audit(ctx, { resellerId, action: 'list_price.set', subjectKind: 'offer', subjectId: offerId, details });
  return row;
}

/** Appends prices that may start; answers those that were new. The caller has checked the permission. */
export async function appendPrices(
  ctx: Ctx,
  { id: offerId, rate_model }: Pick<Offer, 'id' | 'rate_model'>,
  prices: readonly NewPrice[],
): Promise<ListPrice[]> {
  if (prices.length === 0) return [];
  const known = await store.findListPrices(ctx.db, [offerId]);
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const isKnown = ({ currency, valid_from }: NewPrice) =>
    known.some((row) => row.currency === currency && row.valid_from === valid_from);
  const fresh = prices.filter((price) => !isKnown(price));
  for (const price of fresh)
    checkPrice(rate_model, price, today, !known.some(({ currency }) => currency === price.currency));
  const recorded_at = ctx.now.toISOString();
  const rows = fresh.map(({ currency, valid_from, unit_price, floor_price = null }) => ({
    offer_id: offerId,
    currency,
    valid_from,
    unit_price,
    floor_price,
    recorded_at,
  }));
  if (rows.length > 0) await store.insertListPrices(ctx.db, rows);
  await insertBands(ctx.db, rateBands(offerId, fresh));
  return rows;
}

function rateBands(offer_id: string, prices: readonly NewPrice[]) {
  return prices.flatMap(({ currency, valid_from, bands = [] }) =>
    bands.map(({ above, unit_price }) => ({ offer_id, currency, valid_from, above, unit_price })),
  );
}

const PRICE_FORM = 'A price is in minor units (halalas), such as 2500 or 2512.5, and not negative.';

function checkPrice(
  model: string,
  { unit_price, floor_price, valid_from, bands = [] }: NewPrice,
  today: string,
  isFirst: boolean,
): void {
  const fault = bandsFault(model, bands);
  if (fault) throw invalidField('#/bands', fault);
  if (![unit_price, ...bands.map((band) => band.unit_price)].every(isPrice))
    throw invalidField('#/unit_price', PRICE_FORM);
  if (floor_price && !isPrice(floor_price)) throw invalidField('#/floor_price', PRICE_FORM);
  if (floor_price && priceDigits(floor_price) > priceDigits(unit_price))
    throw invalidField('#/floor_price', 'The floor is at most the list price itself.');
  const may = mayStart(valid_from, today, isFirst);
  if (may !== true) throw invalidField('#/valid_from', may);
}
