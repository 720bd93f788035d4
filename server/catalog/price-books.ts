import { audit } from '../base/audit.ts';
import { acting, type Ctx, permit } from '../base/ctx.ts';
import { type CivilDate, civilDate } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { derivedId } from '../base/ids.ts';
import { decimal, decimalText } from '../base/money.ts';
import { getVendor, organizationsById } from '../identity/index.ts';
import {
  type AgreedPrice,
  mayStartVersion,
  type PriceBookVersion,
  type RankedRule,
  type RetailPrice,
  type RetailRule,
  retailPriceOf,
  ruleFaults,
} from './price-books.rules.ts';
import * as store from './price-books.sql.ts';
import { type OfferFacts, type PricedOffer, pricedAt } from './prices/prices.ts';
import { retailPrice, type Side } from './prices/retail-steps.rules.ts';
import { knownTargets } from './products.sql.ts';

/** A reseller's book: its versions, oldest first, and which one holds today. */
export type PriceBookDetail = {
  today: CivilDate;
  current_version: number | null;
  versions: (PriceBookVersion & { rules: RetailRule[] })[];
};

/** The acting reseller's price book; without versions while it has published none. Throws 403. */
export async function getPriceBook(ctx: Ctx): Promise<PriceBookDetail> {
  permit(ctx, 'price_book.read');
  const { organizationId } = acting(ctx);
  const versions = await store.listVersions(ctx.db, organizationId);
  const byVersion = Map.groupBy(await store.listRules(ctx.db, organizationId), ({ version }) => version);
  const inVersion = (version: number) =>
    (byVersion.get(version) ?? []).map(({ version: _, line: __, ...rule }) => rule);
  const today = await todayOf(ctx);
  const begun = versions.filter(({ valid_from }) => valid_from <= today);
  const later = (a: PriceBookVersion, b: PriceBookVersion) =>
    a.valid_from > b.valid_from || (a.valid_from === b.valid_from && a.version > b.version);
  const current = begun.reduce<PriceBookVersion | undefined>(
    (best, version) => (!best || later(version, best) ? version : best),
    undefined,
  );
  return {
    today,
    current_version: current?.version ?? null,
    versions: versions.map((version) => ({ ...version, rules: inVersion(version.version) })),
  };
}

export type NewPriceBookVersion = {
  valid_from: CivilDate;
  note: string | null;
  rules: readonly RetailRule[];
};

/**
 * Appends a version of the acting reseller's book: from that day on it makes the prices of its buyers, until the next. The past is never
 * changed. Throws 403, or Fail invalid naming each bad rule.
 */
export async function publishPriceBookVersion(
  ctx: Ctx,
  { valid_from, note, rules }: NewPriceBookVersion,
): Promise<PriceBookVersion> {
  permit(ctx, 'price_book.edit');
  const { organizationId: seller_id, resellerId: reseller_id } = acting(ctx);
  const recorded_at = ctx.now.toISOString();
  const book = await store.ensureBook(ctx.db, {
    reseller_id,
    id: derivedId('price_book', seller_id),
    seller_id,
    created_at: recorded_at,
  });
  const last = latest(await store.listVersions(ctx.db, seller_id));
  const may = mayStartVersion(valid_from, await todayOf(ctx), last);
  if (may !== true) throw invalidField('#/valid_from', may);
  await checkRetailRules(ctx, rules);
  const version: PriceBookVersion = {
    reseller_id,
    price_book_id: book.id,
    version: (last?.version ?? 0) + 1,
    seller_id,
    valid_from,
    note,
    published_by: ctx.actor.personId,
    recorded_at,
  };
  await store.insertVersion(ctx.db, version, rules);
  audit(ctx, {
    resellerId: reseller_id,
    action: 'price_book.version_published',
    subjectKind: 'price_book',
    subjectId: book.id,
    details: { version: version.version, valid_from, rules: rules.length },
  });
  return version;
}

/** Versions are numbered in the order of their days, so the last number starts last. */
function latest(versions: readonly PriceBookVersion[]): PriceBookVersion | undefined {
  return versions.at(-1);
}

/** Today by the vendor's calendar, which all service periods and prices follow. */
async function todayOf(ctx: Ctx): Promise<CivilDate> {
  return civilDate(ctx.now, (await getVendor(ctx)).time_zone);
}

/** A version of a seller's book by its number, or rules that are not published. */
type WantedRules = { version?: number | undefined; rules?: readonly RetailRule[] | undefined };

/**
 * The rules of a version of the acting seller's book, or these, once looked at; `at`: where they stand in the request. Throws 403, 404, Fail
 * invalid naming each bad rule.
 */
export async function rulesOf(
  ctx: Ctx,
  { version: number, rules = [] }: WantedRules,
  at: string,
): Promise<RetailRule[]> {
  permit(ctx, 'price_book.read');
  if (number === undefined) {
    await checkRetailRules(ctx, rules, at);
    return [...rules];
  }
  const { versions } = await getPriceBook(ctx);
  const published = versions.find(({ version }) => version === number);
  return found(published, 'version of the price book').rules;
}

async function checkRetailRules(ctx: Ctx, rules: readonly RetailRule[], at = '#/rules'): Promise<void> {
  const known = await knownOf(ctx, acting(ctx).organizationId, rules);
  const errors = ruleFaults(rules, known).map(({ index, field, detail }) => ({
    pointer: `${at}/${index}/${field}`,
    detail,
  }));
  if (errors[0]) throw new Fail('invalid', 'invalid_field', errors[0].detail, { errors });
}

