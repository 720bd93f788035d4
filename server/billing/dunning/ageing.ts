import { acting, type Ctx } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import type { List, Page } from '../../base/page.ts';
import { getOrganization } from '../../identity/index.ts';
import { type AccountState, statesOf } from './account-states.ts';
import * as store from './ageing.sql.ts';

export type Aged = store.AgedAccount & AccountState;

/** The acting organization as a seller, with the day that it is in its time zone. */
async function sellerToday(ctx: Ctx): Promise<{ id: string; today: CivilDate }> {
  const { id, time_zone } = await getOrganization(ctx, acting(ctx).organizationId);
  return { id, today: civilDate(ctx.now, time_zone) };
}

/** The acting seller's accounts with something open, by its age today in the seller's zone, and how each is reminded. */
export async function listAged(ctx: Ctx, filter: store.AgeingFilter, list: List): Promise<Page<Aged>> {
  const seller = await sellerToday(ctx);
  const { items, next_cursor } = await store.listAged(ctx.db, seller, filter, list);
  const states = await statesOf(
    ctx,
    items.map(({ id }) => id),
    seller.today,
  );
  return { items: items.map((item) => ({ ...item, ...states(item.id) })), next_cursor };
}

/** The same summed over all of the acting seller's accounts, by currency. */
export async function ageingTotals(ctx: Ctx): Promise<{ today: CivilDate; items: store.AgeingTotal[] }> {
  const seller = await sellerToday(ctx);
  return { today: seller.today, items: await store.ageingTotals(ctx.db, seller) };
}
