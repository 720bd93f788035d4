import type { Ctx } from '../../base/ctx.ts';
import * as store from './live.sql.ts';

/** The live subscriptions of these offers, by offer and currency, of those whom the actor sees; for the effect of a price. */
export async function countLive(ctx: Ctx, offerIds: readonly string[]) {
  return store.countLive(ctx.db, offerIds);
}
