import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { getVendor } from '../../identity/index.ts';
import { findOffer } from '../offers.sql.ts';
import type { CostPrice } from './costs.sql.ts';
import * as store from './costs.sql.ts';
import { isPrice } from './prices.rules.ts';

/** What an offer costs the vendor, the latest first. Throws 403, 404. */
export async function listCostPrices(ctx: Ctx, offerId: string): Promise<CostPrice[]> {
  permit(ctx, 'cost_price.read');
  found(await findOffer(ctx.db, offerId), 'offer');
  return store.listCosts(ctx.db, offerId);
}

/** Says what an offer costs the vendor from a day on. Throws 403, 404, Fail invalid, or conflict when that day has a cost already. */
export async function setCostPrice(
  ctx: Ctx,
  offerId: string,
  { currency, valid_from, unit_cost }: Pick<CostPrice, 'currency' | 'valid_from' | 'unit_cost'>,
): Promise<CostPrice> {
  permit(ctx, 'cost_price.edit');
  found(await findOffer(ctx.db, offerId), 'offer');
  if (!isPrice(unit_cost))
    throw invalidField('#/unit_cost', 'A cost is in minor units (halalas), such as 2500, and not negative.');
  const { id } = await getVendor(ctx);
  const key = { reseller_id: id, seller_id: id, offer_id: offerId, currency, valid_from };
  const cost = { ...key, unit_cost, recorded_at: ctx.now.toISOString() };
  if (!(await store.insertCost(ctx.db, cost)))
    throw new Fail('conflict', 'already_exists', `${valid_from} has a cost in ${currency} already.`);
  audit(ctx, {
    resellerId: id,
    action: 'cost_price.set',
    subjectKind: 'offer',
    subjectId: offerId,
    details: { currency, valid_from, unit_cost },
  });
  return cost;
}

/** What offers cost the vendor on a day, by offer, as far as it is known and the actor may know it. */
export async function costsOn(
  ctx: Ctx,
  query: { offerIds: readonly string[]; currency: string; on: string },
): Promise<Map<string, string>> {
  return store.costsOn(ctx.db, query);
}
