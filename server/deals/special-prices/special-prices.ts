import { audit } from '../../base/audit.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { addMonths, type CivilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { assert, Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { move } from '../../base/states.ts';
import { pricedAt } from '../../catalog/index.ts';
import {
  type Account,
  accountsAlong,
  getOrganization,
  needsSpecialPrice,
  type Organization,
} from '../../identity/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import { canRequestSpecialPrice, mayTakeSpecial } from '../policy.ts';
import { findGrantedOn } from './customer-prices.sql.ts';
import { customerPriceFacts } from './customer-prices.ts';
import { writeAboutSpecialPrice } from './special-price-letters.ts';
import { settleNeeds } from './special-price-needs.sql.ts';
import {
  INTERNAL_MOVES,
  isOver,
  SPECIAL_PRICE_MOVES,
  type SpecialPrice,
  type SpecialPriceLine,
  type SpecialPriceState,
  type SpecialPriceStep,
  type WantedSpecialLine,
} from './special-prices.rules.ts';
import * as store from './special-prices.sql.ts';

export type WantedSpecialPrice = {
  customer_id: string;
  order_id: string | null;
  reason: string;
  valid_from: CivilDate | null;
  valid_to: CivilDate | null;
  lines: readonly WantedSpecialLine[];
};

/** Requests that still may come to something: a customer has at most one of them for an offer. */
export const ALIVE = ['requested', 'returned', 'in_approval'] as const;

/**
 * Asks the vendor for a special price for a customer of the branch: the channel supervisor is brought in, then the vendor's levels decide.
 * Throws 403 for others than the branch's first reseller, 404, Fail invalid naming each bad line, and conflict while another request of the
 * customer is open.
 */
export async function requestSpecialPrice(ctx: Ctx, wanted: WantedSpecialPrice): Promise<SpecialPrice> {
  const customer = await getOrganization(ctx, wanted.customer_id);
  if (customer.kind !== 'customer') found(undefined, 'customer');
  ensure(canRequestSpecialPrice(ctx.actor, customer));
  const account = await accountWithVendor(ctx, customer);
  await refuseSecond(ctx, customer.id);
  const request = await newRequest(ctx, customer, account, wanted);
  const lines = await pricedLines(ctx, request, wanted.lines);
  await store.insertSpecialPrice(ctx.db, request);
  await store.insertLines(ctx.db, lines);
  const settled = { reseller_id: request.reseller_id, customer_id: customer.id };
  await asSystem(ctx, ({ db }) => settleNeeds(db, settled, request.requested_at));
  await tellMove(ctx, request, 'request', wanted.reason);
  return request;
}

/** The account that the vendor's price is on: the branch's first reseller's, however deep the customer is. */
async function accountWithVendor(ctx: Ctx, customer: Organization): Promise<Account> {
  const [account] = await accountsAlong(ctx, customer.path);
  return found(account, 'account');
}

async function refuseSecond(ctx: Ctx, customerId: string): Promise<void> {
  await store.holdCustomer(ctx.db, customerId);
  const open = await store.listSpecialPrices(
    ctx.db,
    { limit: 1, format: 'json' },
    { customer_id: customerId, states: ALIVE },
  );
  const [other] = open.items;
  if (other)
    throw new Fail(
      'conflict',
      'already_exists',
      `The request ${other.number} for this customer is still open: answer or withdraw it first.`,
    );
}

async function newRequest(
  ctx: Ctx,
  customer: Organization,
  account: Account,
  { order_id, reason, valid_from, valid_to }: WantedSpecialPrice,
): Promise<SpecialPrice> {
  const from = valid_from ?? (await todayAtVendor(ctx));
  const to = valid_to ?? addMonths(from, 12);
  if (to <= from) throw invalidField('#/valid_to', 'It must end after it starts.');
  const { reseller_id, seller_id, buyer_id, currency } = account;
  return {
    ...{ reseller_id, seller_id, buyer_id, currency, id: newId(), number: await store.nextNumber(ctx.db) },
    ...{
      account_id: account.id,
      customer_id: customer.id,
      customer_name: customer.name,
      country: customer.country,
    },
    ...{ state: 'requested', revision: 1, round: 0, order_id, reason, reopened: null },
    ...{ valid_from: from, valid_to: to, endorsed_by: null, decided_at: null },
    requested_by: ctx.actor.personId,
    requested_by_name: ctx.actor.personName,
    requested_at: ctx.now.toISOString(),
  };
}

