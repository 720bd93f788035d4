import { acting, type Ctx, ensure } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { asciiDomain } from '../../base/domain-names.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, type FieldError, found } from '../../base/errors.ts';
import type { PricedOffer } from '../../catalog/index.ts';
import { type BothPrices, bothPrices, coveredBySpecialPrice } from '../../deals/index.ts';
import {
  type Account,
  accountsAlong,
  getOrganization,
  getVendor,
  needsSpecialPrice,
  type Organization,
} from '../../identity/index.ts';
import { accountPlanAt, channelSupervisorOf, type PlanTerms } from '../../program/index.ts';
import { canOrderFor } from '../policy.ts';
import { ensurePricedAbove } from './chain-prices.ts';
import { type Hold, type OrderState, quantityFault, stateAfter } from './orders.rules.ts';
import { ensureNotHeld } from './purchase-holds.port.ts';
import { checkSale } from './sale.ts';

export type WantedLine = { offer_id: string; quantity: number; domain?: string | null | undefined };
export type WantedOrder = { customer_id: string; lines: readonly WantedLine[] };

/** `offer` is at what it costs the seller on its own account, `retail` at what its price book asks of the customer. */
export type ConsideredLine = {
  offer: PricedOffer;
  retail: PricedOffer;
  quantity: number;
  domain: string | null;
};

/** What happens to an order next, in a sentence for the one who places it; `contact` is whom it waits for. */
export type Outcome = {
  state: OrderState;
  hold: Hold;
  sentence: string;
  contact: { name: string; email: string } | null;
};

/** An order looked at from all sides, before anything is written. `account` is the seller's own, whose prices it is at. */
export type Considered = {
  customer: Organization;
  account: Account;
  lines: ConsideredLine[];
  hold: Hold;
  outcome: Outcome;
};

/**
 * Checks an order as it would be placed now: the customer, the offers, quantities and domains; its prices for the seller, and what happens next.
 * Throws 404, 403, Fail invalid naming each bad line, or conflict `account_held`.
 */
export async function considerOrder(ctx: Ctx, wanted: WantedOrder): Promise<Considered> {
  const customer = await getOrganization(ctx, wanted.customer_id);
  if (customer.kind !== 'customer') found(undefined, 'customer');
  ensure(canOrderFor(ctx.actor, customer));
  const { accounts, chain, account, branch, today } = await termsOf(ctx, customer);
  await ensureNotHeld(ctx, accounts);
  const offerIds = wanted.lines.map((line) => line.offer_id);
  const prices = await bothPrices(ctx, { offerIds, chain, buyerId: customer.id, on: today });
  const lines = checkedLines(wanted.lines, prices, customer);
  await ensurePricedAbove(ctx, { chain, customer_id: customer.id, offerIds, on: today });
  const hold = await holdOf(ctx, customer, branch, wanted.lines);
  await checkSale(ctx, customer, lines);
  return { customer, account, lines, hold, outcome: await outcomeFor(ctx, customer, hold) };
}

/** Today, by the vendor's calendar, which all service periods follow. */
export async function todayAtVendor(ctx: Ctx): Promise<string> {
  return civilDate(ctx.now, (await getVendor(ctx)).time_zone);
}

/** How a customer's seller buys: its own account, and how its branch pays the vendor today. */
async function termsOf(
  ctx: Ctx,
  customer: Organization,
): Promise<{
  accounts: Account[];
  chain: Account[];
  account: Account;
  branch: PlanTerms;
  today: string;
}> {
  const accounts = await accountsAlong(ctx, customer.path);
  const account = found(
    accounts.find(({ buyer_id }) => buyer_id === customer.seller_id),
    'account',
  );
  const today = await todayAtVendor(ctx);
  const terms = await accountPlanAt(ctx, account.id, today);
  // The vendor provisions nothing unpaid: what counts is how the branch pays the vendor, however deep the seller is.
  const top = accounts[0] ?? account;
  const branch = top.id === account.id ? terms : await accountPlanAt(ctx, top.id, today);
  const chain = accounts.slice(0, accounts.indexOf(account) + 1);
  return { accounts, chain, account, branch, today };
}

async function holdOf(
  ctx: Ctx,
  customer: Organization,
  branch: PlanTerms,
  lines: readonly WantedLine[],
): Promise<Hold> {
  if (
    (await needsSpecialPrice(ctx, customer)) &&
    (await coveredBySpecialPrice(ctx, customer, lines)) !== true
  )
    return 'special_price';
  return payingHold(branch);
}

function payingHold({ billing_preference }: PlanTerms): Hold {
  return billing_preference === 'prepay' ? 'prepay' : null;
}

/** Why an order of this customer would wait once it is released: only for money. */
export async function holdAfterRelease(ctx: Ctx, customer: Organization): Promise<Hold> {
  return payingHold((await termsOf(ctx, customer)).branch);
}

