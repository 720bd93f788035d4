import type { Ctx } from '../../base/ctx.ts';
import { assert } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { getVendor } from '../../identity/index.ts';
import { decideBy, timersOf } from './deal-clocks.rules.ts';
import * as store from './deal-clocks.sql.ts';
import { findSettings } from './deal-settings.sql.ts';
import type { Deal, DealState } from './deals.rules.ts';

/** Stops what runs on the deal and starts the clock of its state. Answers when the vendor must have decided, if it must. */
export async function restartClock(ctx: Ctx, deal: Deal): Promise<string | null> {
  const settings = await findSettings(ctx.db, deal.settings_version);
  assert(settings, 'a deal has the settings it was registered under');
  const { time_zone: timeZone } = await getVendor(ctx);
  const { protected_until } = deal;
  const timers = timersOf(deal.state as DealState, { now: ctx.now, settings, timeZone, protected_until });
  await store.stopTimers(ctx.db, deal, ctx.now.toISOString());
  const { reseller_id, id: deal_id, seller_id, buyer_id } = deal;
  const edge = { reseller_id, deal_id, seller_id, buyer_id, fired_at: null, stopped_at: null };
  await store.insertTimers(
    ctx.db,
    timers.map((timer) => ({ ...edge, id: newId(), ...timer })),
  );
  return decideBy(timers);
}
