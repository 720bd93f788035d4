import { audit } from '../base/audit.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import type { CivilDate } from '../base/dates.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { decimal, decimalText } from '../base/money.ts';
import { getVendor } from '../identity/index.ts';
import {
  type NewOffer,
  type NewPrice,
  type Offer,
  type OfferFacts,
  offerDefaults,
  offerFault,
  TERMS,
} from './offers.rules.ts';
import * as store from './offers.sql.ts';
import type { OfferRow } from './prices/prices.sql.ts';
import { appendPrices } from './prices/prices.ts';
import { CODE_FORM, isCode, saysTheSame } from './products.rules.ts';
import { findProduct } from './products.sql.ts';
import { inForce } from './versions.rules.ts';
import { insertOfferVersions, offerVersions } from './versions.sql.ts';
import { applyNow, catalogueToday, nextVersion, versionMade } from './versions.ts';

/**
 * Adds an offer with its prices, or publishes a new version (name, bounds, withdrawn or not) of the one with its code, in force from
 * `validFrom` (today unless said) on; its terms stay as sold. Prices are appended, those known already stand.
 * Throws 403, or Fail invalid naming the field.
 */
export async function publishOffer(
  ctx: Ctx,
  { prices, ...wanted }: NewOffer & { prices: readonly NewPrice[] },
  validFrom?: CivilDate,
): Promise<Offer> {
  permit(ctx, 'catalogue.edit');
  if (!isCode(wanted.code)) throw invalidField('#/code', CODE_FORM);
  const row = rowOf(ctx, wanted);
  const fault = offerFault(row);
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  const known = await store.findOfferByCode(ctx.db, wanted.code);
  if (known) checkSame(known, row);
  else await store.insertOffer(ctx.db, row);
  const offer = await publishVersion(ctx, known ?? row, factsOf(row), validFrom);
  await appendPrices(ctx, offer, prices);
  return offer;
}

/** Adds an offer of a product; a code that is taken is refused. Throws 404, and as `publishOffer`. */
export async function addOffer(
  ctx: Ctx,
  productId: string,
  wanted: Omit<NewOffer, 'product_id'> & { prices: readonly NewPrice[] },
): Promise<Offer> {
  permit(ctx, 'catalogue.edit');
  const { id } = found(await findProduct(ctx.db, productId), 'product');
  if (await store.findOfferByCode(ctx.db, wanted.code))
    throw new Fail(
      'conflict',
      'already_exists',
      `There is an offer ${wanted.code} already; choose another code.`,
    );
  return publishOffer(ctx, { ...wanted, product_id: id });
}

/** Appends what the offer says from a day on, unless it says so already. */
async function publishVersion(
  ctx: Ctx,
  { id, code }: Offer,
  facts: OfferFacts,
  validFrom?: CivilDate,
): Promise<Offer> {
  const today = await catalogueToday(ctx);
  const from = validFrom ?? today;
  const versions = await offerVersions(ctx.db, [id]);
  const version = nextVersion(versions, facts, { from, today, same: saysTheSame });
  if (version !== null) {
    await insertOfferVersions(ctx.db, [{ offer_id: id, version, facts, ...versionMade(ctx, from) }]);
    await applyNow(ctx, today, [id]);
    const details = { code, version, valid_from: from };
    const action = facts.withdrawn ? 'offer.withdrawn' : 'offer.published';
    audit(ctx, {
      resellerId: (await getVendor(ctx)).id,
      action,
      subjectKind: 'offer',
      subjectId: id,
      details,
    });
  }
  return found(await store.findOffer(ctx.db, id), 'offer');
}

function factsOf({ name, minimum_quantity, maximum_quantity }: Omit<OfferFacts, 'withdrawn'>): OfferFacts {
  return { name, minimum_quantity, maximum_quantity, withdrawn: false };
}

function rowOf(ctx: Ctx, wanted: NewOffer): Offer {
  const made = { id: newId(), version: 1, withdrawn_at: null, created_at: ctx.now.toISOString() };
  return { ...offerDefaults(wanted), ...wanted, ...made };
}

function checkSame(offer: Offer, wanted: Offer): void {
  const other = [...TERMS, 'pausing' as const].find((term) => !same(offer[term], wanted[term]));
  if (!other) return;
  throw new Fail(
    'conflict',
    'already_exists',
    `${offer.code} was published with another ${other.replaceAll('_', ' ')}, and what was sold stays; give the new offer its own code.`,
  );
}

/** Rates are decimals, read back with all their digits. */
type Term = Offer[(typeof TERMS)[number] | 'pausing'];

function same(one: Term, other: Term): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || !/^\d+(\.\d+)?$/.test(one))
    return one === other;
  return decimalText(decimal(one)) === decimalText(decimal(other));
}

/** What of an offer can be published anew. */
export type OfferChange = Partial<OfferFacts> & { valid_from?: CivilDate | undefined };

/**
 * Publishes another name, other bounds, or its withdrawal from a day on (today unless said); what is not named stays as it will be that day.
 * Those who have a withdrawn offer keep it. Throws 403, 404, Fail invalid.
 */
export async function changeOffer(
  ctx: Ctx,
  id: string,
  { valid_from, ...change }: OfferChange,
): Promise<Offer> {
  permit(ctx, 'catalogue.edit');
  const offer = found(await store.findOffer(ctx.db, id), 'offer');
  const from = valid_from ?? (await catalogueToday(ctx));
  const held = inForce(await offerVersions(ctx.db, [id]), from)?.facts ?? factsOf(offer);
  const facts = { ...held, ...change };
  const fault = offerFault({ ...offer, ...facts });
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  return publishVersion(ctx, offer, facts, from);
}

/** The offers of these ids with what their products say, by offer id; for those who know the offer and need its name. */
export async function offersOf(ctx: Ctx, offerIds: readonly string[]): Promise<Map<string, OfferRow>> {
  if (offerIds.length === 0) return new Map();
  const rows = await store.findOfferRows(ctx.db, [...new Set(offerIds)]);
  return new Map(rows.map((row) => [row.offer_id, row]));
}
