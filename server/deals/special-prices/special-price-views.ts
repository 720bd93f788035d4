import type { Ctx } from '../../base/ctx.ts';
import { every } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import type { List, Page } from '../../base/page.ts';
import { canMove } from '../../base/states.ts';
import { costsOn, type OfferRow, offersOf, type PricedOffer, pricedAt } from '../../catalog/index.ts';
import { getOrganization, inGroup, organizationsById } from '../../identity/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import { mayTakeSpecial, type SpecialVerb } from '../policy.ts';
import type { Approval } from './approvals.rules.ts';
import { asDecider, decidersOf } from './approvers.ts';
import type { GrantedPrice } from './customer-prices.sql.ts';
import { customerPriceFacts } from './customer-prices.ts';
import { weightOf } from './special-price-decisions.ts';
import {
  marginOf,
  SPECIAL_PRICE_MOVES,
  type SpecialPrice,
  type SpecialPriceLine,
  type SpecialPriceMove,
  type SpecialPriceState,
  type Weight,
} from './special-prices.rules.ts';
import * as store from './special-prices.sql.ts';

type Can = Record<SpecialVerb, true | string>;
type Named = { id: string; name: string };
export type ListedSpecialPrice = SpecialPrice & { reseller: Named };

/** One page of what the wall shows, newest first. */
export async function listSpecialPrices(
  ctx: Ctx,
  list: List,
  { state, ...filter }: Omit<store.SpecialPriceFilter, 'states'> & { state?: string | undefined },
): Promise<Page<ListedSpecialPrice>> {
  const states = state ? { states: state.split(',') } : {};
  const { items, next_cursor } = await store.listSpecialPrices(ctx.db, list, { ...filter, ...states });
  const resellers = await organizationsById(
    ctx,
    items.map(({ buyer_id }) => buyer_id),
  );
  return {
    items: items.map((one) => ({
      ...one,
      reseller: { id: one.buyer_id, name: resellers.get(one.buyer_id)?.name ?? '' },
    })),
    next_cursor,
  };
}

/** A line as it is shown: `price` is what it costs as of today with its steps; margins are the vendor's alone. */
export type ShownLine = SpecialPriceLine & {
  offer: OfferRow;
  price: PricedOffer | null;
  unit_cost: string | null;
  margin: string | null;
};

export type SpecialPriceDetail = ListedSpecialPrice & {
  lines: ShownLine[];
  moves: SpecialPriceMove[];
  granted: GrantedPrice[];
  customer: { body_kind: string; headcount: number | null; group_name: string | null };
  /** For the vendor alone: how heavy it is, its levels, and how many the whole group employs. */
  office: { weight: Weight; approvals: Approval[]; group_headcount: number; deciders: string[] } | null;
  can: Can;
};

/** One request with all that the actor may know of it. Throws 404. */
export async function getSpecialPrice(ctx: Ctx, id: string): Promise<SpecialPriceDetail> {
  const request = found(await store.findSpecialPrice(ctx.db, id), 'special price');
  const lines = await store.listLines(ctx.db, [request]);
  const isOffice = ctx.actor.organizationId === request.seller_id;
  const customer = await getOrganization(ctx, request.customer_id);
  const reseller = await getOrganization(ctx, request.buyer_id);
  const { body_kind, headcount, group_name } = customer;
  const approvals = await store.listApprovals(ctx.db, request);
  return {
    ...request,
    reseller: { id: reseller.id, name: reseller.name },
    lines: await shownLines(ctx, request, lines, isOffice),
    moves: await store.listMoves(ctx.db, request),
    granted: await store.listGranted(ctx.db, request),
    customer: { body_kind, headcount, group_name },
    office: isOffice
      ? {
          weight: await weightOf(ctx, request, lines),
          approvals,
          group_headcount: await inGroup(ctx, customer),
          deciders: await deciderNames(ctx, request, approvals),
        }
      : null,
    can: await canDo(ctx, request, approvals),
  };
}

async function shownLines(
  ctx: Ctx,
  request: SpecialPrice,
  lines: readonly SpecialPriceLine[],
  isOffice: boolean,
): Promise<ShownLine[]> {
  const { account_id, customer_id, currency } = request;
  const on = await todayAtVendor(ctx);
  const offerIds = lines.map(({ offer_id }) => offer_id);
  const offers = await offersOf(ctx, offerIds);
  const facts = await customerPriceFacts(ctx, {
    account: { id: account_id, currency },
    customer_id,
    on,
    offerIds,
  });
  const costs = isOffice ? await costsOn(ctx, { offerIds, currency, on }) : new Map<string, string>();
  return lines.map((line) => {
    const known = facts.get(line.offer_id);
    const unit_cost = costs.get(line.offer_id) ?? null;
    return {
      ...line,
      offer: found(offers.get(line.offer_id), 'offer'),
      price: known ? pricedAt(known, line.from_quantity) : null,
      unit_cost,
      margin: marginOf(line.wished_price, unit_cost),
    };
  });
}

function openOf({ round }: SpecialPrice, approvals: readonly Approval[]): Approval | undefined {
  return approvals.find((one) => one.round === round && one.state === 'open');
}

async function deciderNames(
  ctx: Ctx,
  request: SpecialPrice,
  approvals: readonly Approval[],
): Promise<string[]> {
  const open = openOf(request, approvals);
  return open ? (await decidersOf(ctx, request.seller_id, open)).map(({ name }) => name) : [];
}

async function canDo(ctx: Ctx, request: SpecialPrice, approvals: readonly Approval[]): Promise<Can> {
  const state = request.state as SpecialPriceState;
  const now = (verb: SpecialVerb) =>
    every(mayTakeSpecial(ctx.actor, request, verb), canMove(SPECIAL_PRICE_MOVES, state, verb));
  const level = await mayDecide(ctx, request, approvals);
  const own = ctx.actor.personId === request.requested_by && ctx.actor.personId !== null;
  return {
    answer: now('answer'),
    withdraw: now('withdraw'),
    endorse: every(now('endorse'), !own || 'Nobody endorses their own request.'),
    agree: every(now('agree'), level),
    return: every(now('return'), level),
    decline: every(now('decline'), level),
  };
}

async function mayDecide(
  ctx: Ctx,
  request: SpecialPrice,
  approvals: readonly Approval[],
): Promise<true | string> {
  const open = openOf(request, approvals);
  if (!open) return true;
  const decider = asDecider(ctx, request, await decidersOf(ctx, request.seller_id, open));
  return typeof decider === 'string' ? decider : true;
}
