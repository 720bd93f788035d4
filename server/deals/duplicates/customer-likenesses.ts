import { audit } from '../../base/audit.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { getVendor, type Organization, organizationsById } from '../../identity/index.ts';
import { writeToDesk } from '../deals/deal-letters.ts';
import { COMPARED_STATES, type Deal } from '../deals/deals.rules.ts';
import { findDeal } from '../deals/deals.sql.ts';
import { canDecide } from '../policy.ts';
import type {
  CustomerKey,
  CustomerLikeness,
  FoundCustomer,
  WrittenCustomer,
} from './customer-likenesses.sql.ts';
import * as store from './customer-likenesses.sql.ts';
import { type MatchReason, matchKeys, scoreOf, strongest } from './duplicates.rules.ts';

/** So many customers have their keys made at once; a program's first deal makes them all. */
const AT_ONCE = 2000;

/**
 * Writes down which existing customers of other partners a registered deal may be for, and tells the channel supervisor of those not known
 * before. Runs as the system, after the deals were compared and out of the request that registered it: nothing of it reaches a reseller.
 */
export async function compareWithCustomers(ctx: Ctx, dealId: string): Promise<void> {
  const deal = found(await findDeal(ctx.db, dealId), 'deal');
  if (!COMPARED_STATES.some((state) => state === deal.state)) return;
  await keepKeys(ctx);
  const byCustomer = Map.groupBy(
    await store.findCustomersAlike(ctx.db, deal),
    ({ other_customer_id }) => other_customer_id,
  );
  const likenesses = [...byCustomer.values()]
    .flatMap((alike) => likenessOf(ctx, deal, alike))
    .sort((a, b) => b.rank - a.rank);
  const kept: string[] = [];
  const fresh: CustomerLikeness[] = [];
  for (const { likeness } of likenesses) {
    const id = await store.upsertCustomerLikeness(ctx.db, likeness);
    kept.push(id);
    if (id === likeness.id) fresh.push(likeness);
  }
  await store.dropUnjudgedCustomers(ctx.db, deal, kept);
  if (fresh[0]) await tell(ctx, deal, fresh[0]);
}

/** Makes the keys of customers that were added, or that something else is written of by now. */
async function keepKeys(ctx: Ctx): Promise<void> {
  const { id: sellerId } = await getVendor(ctx);
  for (;;) {
    const stale = await store.staleCustomers(ctx.db, AT_ONCE);
    if (stale.length === 0) return;
    await store.putCustomerKeys(ctx.db, sellerId, stale, stale.flatMap(keysOf));
    if (stale.length < AT_ONCE) return;
  }
}

function keysOf({
  reseller_id,
  id: customer_id,
  country,
  closed,
  ...written
}: WrittenCustomer): CustomerKey[] {
  if (closed) return [];
  const keys = matchKeys({ ...written, name_other: null, contact_email: null });
  return keys.map((key) => ({ ...key, reseller_id, customer_id, country }));
}

function likenessOf(ctx: Ctx, deal: Deal, alike: readonly FoundCustomer[]) {
  const reasons = strongest(
    alike.map(({ kind, mine, theirs, likeness }): MatchReason => ({ kind, mine, theirs, likeness })),
  );
  const [customer] = alike;
  if (!customer || reasons.length === 0) return [];
  const rank = scoreOf(reasons);
  const { other_reseller_id, other_customer_id } = customer;
  const likeness: CustomerLikeness = {
    ...{ reseller_id: deal.reseller_id, id: newId(), deal_id: deal.id, seller_id: deal.seller_id },
    ...{ other_reseller_id, other_customer_id, score: rank.toString(), reasons },
    ...{ verdict: 'open', note: null, person_id: null, person_name: null, verdict_at: null },
    found_at: ctx.now.toISOString(),
  };
  return [{ rank, likeness }];
}

/** One letter however many were found: they stand side by side on the deal's page. */
async function tell(ctx: Ctx, deal: Deal, { other_customer_id }: CustomerLikeness): Promise<void> {
  const { reseller_id: resellerId, id: subjectId, seller_id, number } = deal;
  const payload = { number };
  emit(ctx, { resellerId, name: 'deal.likeness_found', subjectId, payload, audience: [seller_id] });
  const customer = (await organizationsById(ctx, [other_customer_id])).get(other_customer_id);
  const partnerId = customer?.seller_id ?? '';
  const partner = partnerId ? (await organizationsById(ctx, [partnerId])).get(partnerId) : undefined;
  const more = [customer?.name, partner?.name].filter(Boolean).join(' – ');
  await writeToDesk(ctx, deal, 'customer_likeness', 'supervisor', { more });
}

/** A likeness as the vendor sees it: the customer as it is written of now, and the partner that sells to it. */
export type SeenCustomerLikeness = CustomerLikeness & {
  customer: Organization;
  partner: Organization | null;
};

/** The existing customers of other partners that a deal may be for, strongest first. For the vendor's deciders. Throws 403, 404. */
export async function listCustomerLikenesses(ctx: Ctx, dealId: string): Promise<SeenCustomerLikeness[]> {
  ensure(canDecide(ctx.actor));
  found(await findDeal(ctx.db, dealId), 'deal');
  const likenesses = await store.listCustomerLikenesses(ctx.db, dealId);
  const customers = await organizationsById(
    ctx,
    likenesses.map(({ other_customer_id }) => other_customer_id),
  );
  const partners = await organizationsById(
    ctx,
    [...customers.values()].flatMap(({ seller_id }) => seller_id ?? []),
  );
  return likenesses.flatMap((likeness) => {
    const customer = customers.get(likeness.other_customer_id);
    if (!customer) return [];
    return [{ ...likeness, customer, partner: partners.get(customer.seller_id ?? '') ?? null }];
  });
}

/** A decider judges a likeness: it is that customer, or another. Throws 403, 404. */
export async function judgeCustomerLikeness(
  ctx: Ctx,
  id: string,
  { verdict, note }: { verdict: 'same' | 'distinct'; note: string | null },
): Promise<void> {
  ensure(canDecide(ctx.actor));
  const likeness = found(await store.lockCustomerLikeness(ctx.db, id), 'likeness');
  const { personId: person_id, personName: person_name } = ctx.actor;
  const judged = { verdict, note, person_id, person_name, verdict_at: ctx.now.toISOString() };
  await store.judgeCustomer(ctx.db, likeness, judged);
  const { reseller_id: resellerId, deal_id: subjectId, other_customer_id, seller_id } = likeness;
  const details = { verdict, note, other_customer_id };
  audit(ctx, { resellerId, action: 'deal.customer_judged', subjectKind: 'deal', subjectId, details });
  emit(ctx, {
    resellerId,
    name: 'deal.likeness_judged',
    subjectId,
    payload: { verdict },
    audience: [seller_id],
  });
}
