import type { Ctx } from '../../base/ctx.ts';
import { decimal, decimalText } from '../../base/money.ts';
import { lineAmount, type PricedOffer, type PriceStep, type Side } from '../../catalog/index.ts';
import { accountPrices, type Pricing } from '../../deals/index.ts';
import { type Account, getAccount } from '../../identity/index.ts';
import type { DescribedLine } from '../invoices/invoices.sql.ts';
import { type UseBand, useBands } from './usage.rules.ts';
import * as store from './use-bands.sql.ts';

type UseLine = Pick<
  DescribedLine,
  | 'subscription_id'
  | 'component'
  | 'period_from'
  | 'revision'
  | 'customer_id'
  | 'quantity'
  | 'discount'
  | 'unit_price'
> & { currency: string };

/**
 * How a month's use of one subscription was priced on a document. `total`: the units that the month had, `counted`: what of them (packages, in
 * the package model) stood on earlier lines. `first`: the price that the bands follow from, with its steps. `bands`: each with what of it this
 * document charges and its amount in minor units.
 */
export type MonthOfUse = Pick<store.UseFacts, 'month' | 'model' | 'package_size' | 'counted'> & {
  total: number;
  first: { list_price: string; discount: string; unit_price: string; steps: PriceStep[] };
  bands: (UseBand & { net: bigint })[];
};

/** The month that a line belongs to, and which of its bands the line charges; null for a line of anything but use. */
export type BandOf = (line: UseLine) => { use: MonthOfUse; band: number } | null;

/**
 * The bands of every line of use: reckoned from the month's units and the first band's price, on the day and for the customer it was charged
 * by. Null where that does not come to the stored lines, quantity by quantity and price by price.
 */
export async function explainUse(
  ctx: Ctx,
  { accountId, lines }: { accountId: string; lines: readonly UseLine[] },
): Promise<BandOf> {
  const months = Map.groupBy(lines.filter(isUse), monthOf);
  if (months.size === 0) return () => null;
  const account = await getAccount(ctx, accountId);
  const found = await factsOf(ctx, account, months);
  const places = new Map<UseLine, { use: MonthOfUse; band: number }>();
  for (const customers of [anybody, itself]) {
    const open = found.filter(({ lines: [first] }) => first && !places.has(first));
    for (const month of await priced(ctx, account, open, customers)) place(places, month);
  }
  return (line) => places.get(line) ?? null;
}

const isUse = ({ component }: UseLine) => component === 'use';
const monthOf = ({ subscription_id, period_from }: UseLine) => `${subscription_id} ${period_from}`;

type Found = { facts: store.UseFacts; lines: UseLine[] };

async function factsOf(
  ctx: Ctx,
  { id, currency }: Account,
  months: ReadonlyMap<string, UseLine[]>,
): Promise<Found[]> {
  const wanted = [...months.values()].flatMap((lines) => {
    const [first] = lines.toSorted((a, b) => a.revision - b.revision);
    return first
      ? { subscription_id: first.subscription_id, month: first.period_from, revision: first.revision }
      : [];
  });
  const all = await store.findUse(ctx.db, id, wanted, currency);
  return all.map((facts) => ({
    facts,
    lines: (months.get(`${facts.subscription_id} ${facts.month}`) ?? []).toSorted(
      (a, b) => a.revision - b.revision,
    ),
  }));
}

/** Most are at the price of anybody on the account; the customer's own is asked for where that is not it. */
type Whose = (line: UseLine) => string | null;
const anybody: Whose = () => null;
const itself: Whose = ({ customer_id }) => customer_id;

type Priced = Found & { pricing: Pricing | undefined };

async function priced(ctx: Ctx, account: Account, found: readonly Found[], whose: Whose): Promise<Priced[]> {
  const side: Side = ctx.actor.organizationId === account.buyer_id ? 'buyer' : 'seller';
  const groups = Map.groupBy(found, ({ facts, lines: [first] }) =>
    [facts.priced_on, first && whose(first)].join(' '),
  );
  const answers: Priced[] = [];
  for (const group of groups.values()) {
    const [{ facts, lines } = { facts: undefined, lines: [] }] = group;
    const [line] = lines;
    if (!facts || !line) continue;
    const offerIds = [...new Set(group.map((one) => one.facts.offer_id))];
    const query = { account, customer_id: whose(line), on: facts.priced_on, offerIds, side };
    const prices = await accountPrices(ctx, query);
    answers.push(...group.map((one) => ({ ...one, pricing: prices.get(one.facts.offer_id) })));
  }
  return answers;
}

/** Keeps which band each of the month's lines is, if they are what the price comes to. */
function place(
  places: Map<UseLine, { use: MonthOfUse; band: number }>,
  { facts, lines, pricing }: Priced,
): void {
  if (!pricing) return;
  const { month, model, package_size, counted, bands: further } = facts;
  const total = totalOf(facts, lines);
  const first = firstOf(pricing(Math.max(1, total)), lines);
  const bands = useBands({ model, package_size, bands: further, ...first }, total, counted);
  const charged = bands.flatMap((band, at) => (band.quantity > 0 ? [{ band, at }] : []));
  const agrees = ({ quantity, unit_price }: UseLine, i: number) =>
    charged[i]?.band.quantity === quantity && charged[i].band.unit_price === decimalText(decimal(unit_price));
  if (charged.length !== lines.length || !lines.every(agrees)) return;
  const use = { month, model, package_size, counted, total, first, bands: bands.map(withNet) };
  lines.forEach((line, i) => {
    places.set(line, { use, band: charged[i]?.at ?? 0 });
  });
}

/** The first band's price. Where that is nothing, its discount cannot be seen on it: it is the lines', whose bands it is taken off too. */
function firstOf(
  { list_price, unit_price, discount, steps }: PricedOffer,
  [line]: readonly UseLine[],
): MonthOfUse['first'] {
  const isFree = decimal(list_price).digits === 0n;
  const off = isFree && line ? decimalText(decimal(line.discount)) : discount;
  return { list_price, unit_price, discount: off, steps };
}

/**
 * The month's units as the lines took them: those counted before and now. Packages do not say how full the last one is: what is known of the
 * month does, as far as these packages hold it (units told since come on later lines).
 */
function totalOf({ model, package_size, counted, used }: store.UseFacts, lines: readonly UseLine[]): number {
  const due = lines.reduce((sum, { quantity }) => sum + quantity, counted);
  if (model !== 'package') return due;
  return Math.min(Math.max(used, (due - 1) * package_size + 1), due * package_size);
}

function withNet(band: UseBand): UseBand & { net: bigint } {
  return { ...band, net: lineAmount({ ...band, days: 1, days_in_period: 1 }) };
}
