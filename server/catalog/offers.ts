import { audit } from '../base/audit.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { decimal, decimalText } from '../base/money.ts';
import { getVendor } from '../identity/index.ts';
import {
  type NewOffer,
  type NewPrice,
  type Offer,
  offerDefaults,
  offerFault,
  TERMS,
} from './offers.rules.ts';
import * as store from './offers.sql.ts';
import type { OfferRow } from './prices.sql.ts';
import { appendPrices } from './prices.ts';
import { isCode } from './products.rules.ts';
import { CODE_FORM } from './products.ts';

/**
 * Adds an offer with its prices, or changes the name and bounds of the one with its code; its terms stay as sold.
 * Prices are appended, those known already stand. Throws 403, or Fail invalid naming the field.
 */
export async function publishOffer(
  ctx: Ctx,
  { prices, ...wanted }: NewOffer & { prices: readonly NewPrice[] },
): Promise<Offer> {
  permit(ctx, 'catalogue.edit');
  if (!isCode(wanted.code)) throw invalidField('#/code', CODE_FORM);
  const row = rowOf(ctx, wanted);
  const fault = offerFault(row);
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  const offer = await store.upsertOffer(ctx.db, row);
  checkSame(offer, row);
  await appendPrices(ctx, offer, prices);
  tell(ctx, offer, 'offer.published', await vendorId(ctx));
  return offer;
}

function rowOf(ctx: Ctx, wanted: NewOffer): Offer {
  const made = { id: newId(), withdrawn_at: null, created_at: ctx.now.toISOString() };
  return { ...offerDefaults(wanted), ...wanted, ...made };
}

function checkSame(offer: Offer, wanted: Offer): void {
  const other = TERMS.find((term) => !same(offer[term], wanted[term]));
  if (!other) return;
  throw new Fail(
    'conflict',
    'already_exists',
    `${offer.code} was published with another ${other.replaceAll('_', ' ')}, and what was sold stays; give the new offer its own code.`,
  );
}

/** Rates are decimals, read back with all their digits. */
function same(one: Offer[(typeof TERMS)[number]], other: Offer[(typeof TERMS)[number]]): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || !/^\d+(\.\d+)?$/.test(one))
    return one === other;
  return decimalText(decimal(one)) === decimalText(decimal(other));
}

/** Takes an offer out of the store; those who have it keep it. Throws 403, 404. */
export async function withdrawOffer(ctx: Ctx, id: string): Promise<Offer> {
  permit(ctx, 'catalogue.edit');
  found(await store.findOffer(ctx.db, id), 'offer');
  await store.markWithdrawn(ctx.db, id, ctx.now);
  const offer = found(await store.findOffer(ctx.db, id), 'offer');
  tell(ctx, offer, 'offer.withdrawn', await vendorId(ctx));
  return offer;
}

async function vendorId(ctx: Ctx): Promise<string> {
  return (await getVendor(ctx)).id;
}

function tell(ctx: Ctx, { id, code }: Offer, action: string, resellerId: string): void {
  audit(ctx, { resellerId, action, subjectKind: 'offer', subjectId: id, details: { code } });
}

/** The offers of these ids with what their products say, by offer id; for those who know the offer and need its name. */
export async function offersOf(ctx: Ctx, offerIds: readonly string[]): Promise<Map<string, OfferRow>> {
  if (offerIds.length === 0) return new Map();
  const rows = await store.findOfferRows(ctx.db, [...new Set(offerIds)]);
  return new Map(rows.map((row) => [row.offer_id, row]));
}
