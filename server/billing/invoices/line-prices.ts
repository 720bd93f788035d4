import type { Ctx } from '../../base/ctx.ts';
import { decimal, decimalText } from '../../base/money.ts';
import { type PricedOffer, type PriceStep, type Side, stepOf } from '../../catalog/index.ts';
import { accountPrices, type Pricing } from '../../deals/index.ts';
import { type Account, getAccount } from '../../identity/index.ts';
import type { DescribedLine } from './invoices.sql.ts';

/** What of a line its unit price follows from. */
type PricedLine = Pick<
  DescribedLine,
  'offer_id' | 'customer_id' | 'period_from' | 'origin_from' | 'quantity' | 'unit_price' | 'component'
>;

/** The lines of one account, which of its sides asks, and the day from which on another price may hold. */
type Wanted = { accountId: string; lines: readonly PricedLine[] };

type Steps = (line: PricedLine) => PriceStep[] | null;

/**
 * The steps of each line's unit price, on the day it was charged for: by the account's plan, special prices and deals, or its seller's price
 * book. They come to the stored unit price exactly; null where none do (a price by use, what a person gave). A seller sees its cost and
 * markup, a buyer neither.
 */
export async function explainLines(ctx: Ctx, { accountId, lines }: Wanted): Promise<Steps> {
  const account = await getAccount(ctx, accountId);
  const side: Side = ctx.actor.organizationId === account.buyer_id ? 'buyer' : 'seller';
  const known = new Map<string, Map<string, Pricing>>();
  const forAnybody = lines.filter(({ offer_id }) => offer_id !== null);
  await learn(ctx, known, { account, side, lines: forAnybody, whose: () => null });
  const own = forAnybody.filter((line) => !stepsIn(known, line, null));
  await learn(ctx, known, { account, side, lines: own, whose: ({ customer_id }) => customer_id });
  return (line) => {
    if (line.offer_id === null) return agreed(line);
    return stepsIn(known, line, null) ?? stepsIn(known, line, line.customer_id) ?? null;
  };
}

type Learning = {
  account: Account;
  side: Side;
  lines: readonly PricedLine[];
  whose: (line: PricedLine) => string | null;
};

/** Most lines are at the price of anybody on the account; only where that is not it, the customer's own is asked for. */
async function learn(
  ctx: Ctx,
  known: Map<string, Map<string, Pricing>>,
  { account, side, lines, whose }: Learning,
): Promise<void> {
  const groups = Map.groupBy(lines, (line) => keyOf(line, whose(line)));
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const offerIds = [...new Set(group.flatMap(({ offer_id }) => offer_id ?? []))];
    const query = { account, customer_id: whose(first), on: dayOf(first), offerIds, side };
    known.set(key, await accountPrices(ctx, query));
  }
}

/** What corrects an earlier line is at the price of that line's day. */
function dayOf({ origin_from, period_from }: PricedLine): string {
  return origin_from ?? period_from;
}

function keyOf(line: PricedLine, customerId: string | null): string {
  return `${dayOf(line)} ${customerId ?? ''}`;
}

function stepsIn(
  known: ReadonlyMap<string, Map<string, Pricing>>,
  line: PricedLine,
  customerId: string | null,
): PriceStep[] | undefined {
  const pricing = known.get(keyOf(line, customerId))?.get(line.offer_id ?? '');
  return pricing && priceLike(pricing, line)?.steps;
}

/** The offer at the price that was charged: for the line's own quantity, or (an increase, a correction) for the band it was had in. */
function priceLike(pricing: Pricing, { quantity, unit_price }: PricedLine): PricedOffer | undefined {
  const charged = decimalText(decimal(unit_price));
  const own = pricing(Math.max(1, Math.abs(quantity)));
  if (own.unit_price === charged) return own;
  const band = own.bands.find((one) => one.unit_price === charged);
  return band && pricing(band.from_quantity);
}

/** A fee's price is what was agreed to: it follows from nothing else. */
function agreed({ component, unit_price }: PricedLine): PriceStep[] | null {
  if (component !== 'fee') return null;
  return [stepOf('fixed_price', { unit_price: decimalText(decimal(unit_price)) })];
}