/** The lines with what the offers cost at list and as the account stands. Throws Fail invalid naming each bad one. */
async function pricedLines(
  ctx: Ctx,
  request: SpecialPrice,
  wanted: readonly WantedSpecialLine[],
): Promise<SpecialPriceLine[]> {
  const { account_id, customer_id, currency } = request;
  const on = await todayAtVendor(ctx);
  const offerIds = wanted.map(({ offer_id }) => offer_id);
  const account = { id: account_id, currency };
  const known = await customerPriceFacts(ctx, { account, customer_id, on, offerIds });
  const isNeeded = await needsSpecialPrice(ctx, await getOrganization(ctx, customer_id));
  const rows = wanted.map((line, index) => {
    const facts = known.get(line.offer_id);
    // What it would cost without any special price of before.
    const price =
      facts && pricedAt({ ...facts, facts: { ...facts.facts, special: null } }, line.from_quantity);
    const detail = lineFault(line, price, { isRepeated: offerIds.indexOf(line.offer_id) < index, isNeeded });
    return { line, price, detail, index };
  });
  const errors = rows.flatMap(({ detail, index }) =>
    detail ? [{ pointer: `#/lines/${index}/${detail[0]}`, detail: detail[1] }] : [],
  );
  if (errors[0]) throw new Fail('invalid', 'invalid_field', errors[0].detail, { errors });
  const { reseller_id, id: special_price_id, revision, seller_id, buyer_id } = request;
  return rows.map(({ line, price, index }) => {
    assert(price, 'a line without a price is at fault');
    const key = { reseller_id, special_price_id, revision, line: index + 1, seller_id, buyer_id };
    return { ...key, ...line, list_price: price.list_price, usual_price: price.unit_price };
  });
}

function lineFault(
  { from_quantity, to_quantity, wished_price }: WantedSpecialLine,
  price: { unit_price: string; for_sale: boolean } | undefined,
  { isRepeated, isNeeded }: { isRepeated: boolean; isNeeded: boolean },
): [field: keyof WantedSpecialLine, detail: string] | undefined {
  if (!price?.for_sale) return ['offer_id', 'This is not for sale in your currency; choose another.'];
  if (isRepeated) return ['offer_id', 'The same offer stands above already.'];
  if (from_quantity > to_quantity) return ['to_quantity', 'The most is at least the least.'];
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(wished_price))
    return ['wished_price', 'A price is in minor units (halalas), such as 2500, and not negative.'];
  // A customer that takes an approval may have it at the usual price.
  if (isNeeded ? isOver(wished_price, price.unit_price) : !isOver(price.unit_price, wished_price))
    return ['wished_price', 'You pay no more than this anyway; wish for less.'];
  return undefined;
}

/** Answers what the vendor returned, with new words and, if wished, new lines. Throws 403, 404, conflict, Fail invalid. */
export async function answerSpecialPrice(
  ctx: Ctx,
  id: string,
  { note, lines }: { note: string; lines: readonly WantedSpecialLine[] | null },
): Promise<SpecialPrice> {
  const request = found(await store.lockSpecialPrice(ctx.db, id), 'special price');
  ensure(mayTakeSpecial(ctx.actor, request, 'answer'));
  const anew = lines ? { ...request, revision: request.revision + 1 } : request;
  const rows = lines ? await pricedLines(ctx, anew, lines) : [];
  if (rows.length > 0) await store.insertLines(ctx.db, rows);
  return takeMove(ctx, request, 'answer', note, { revision: anew.revision });
}