/** How a reseller buys: its account with its seller, the accounts above it and itself (`chain`), and the price source of today. */
export type OwnTerms = { chain: Account[]; account: Account; terms: PlanTerms; today: string };

/** How the acting reseller buys. Throws 404 for others. */
export async function ownTerms(ctx: Ctx): Promise<OwnTerms> {
  const own = await getOrganization(ctx, acting(ctx).organizationId);
  // All three look across the wall for what is the actor's own: once across, not three times.
  return asSystem(ctx, async () => {
    const chain = await accountsAlong(ctx, own.path);
    const account = found(chain.at(-1), 'account');
    const today = await todayAtVendor(ctx);
    return { chain, account, terms: await accountPlanAt(ctx, account.id, today), today };
  });
}

function checkedLines(
  wanted: readonly WantedLine[],
  prices: Map<string, BothPrices>,
  customer: Organization,
): ConsideredLine[] {
  const checked = wanted.map((line) => checkedLine(line, prices.get(line.offer_id), customer));
  const keys = checked.map((line) =>
    'detail' in line || !line.domain ? null : `${line.offer.offer_id} ${line.domain}`,
  );
  const faults = checked.map((line, index) => ('detail' in line ? line : repeated(keys, index)));
  const errors: FieldError[] = faults.flatMap((fault, index) =>
    fault ? [{ pointer: `#/lines/${index}/${fault.field}`, detail: fault.detail }] : [],
  );
  const [first] = errors;
  if (first) throw new Fail('invalid', 'invalid_field', first.detail, { errors });
  return checked.filter((line): line is ConsideredLine => !('detail' in line));
}

type Fault = { field: keyof WantedLine; detail: string };

function checkedLine(
  { quantity, domain }: WantedLine,
  known: BothPrices | undefined,
  customer: Organization,
): ConsideredLine | Fault {
  const offer = known?.cost(quantity);
  if (!known || !offer?.for_sale)
    return {
      field: 'offer_id',
      detail: 'This is not for sale (any more) in your currency; choose another in the store.',
    };
  const tooManyOrFew = quantityFault(offer, quantity);
  if (tooManyOrFew) return { field: 'quantity', detail: tooManyOrFew };
  const retail = known.retail(quantity);
  if (!offer.needs_domain) return { offer, retail, quantity, domain: null };
  // A domain that is itself the product must be named; a service runs on the customer's own unless another is named.
  const named = domain || (offer.unit === 'domain' ? null : customer.domain);
  if (!named) return { field: 'domain', detail: 'Say for which domain, such as example.com.' };
  const ascii = asciiDomain(named);
  return ascii
    ? { offer, retail, quantity, domain: ascii }
    : { field: 'domain', detail: `"${named}" is not a domain name; write one such as example.com.` };
}

function repeated(keys: readonly (string | null)[], index: number): Fault | undefined {
  const key = keys[index];
  if (!key || keys.indexOf(key) === index) return undefined;
  return {
    field: 'domain',
    detail: 'The same product for the same domain stands above already: change its quantity there.',
  };
}

async function outcomeFor(ctx: Ctx, customer: Organization, hold: Hold): Promise<Outcome> {
  const contact =
    hold === 'special_price' ? ((await channelSupervisorOf(ctx, customer.reseller_id)) ?? null) : null;
  return { state: stateAfter(hold), hold, sentence: sentenceOf(customer, hold, contact), contact };
}

function sentenceOf(customer: Organization, hold: Hold, contact: Outcome['contact']): string {
  if (hold === 'special_price') {
    const who = contact
      ? `your channel supervisor ${contact.name} (${contact.email})`
      : 'your channel supervisor';
    return customer.body_kind === 'government'
      ? `${customer.name} is a government establishment, so management must approve a special price first. The order is held: request the price, and ${who} is brought in.`
      : `${customer.name} has, with its group, more than 750 employees, so management must approve a special price first. The order is held: request the price, and ${who} is brought in.`;
  }
  if (hold === 'prepay')
    return 'Your account is billed ahead: the order is provisioned once its payment request is paid.';
  return 'The order is provisioned at once and billed at the end of the month.';
}

/** How an order stands and what it waits for, in a sentence. */
export async function outcomeOfOrder(ctx: Ctx, customer: Organization, state: OrderState): Promise<Outcome> {
  if (state === 'held') return outcomeFor(ctx, customer, 'special_price');
  if (state === 'awaiting_payment') return outcomeFor(ctx, customer, 'prepay');
  return { state, hold: null, sentence: STANDING[state], contact: null };
}

const STANDING: Record<Exclude<OrderState, 'held' | 'awaiting_payment'>, string> = {
  provisioning: 'The order is being provisioned.',
  fulfilled: 'Everything ordered is active.',
  failed: 'Something could not be provisioned: look at its subscription and try again.',
  cancelled: 'The order was cancelled; nothing was provisioned.',
};