async function knownOf(ctx: Ctx, sellerId: string, rules: readonly RetailRule[]): Promise<Set<string>> {
  const targets = (scope: string) => rules.filter((rule) => rule.scope === scope).map(({ target }) => target);
  const buyers = await organizationsById(
    ctx,
    rules.flatMap(({ buyer_id }) => buyer_id ?? []),
  );
  return new Set([
    ...(await knownTargets(ctx.db, targets('product'), targets('family'))),
    ...(await store.knownOffers(ctx.db, targets('offer'))),
    ...[...buyers.values()].filter(({ seller_id }) => seller_id === sellerId).map(({ id }) => `buyer:${id}`),
  ]);
}

/** Whose retail prices, for whom, on which day. */
export type RetailQuery = { sellerId: string; buyerId: string | null; on: CivilDate };

/** An offer at what it costs the seller; null when it cannot buy it in that currency. */
export type OfferAtCost = Omit<PricedOffer, 'unit_price'> & { unit_price: string | null };

/**
 * How a seller's price book prices on a day, for one buyer or (null) for whoever comes: a function from an offer at what it costs the seller.
 * Runs across the wall, for an account is priced for both its sides: its answers must stay inside the product.
 */
export async function retailPricing(
  ctx: Ctx,
  query: RetailQuery,
): Promise<(offer: OfferAtCost) => RetailPrice> {
  const rules = await asSystem(ctx, ({ db }) => store.findRetailRules(db, query));
  return (offer) => priceBy(rules, offer, query.buyerId);
}

function priceBy(rules: readonly RankedRule[], offer: OfferAtCost, buyer_id: string | null): RetailPrice {
  const { currency, list_price, unit_price: cost } = offer;
  return retailPriceOf({ rules, offer, buyer_id, currency, list_price, cost });
}

/**
 * An offer as a reseller's book sells it, for so many units: its price with its steps, for the side that asks. `listed` is what the offer's
 * list price follows from, `cost` what the reseller pays for so many itself; null where it cannot buy it in this currency.
 */
export function retailPriced(
  retail: (offer: OfferAtCost) => RetailPrice,
  listed: OfferFacts,
  cost: PricedOffer | null,
  { quantity, side }: { quantity: number; side: Side },
): PricedOffer {
  const offer = pricedAt(listed, quantity);
  const at = (paid: PricedOffer | null) => retail({ ...offer, unit_price: paid?.unit_price ?? null });
  const made = at(cost);
  const price = retailPrice({ retail: made, listed: offer, cost, side });
  if (!made.rule) return offer;
  const first = { from_quantity: 1, unit_price: price.unit_price };
  if (made.rule.kind !== 'markup_on_cost' || !cost) return { ...offer, ...price, bands: [first] };
  // A markup follows its cost from band to band.
  const bands = cost.bands.map(({ from_quantity, unit_price }) => {
    const paid = { ...cost, unit_price };
    return {
      from_quantity,
      unit_price: retailPrice({ retail: at(paid), listed: offer, cost: paid, side }).unit_price,
    };
  });
  return { ...offer, ...price, bands };
}

/** Writes down prices that a buyer has agreed to; they go before the book from their day on. The caller has checked who may. */
export async function agreePrices(
  ctx: Ctx,
  prices: readonly Omit<AgreedPrice, 'revision' | 'recorded_at'>[],
): Promise<void> {
  const recorded_at = ctx.now.toISOString();
  await store.insertAgreedPrices(
    ctx.db,
    prices.map((price) => ({ ...price, recorded_at })),
  );
}

/** An agreed price that holds; `ends_on`: the day from which it does not any more. */
export type ListedAgreedPrice = AgreedPrice & { ends_on: CivilDate | null };

/** The prices the acting reseller has agreed on with its customers and that hold today. Throws 403. */
export async function listAgreedPrices(ctx: Ctx): Promise<ListedAgreedPrice[]> {
  permit(ctx, 'price_book.read');
  const prices = await store.listAgreedPrices(ctx.db, acting(ctx).organizationId, await todayOf(ctx));
  return prices.map((price) => ({ ...price, unit_price: decimalText(decimal(price.unit_price ?? '0')) }));
}

export type EndedPrice = Pick<AgreedPrice, 'buyer_id' | 'offer_id' | 'currency' | 'valid_from'>;

/**
 * Ends a price that was agreed on with a customer, from a coming day on: from then the book makes its price. What is billed by then stays.
 * Throws 403, 404 for a price that does not hold, Fail invalid for a day that has begun.
 */
export async function endAgreedPrice(ctx: Ctx, ended: EndedPrice): Promise<void> {
  permit(ctx, 'price_book.edit');
  const { organizationId: seller_id, resellerId: reseller_id } = acting(ctx);
  const today = await todayOf(ctx);
  const { buyer_id, offer_id, currency, valid_from } = ended;
  const holds = (await store.listAgreedPrices(ctx.db, seller_id, today)).find(
    (one) => one.buyer_id === buyer_id && one.offer_id === offer_id && one.currency === currency,
  );
  found(holds, 'agreed price');
  if (valid_from <= today)
    throw invalidField(
      '#/valid_from',
      `It can end after today (${today}): what holds up to now is not changed.`,
    );
  const edge = { reseller_id, seller_id, buyer_id, offer_id, currency, valid_from };
  await agreePrices(ctx, [{ ...edge, unit_price: null, quote_id: null }]);
  audit(ctx, {
    ...{ resellerId: reseller_id, action: 'agreed_price.ended' },
    ...{ subjectKind: 'organization', subjectId: buyer_id },
    details: { offer_id, currency, valid_from },
  });
}