/** Takes a request back. Throws 403, 404, conflict. */
export async function withdrawSpecialPrice(ctx: Ctx, id: string, note: string | null): Promise<SpecialPrice> {
  const request = found(await store.lockSpecialPrice(ctx.db, id), 'special price');
  ensure(mayTakeSpecial(ctx.actor, request, 'withdraw'));
  await dropOpen(ctx, request, 'dropped');
  return takeMove(ctx, request, 'withdraw', note);
}

/** Closes the levels that still wait or are open: nobody has to decide any more. Across the wall: they are the vendor's alone. */
export async function dropOpen(
  ctx: Ctx,
  request: SpecialPrice,
  state: 'dropped' | 'returned',
): Promise<void> {
  await asSystem(ctx, async ({ db }) => {
    const approvals = await store.listApprovals(db, request);
    for (const one of approvals.filter(({ state }) => state === 'open' || state === 'waiting'))
      await store.updateApproval(db, one, { state });
  });
}

/** Moves the request by the verb, writes the step down and tells who waits. It must be locked. Throws conflict on an illegal move. */
export async function takeMove(
  ctx: Ctx,
  request: SpecialPrice,
  verb: SpecialPriceStep,
  note: string | null,
  changes: Partial<SpecialPrice> = {},
): Promise<SpecialPrice> {
  const from = request.state as SpecialPriceState;
  const state = move('special price', SPECIAL_PRICE_MOVES, from, verb);
  const moved = await store.updateSpecialPrice(ctx.db, request, { ...changes, state });
  await tellMove(ctx, moved, verb, note);
  return moved;
}

async function tellMove(
  ctx: Ctx,
  request: SpecialPrice,
  verb: SpecialPriceStep,
  note: string | null,
): Promise<void> {
  const { reseller_id, id, seller_id, buyer_id, number, state, customer_id, order_id } = request;
  const { organizationId, personId, personName } = ctx.actor;
  const internal = INTERNAL_MOVES.includes(verb);
  await store.insertMove(ctx.db, {
    ...{ reseller_id, special_price_id: id, seller_id, buyer_id, move: verb, state, internal, note },
    ...{ organization_id: organizationId, person_id: personId, person_name: personName },
    moved_at: ctx.now.toISOString(),
  });
  audit(ctx, {
    resellerId: reseller_id,
    action: `special_price.${verb}`,
    subjectKind: 'special_price',
    subjectId: id,
    details: { number, state, note },
  });
  emit(ctx, {
    resellerId: reseller_id,
    name: `special_price.${state}`,
    subjectId: id,
    payload: { number, state, customer_id, order_id },
    audience: internal ? [seller_id] : [seller_id, buyer_id],
  });
  await writeAboutSpecialPrice(ctx, request, verb, note);
}

/**
 * Whether what is approved covers these lines for the customer today: each offer has a price granted, and no more is wanted than it covers.
 * True, or the sentence that says what is missing. Across the wall: it is asked on orders of every depth.
 */
export async function coveredBySpecialPrice(
  ctx: Ctx,
  customer: Organization,
  lines: readonly { offer_id: string; quantity: number }[],
): Promise<true | string> {
  const on = await todayAtVendor(ctx);
  const { id, currency } = await accountWithVendor(ctx, customer);
  const granted = await asSystem(ctx, ({ db }) =>
    findGrantedOn(db, { account_id: id, customer_id: customer.id, currency, on }),
  );
  const byOffer = new Map(granted.map((grant) => [grant.offer_id, grant]));
  const covers = ({ offer_id, quantity }: { offer_id: string; quantity: number }) => {
    const grant = byOffer.get(offer_id);
    return grant !== undefined && grant.from_quantity <= quantity && quantity <= grant.to_quantity;
  };
  if (lines.length > 0 && lines.every(covers)) return true;
  return 'No approved special price covers all of it: request one, or have one approved for these quantities.';
}
