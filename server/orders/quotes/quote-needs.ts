import type { Ctx } from '../../base/ctx.ts';
import {
  noteSpecialPriceNeed,
  requestAtUsualPrice,
  type Standing,
  standingOf,
  standingOfProspect,
} from '../../deals/index.ts';
import { getOrganization, type Organization } from '../../identity/index.ts';
import { channelSupervisorOf } from '../../program/index.ts';
import type { Prospect, Quote } from './quotes.rules.ts';

/** How a quote stands towards a special price; `contact`: the channel supervisor, who is brought in. */
export type QuoteNeed = Standing & { contact: { name: string; email: string } | null };

type Line = { offer_id: string | null; quantity: number };
type Who = {
  customer: Organization | null;
  prospect: Pick<Prospect, 'headcount' | 'body_kind'> | null;
  resellerId: string;
};

/** Whether what is quoted takes a special price, and how far that has come. */
export async function needOf(
  ctx: Ctx,
  { customer, prospect, resellerId }: Who,
  lines: readonly Line[],
): Promise<QuoteNeed> {
  const standing = await standingFor(ctx, { customer, prospect, resellerId }, productsOf(lines));
  const contact = standing.state === 'none' ? null : await channelSupervisorOf(ctx, resellerId);
  return { ...standing, contact: contact ?? null };
}

async function standingFor(
  ctx: Ctx,
  { customer, prospect, resellerId }: Who,
  lines: ReturnType<typeof productsOf>,
): Promise<Standing> {
  if (customer) return standingOf(ctx, customer, lines);
  return standingOfProspect(ctx, prospect ?? { headcount: null, body_kind: 'business' }, resellerId);
}

function productsOf(lines: readonly Line[]): { offer_id: string; quantity: number }[] {
  return lines.flatMap(({ offer_id, quantity }) => (offer_id ? [{ offer_id, quantity }] : []));
}

/**
 * Where a customer's quote takes a special price that nobody has asked for: the request is started, at what the vendor's price is anyway, and
 * the channel supervisor brought in. A seller that buys from another reseller cannot ask: that one and the supervisor are told.
 */
export async function startRequest(
  ctx: Ctx,
  quote: Quote,
  lines: readonly Line[],
  orderId: string | null = null,
): Promise<void> {
  if (!quote.buyer_id) return;
  const customer = await getOrganization(ctx, quote.buyer_id);
  const products = productsOf(lines);
  const { state, can_request } = await standingOf(ctx, customer, products);
  if (state !== 'needed') return;
  if (can_request !== true || quote.seller_id !== quote.reseller_id)
    return noteSpecialPriceNeed(ctx, customer);
  const reason = `Quote ${quote.number} for ${customer.name}`;
  await requestAtUsualPrice(ctx, { customer, order_id: orderId, reason, lines: products });
}
