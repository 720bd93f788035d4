import type { Ctx } from '../../base/ctx.ts';
import { addMonths, type CivilDate, civilDate, instant } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { assert } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { getVendor } from '../../identity/index.ts';
import type { Incentive } from './deal-incentives.sql.ts';
import * as store from './deal-incentives.sql.ts';
import { findSettings } from './deal-settings.sql.ts';
import type { Deal } from './deals.rules.ts';
import { listLines } from './deals.sql.ts';

/** Today where the vendor is: what the days of a deal are counted by. */
export async function todayAtVendor(ctx: Ctx): Promise<CivilDate> {
  return civilDate(ctx.now, (await getVendor(ctx)).time_zone);
}

/**
 * What deals take off the price between the account's two sides for the customer on a day, the largest first: off one product, or off
 * everything (`product_id` null). Runs across the wall, for every account of a chain is priced at once: the answer must stay inside the product.
 */
export async function dealIncentivesOn(
  ctx: Ctx,
  where: { account_id: string; customer_id: string; on: CivilDate },
): Promise<Incentive[]> {
  return asSystem(ctx, ({ db }) => store.listOn(db, where));
}

/**
 * Gives a deal's customer what its registration earned, from today on: as long as it is protected, or as many months from the day it was won as
 * the program grants. Nothing without a customer of the reseller's, or without a rate.
 */
export async function grantIncentive(ctx: Ctx, deal: Deal): Promise<void> {
  const { customer_id, incentive_rate: rate } = deal;
  const today = await todayAtVendor(ctx);
  await store.moveEnd(ctx.db, deal, today, today);
  const valid_to = await endOf(ctx, deal);
  if (!customer_id || !rate || !valid_to || valid_to <= today) return;
  const lines = await listLines(ctx.db, [deal]);
  const { reseller_id, id: deal_id, seller_id, buyer_id, account_id } = deal;
  const edge = { reseller_id, deal_id, seller_id, buyer_id, account_id, customer_id };
  const products = lines.length > 0 ? lines.map(({ product_id }) => product_id) : [null];
  const window = { rate, valid_from: today, valid_to, recorded_at: ctx.now.toISOString() };
  const rows = [...new Set(products)].map((product_id) => ({ ...edge, ...window, id: newId(), product_id }));
  await store.insertIncentives(ctx.db, rows);
}

/** Moves the end of what the deal gives to where its state now puts it: today once it is over for nothing. */
export async function moveIncentiveEnd(ctx: Ctx, deal: Deal): Promise<void> {
  const today = await todayAtVendor(ctx);
  const end = await endOf(ctx, deal);
  await store.moveEnd(ctx.db, deal, today, end && end > today ? end : today);
}

async function endOf(ctx: Ctx, deal: Deal): Promise<CivilDate | null> {
  if (deal.state === 'approved') return deal.protected_until;
  if (deal.state !== 'won' || !deal.ended_at) return null;
  const settings = await findSettings(ctx.db, deal.settings_version);
  assert(settings, 'a deal has the settings it was registered under');
  const { time_zone } = await getVendor(ctx);
  return addMonths(civilDate(instant(deal.ended_at), time_zone), settings.incentive_months);
}
