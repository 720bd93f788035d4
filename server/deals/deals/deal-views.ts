import { acting, type Ctx } from '../../base/ctx.ts';
import { addDays, firstOfMonth, instant } from '../../base/dates.ts';
import { found } from '../../base/errors.ts';
import type { List, Page } from '../../base/page.ts';
import { productsById } from '../../catalog/index.ts';
import { organizationsById } from '../../identity/index.ts';
import { countOpenDuplicates } from '../duplicates/duplicates.ts';
import { canDecide } from '../policy.ts';
import type { DealTimer } from './deal-clocks.rules.ts';
import { listTimers } from './deal-clocks.sql.ts';
import { byMonth, byReseller, type ForecastMonth, type ForecastReseller } from './deal-forecast.rules.ts';
import type { Incentive } from './deal-incentives.sql.ts';
import { listOfDeal } from './deal-incentives.sql.ts';
import { todayAtVendor } from './deal-incentives.ts';
import { type SettingsWithRates, settingsOf } from './deal-settings.ts';
import { type Deal, type DealMove, OPEN_STATES, REGISTERED_STATES } from './deals.rules.ts';
import * as store from './deals.sql.ts';

type Named = { id: string; name: string };
export type LineView = {
  product_id: string;
  name: { en: string; ar: string };
  unit: string;
  quantity: number;
};

/** A deal as lists show it. Ages in whole days. `likenesses`: how many nobody has judged, to the vendor's deciders alone, else null. */
export type DealView = Deal & {
  lines: LineView[];
  buyer: Named | null;
  customer: Named | null;
  age_days: number;
  stage_days: number;
  likenesses: number | null;
};

export type DealDetail = DealView & {
  history: DealMove[];
  incentives: Incentive[];
  timers: DealTimer[];
  settings: SettingsWithRates;
};

export type DealQuery = Omit<store.DealFilter, 'overdue_at'> & { overdue?: boolean | undefined };

/** One page of the deals that the actor sees: a reseller's own, the vendor's those that are registered. */
export async function listDeals(
  ctx: Ctx,
  list: List,
  { overdue, alike, ...filter }: DealQuery,
): Promise<Page<DealView>> {
  const isVendor = acting(ctx).kind === 'vendor';
  const { items, next_cursor } = await store.listDeals(
    ctx.db,
    isVendor && !list.sort ? { ...list, sort: '-registered_at' } : list,
    { ...filter, ...(overdue && { overdue_at: ctx.now.toISOString() }), ...(isVendor && { alike }) },
    isVendor,
  );
  return { items: await viewsOf(ctx, items), next_cursor };
}

/** How many deals the actor sees of each state. */
export async function countDeals(ctx: Ctx): Promise<Record<string, number>> {
  return store.countByState(ctx.db);
}

/** Puts beside deals what the pages show. */
export async function viewsOf(ctx: Ctx, deals: Deal[]): Promise<DealView[]> {
  if (deals.length === 0) return [];
  const lines = await store.listLines(ctx.db, deals);
  const products = await productsById(
    ctx,
    lines.map(({ product_id }) => product_id),
  );
  const named = await organizationsById(
    ctx,
    deals.flatMap(({ buyer_id, customer_id }) => [buyer_id, ...(customer_id ? [customer_id] : [])]),
  );
  const judges = canDecide(ctx.actor) === true && ctx.actor.organizationKind === 'vendor';
  const likenesses = judges
    ? await countOpenDuplicates(
        ctx,
        deals.map(({ id }) => id),
      )
    : null;
  const nameOf = (id: string | null) => {
    const organization = id ? named.get(id) : undefined;
    return organization ? { id: organization.id, name: organization.name } : null;
  };
  return deals.map((deal) => ({
    ...deal,
    lines: lines.flatMap(({ deal_id, product_id, quantity }) => {
      const product = deal_id === deal.id ? products.get(product_id) : undefined;
      return product ? [{ product_id, name: product.name, unit: product.unit, quantity }] : [];
    }),
    buyer: nameOf(deal.buyer_id),
    customer: nameOf(deal.customer_id),
    age_days: daysSince(ctx, deal.registered_at ?? deal.created_at),
    stage_days: daysSince(ctx, deal.staged_at),
    likenesses: likenesses ? (likenesses.get(deal.id) ?? 0) : null,
  }));
}

function daysSince(ctx: Ctx, at: string): number {
  return Math.max(0, Math.floor((ctx.now.getTime() - instant(at).getTime()) / 86_400_000));
}

/** The deal in full, or 404. The timers are the vendor's own. */
export async function getDeal(ctx: Ctx, id: string): Promise<DealDetail> {
  return detailOf(ctx, found(await store.findDeal(ctx.db, id), 'deal'));
}

/**
 * Whether a quote for this customer (null: for somebody who is none yet) may belong to the deal: one of the acting reseller's own that is open.
 * True, or the sentence that says why not.
 */
export async function mayQuoteFor(ctx: Ctx, id: string, customerId: string | null): Promise<true | string> {
  const deal = await store.findDeal(ctx.db, id);
  if (deal?.buyer_id !== acting(ctx).organizationId) return 'This is none of your deals; choose another.';
  if (!OPEN_STATES.some((state) => state === deal.state)) return 'This deal has ended; choose an open one.';
  const isOther = customerId !== null && deal.customer_id !== null && deal.customer_id !== customerId;
  return !isOther || 'This deal is for another customer.';
}

/** The deal in full. */
export async function detailOf(ctx: Ctx, deal: Deal): Promise<DealDetail> {
  const [view] = await viewsOf(ctx, [deal]);
  const isSeller = ctx.actor.organizationId === deal.seller_id;
  return {
    ...found(view, 'deal'),
    history: await store.listMoves(ctx.db, deal),
    incentives: await listOfDeal(ctx.db, deal),
    timers: isSeller ? await listTimers(ctx.db, deal) : [],
    settings: await settingsOf(ctx, deal.settings_version),
  };
}

export type Forecast = {
  months: ForecastMonth[];
  resellers: (ForecastReseller & { name: string })[];
  ages: { bucket: number; currency: string; deals: number; value: bigint }[];
};

// What was won longer ago is history, not forecast.
const WON_DAYS = 62;

/** What the open deals are worth by month, by reseller and by age: a reseller's own, the vendor's those that are registered. */
export async function getForecast(ctx: Ctx): Promise<Forecast> {
  const states = acting(ctx).kind === 'vendor' ? REGISTERED_STATES : OPEN_STATES;
  const since = firstOfMonth(addDays(await todayAtVendor(ctx), -WON_DAYS));
  const rows = await store.sumForecast(ctx.db, states, since);
  const named = await organizationsById(
    ctx,
    rows.map(({ buyer_id }) => buyer_id),
  );
  const resellers = byReseller(rows).map((one) => ({ ...one, name: named.get(one.buyer_id)?.name ?? '' }));
  return {
    months: byMonth(rows),
    resellers,
    ages: await store.sumAges(ctx.db, states, ctx.now.toISOString()),
  };
}
