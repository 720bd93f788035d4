import { type Ctx, ensure } from '../../base/ctx.ts';
import { addMinutes, civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { assert, Fail, found } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { costsOn, offersOf } from '../../catalog/index.ts';
import { getVendor } from '../../identity/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import { mayTakeSpecial } from '../policy.ts';
import { type Approval, type ApprovalReason, needs } from './approvals.rules.ts';
import { getApprovalStructure } from './approvals.ts';
import { asDecider, type Decider, decidersOf } from './approvers.ts';
import { writeToDeciders } from './special-price-letters.ts';
import {
  type SpecialPrice,
  type SpecialPriceLine,
  type Terms,
  termsFault,
  termsWished,
  type Weight,
  weigh,
} from './special-prices.rules.ts';
import * as store from './special-prices.sql.ts';
import { dropOpen, takeMove } from './special-prices.ts';

/**
 * The channel supervisor takes part: says in a note why the vendor should agree, and sends the request through the vendor's approval structure
 * as it stands now. Throws 403, 404, conflict, and 403 for the one who asked.
 */
export async function endorseSpecialPrice(ctx: Ctx, id: string, note: string): Promise<SpecialPrice> {
  const request = await taken(ctx, id, 'endorse');
  if (ctx.actor.personId && ctx.actor.personId === request.requested_by)
    throw new Fail('forbidden', 'not_allowed', 'Nobody endorses their own request.');
  const round = request.round + 1;
  const changes = { round, endorsed_by: ctx.actor.personId };
  const moved = await takeMove(ctx, request, 'endorse', note, changes);
  const approvals = await levelsFor(ctx, moved);
  await store.insertApprovals(ctx.db, approvals);
  await open(ctx, moved, found(approvals[0], 'level'));
  return moved;
}

async function taken(
  ctx: Ctx,
  id: string,
  verb: Parameters<typeof mayTakeSpecial>[2],
): Promise<SpecialPrice> {
  const request = found(await store.lockSpecialPrice(ctx.db, id), 'special price');
  ensure(mayTakeSpecial(ctx.actor, request, verb));
  return request;
}

/** The levels that this request goes through, none open yet. */
async function levelsFor(ctx: Ctx, request: SpecialPrice): Promise<Approval[]> {
  const { version, levels } = await getApprovalStructure(ctx);
  const weight = await weightOf(ctx, request, await store.listLines(ctx.db, [request]));
  const needed = levels.flatMap((level) => {
    const because = needs(level, weight, request.country);
    return because ? [{ level, because }] : [];
  });
  assert(needed.length > 0, 'a structure has a level for every request');
  return needed.map(({ level, because }, place) => waiting(request, version, level, because, place + 1));
}

function waiting(
  { reseller_id, id, round, seller_id }: SpecialPrice,
  structure_version: number,
  level: Approval['level'],
  because: ApprovalReason[],
  place: number,
): Approval {
  return {
    ...{ reseller_id, special_price_id: id, round, place, seller_id, structure_version, level, because },
    ...{
      state: 'waiting',
      remind_at: null,
      due_at: null,
      reminded_at: null,
      escalated_at: null,
      terms: null,
    },
    ...{ note: null, decided_by: null, decided_by_name: null, decided_for_name: null, decided_at: null },
  };
}

/** How heavy the request is, by the vendor's costs of today. */
export async function weightOf(
  ctx: Ctx,
  { currency }: SpecialPrice,
  lines: readonly SpecialPriceLine[],
): Promise<Weight> {
  const offerIds = lines.map(({ offer_id }) => offer_id);
  const offers = await offersOf(ctx, offerIds);
  const costs = await costsOn(ctx, { offerIds, currency, on: await todayAtVendor(ctx) });
  return weigh(
    lines.map((line) => ({
      ...line,
      unit_cost: costs.get(line.offer_id) ?? null,
      cycles_a_year: Math.max(1, Math.round(12 / Math.max(1, offers.get(line.offer_id)?.cycle_months ?? 1))),
    })),
  );
}

async function open(ctx: Ctx, request: SpecialPrice, approval: Approval): Promise<void> {
  const { remind_after_hours, decide_within_hours } = approval.level;
  const inHours = (hours: number) => addMinutes(ctx.now, hours * 60).toISOString();
  const clock = { remind_at: inHours(remind_after_hours), due_at: inHours(decide_within_hours) };
  await store.updateApproval(ctx.db, approval, { state: 'open', ...clock });
  await writeToDeciders(ctx, request, 'decide', await decidersOf(ctx, request.seller_id, approval));
}

export type Agreement = { note: string | null; terms: Terms | null };

/**
 * A level agrees, to the wish or to terms of its own: the next level is asked, or after the last the price is granted. The approval binds floor,
 * band, days and customer. Throws 403 for everybody but the level's deciders and for those who asked or endorsed, conflict, Fail invalid.
 */
export async function agreeToSpecialPrice(
  ctx: Ctx,
  id: string,
  { note, terms: wanted }: Agreement,
): Promise<SpecialPrice> {
  const request = await taken(ctx, id, 'agree');
  const { approvals, current, decider } = await openLevel(ctx, request);
  const lines = await store.listLines(ctx.db, [request]);
  const before = approvals.find(({ place }) => place === current.place - 1)?.terms ?? null;
  const terms = wanted ?? before ?? termsWished(request, lines);
  const fault = termsFault(terms, lines, before);
  if (fault)
    throw new Fail('invalid', 'invalid_field', fault, { errors: [{ pointer: '#/terms', detail: fault }] });
  await settle(ctx, current, decider, 'agreed', note, terms);
  const next = approvals.find(({ place }) => place === current.place + 1);
  if (!next) return approve(ctx, request, lines, terms, note);
  const moved = await takeMove(ctx, request, 'agree', note);
  await open(ctx, moved, next);
  return moved;
}

/** The level that is open now, and the actor as its decider. Throws conflict where none is, 403 for others. */
async function openLevel(ctx: Ctx, request: SpecialPrice) {
  const all = await store.listApprovals(ctx.db, request);
  const approvals = all.filter(({ round }) => round === request.round);
  const current = approvals.find(({ state }) => state === 'open');
  if (!current || request.state !== 'in_approval')
    throw new Fail('conflict', 'illegal_move', 'No level is to decide on this now.');
  const decider = asDecider(ctx, request, await decidersOf(ctx, request.seller_id, current));
  if (typeof decider === 'string') throw new Fail('forbidden', 'not_allowed', decider);
  return { approvals, current, decider };
}

async function settle(
  ctx: Ctx,
  approval: Approval,
  { id, name, standsFor }: Decider,
  state: 'agreed' | 'declined' | 'returned',
  note: string | null,
  terms: Terms | null = null,
): Promise<void> {
  await store.updateApproval(ctx.db, approval, {
    ...{ state, note, terms, decided_by: id, decided_by_name: name },
    decided_for_name: standsFor?.name ?? null,
    decided_at: ctx.now.toISOString(),
  });
}

async function approve(
  ctx: Ctx,
  request: SpecialPrice,
  lines: readonly SpecialPriceLine[],
  terms: Terms,
  note: string | null,
): Promise<SpecialPrice> {
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const valid_from = terms.valid_from > today ? terms.valid_from : today;
  if (terms.valid_to <= valid_from)
    throw new Fail('invalid', 'invalid_field', 'The price would have ended already; agree to later days.');
  const { reseller_id, account_id, seller_id, buyer_id, customer_id, currency, id, number } = request;
  const edge = { reseller_id, account_id, seller_id, buyer_id, customer_id, currency };
  const days = { valid_from, valid_to: terms.valid_to };
  const approved = { approved_by: ctx.actor.personName, approved_at: ctx.now.toISOString() };
  await store.insertGranted(
    ctx.db,
    terms.lines.map(({ line, ...price }) => {
      const offer_id = found(
        lines.find((one) => one.line === line),
        'line',
      ).offer_id;
      return { ...edge, ...days, ...price, ...approved, id: newId(), offer_id, special_price_id: id, number };
    }),
  );
  const decided = { ...days, decided_at: ctx.now.toISOString(), reopened: null };
  return takeMove(ctx, request, 'approve', note, decided);
}

/** Sends the request back with a question: by the supervisor before it is endorsed, by the level that is to decide after. Throws as `agree…`. */
export async function returnSpecialPrice(ctx: Ctx, id: string, note: string): Promise<SpecialPrice> {
  return endBy(ctx, id, 'return', note);
}

/** Declines the request, with the reason; what was granted before holds to its end. Throws as `agree…`. */
export async function declineSpecialPrice(ctx: Ctx, id: string, note: string): Promise<SpecialPrice> {
  return endBy(ctx, id, 'decline', note);
}

async function endBy(ctx: Ctx, id: string, verb: 'return' | 'decline', note: string): Promise<SpecialPrice> {
  const request = await taken(ctx, id, verb);
  if (request.state === 'in_approval') {
    const { current, decider } = await openLevel(ctx, request);
    await settle(ctx, current, decider, verb === 'return' ? 'returned' : 'declined', note);
    await dropOpen(ctx, request, 'dropped');
  }
  const decided = verb === 'decline' ? { decided_at: ctx.now.toISOString() } : {};
  return takeMove(ctx, request, verb, note, decided);
}

/**
 * Opens approved special prices of a customer anew: it has grown past what they cover, or past the size from which they are needed. What runs
 * goes on at its price meanwhile. Runs across the wall, as part of what the customer's seller did.
 */
export async function reopenSpecialPrices(
  ctx: Ctx,
  customerId: string,
  because: 'band' | 'headcount',
  outgrown: (request: SpecialPrice) => Promise<boolean> = async () => true,
): Promise<void> {
  await asSystem(ctx, async (system) => {
    for (const request of await store.lockOfCustomer(system.db, customerId, ['approved']))
      if (await outgrown(request))
        await takeMove(system, request, 'reopen', WHY[because], { reopened: because });
  });
}

const WHY = {
  band: 'The customer has grown past the quantity that was approved.',
  headcount: 'The customer, with its group, has grown past the size that was approved.',
};

/** A subscription of the customer has grown to this quantity: reopens what it has outgrown. */
export async function noteGrowth(
  ctx: Ctx,
  customerId: string,
  { offer_id, quantity }: { offer_id: string; quantity: number },
): Promise<void> {
  await reopenSpecialPrices(ctx, customerId, 'band', async (request) => {
    const granted = await asSystem(ctx, ({ db }) => store.listGranted(db, request));
    const latest = granted.find((grant) => grant.offer_id === offer_id);
    return latest !== undefined && quantity > latest.to_quantity;
  });
}
