import { audit } from '../../base/audit.ts';
import { type Ctx, ensure } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { writeToDesk } from '../deals/deal-letters.ts';
import { COMPARED_STATES, type Deal } from '../deals/deals.rules.ts';
import { findDeal, findDeals } from '../deals/deals.sql.ts';
import { canDecide } from '../policy.ts';
import { type MatchReason, matchKeys, scoreOf, strongest } from './duplicates.rules.ts';
import type { Duplicate, Found } from './duplicates.sql.ts';
import * as store from './duplicates.sql.ts';

/**
 * Writes down what a registered deal is recognised by and which deals it is like, for the vendor alone. Runs as the system, out of the request
 * that registered it; looking again renews what nobody has judged. A deal that is registered no more is let be.
 */
export async function compareDeal(ctx: Ctx, dealId: string): Promise<void> {
  await store.holdComparisons(ctx.db);
  const deal = found(await findDeal(ctx.db, dealId), 'deal');
  if (!COMPARED_STATES.some((state) => state === deal.state)) return;
  await store.putKeys(ctx.db, deal, matchKeys(deal));
  const alike = await store.findAlike(ctx.db, deal, COMPARED_STATES);
  const others = await findDeals(ctx.db, [...new Set(alike.map(({ other_deal_id }) => other_deal_id))]);
  const kept: string[] = [];
  for (const other of others) {
    const reasons = strongest(alike.filter(({ other_deal_id }) => other_deal_id === other.id).map(reasonOf));
    if (reasons.length > 0) kept.push(await keep(ctx, deal, other, reasons));
  }
  await store.dropUnjudged(ctx.db, deal, kept);
}

function reasonOf({ kind, mine, theirs, likeness }: Found): MatchReason {
  return { kind, mine, theirs, likeness };
}

/** Keeps the pair, the later deal first; tells the vendor of one it did not know. Answers its id. */
async function keep(ctx: Ctx, deal: Deal, other: Deal, reasons: MatchReason[]): Promise<string> {
  const pair = await store.findPair(ctx.db, deal.id, other.id);
  const later = pair ? pair.deal_id === deal.id : isFirst(other, deal);
  const [second, first] = later ? [deal, other] : [other, deal];
  const duplicate: Duplicate = {
    ...{ reseller_id: second.reseller_id, id: newId(), deal_id: second.id, seller_id: second.seller_id },
    ...{ other_reseller_id: first.reseller_id, other_deal_id: first.id },
    score: scoreOf(reasons).toString(),
    reasons: later ? reasons : reasons.map(turned),
    ...{ verdict: 'open', note: null, person_id: null, person_name: null, verdict_at: null },
    found_at: ctx.now.toISOString(),
  };
  const id = await store.upsertDuplicate(ctx.db, duplicate);
  if (id === duplicate.id) await tell(ctx, second, first);
  return id;
}

/** Who was first: the one that was registered first. */
function isFirst(a: Deal, b: Deal): boolean {
  const key = ({ registered_at, id }: Deal) => `${registered_at ?? '9999'} ${id}`;
  return key(a) < key(b);
}

function turned({ kind, mine, theirs, likeness }: MatchReason): MatchReason {
  return { kind, mine: theirs, theirs: mine, likeness };
}

async function tell(ctx: Ctx, second: Deal, first: Deal): Promise<void> {
  const { reseller_id: resellerId, id: subjectId, seller_id, number } = second;
  emit(ctx, {
    resellerId,
    name: 'deal.likeness_found',
    subjectId,
    payload: { number },
    audience: [seller_id],
  });
  await writeToDesk(ctx, second, 'likeness', 'manager', { more: first.number });
}

/** A likeness as the vendor sees it from one of the two deals. `first`: whether the other was registered first. */
export type SeenDuplicate = Duplicate & { other: Deal; first: boolean };

/** The deals that one is like, with what matched as seen from it, strongest first. For the vendor's deciders. Throws 403, 404. */
export async function listDuplicates(ctx: Ctx, dealId: string): Promise<SeenDuplicate[]> {
  ensure(canDecide(ctx.actor));
  const deal = found(await findDeal(ctx.db, dealId), 'deal');
  const duplicates = await store.listOf(ctx.db, dealId);
  const others = await findDeals(
    ctx.db,
    duplicates.map((one) => otherOf(one, dealId)),
  );
  const byId = new Map(others.map((other) => [other.id, other]));
  return duplicates.flatMap((duplicate) => {
    const other = byId.get(otherOf(duplicate, dealId));
    if (!other) return [];
    const reasons = duplicate.deal_id === dealId ? duplicate.reasons : duplicate.reasons.map(turned);
    return [{ ...duplicate, reasons, other, first: isFirst(other, deal) }];
  });
}

function otherOf({ deal_id, other_deal_id }: Duplicate, dealId: string): string {
  return deal_id === dealId ? other_deal_id : deal_id;
}

/** A channel manager judges a likeness: one customer, or two different ones. Throws 403, 404. */
export async function judgeDuplicate(
  ctx: Ctx,
  id: string,
  { verdict, note }: { verdict: 'same' | 'distinct'; note: string | null },
): Promise<void> {
  ensure(canDecide(ctx.actor));
  const duplicate = found(await store.lockDuplicate(ctx.db, id), 'likeness');
  const { personId: person_id, personName: person_name } = ctx.actor;
  await store.judge(ctx.db, duplicate, {
    ...{ verdict, note, person_id, person_name },
    verdict_at: ctx.now.toISOString(),
  });
  const { reseller_id: resellerId, deal_id, seller_id } = duplicate;
  const details = { verdict, note, other_deal_id: duplicate.other_deal_id };
  audit(ctx, {
    resellerId,
    action: 'deal.likeness_judged',
    subjectKind: 'deal',
    subjectId: deal_id,
    details,
  });
  const payload = { verdict };
  emit(ctx, { resellerId, name: 'deal.likeness_judged', subjectId: deal_id, payload, audience: [seller_id] });
}

/**
 * The protected deal of another reseller that stands against approving this one; undefined when none does. Compares anew, so that what was
 * registered a moment ago counts. The caller is the vendor's.
 */
export async function contestedBy(ctx: Ctx, deal: Deal): Promise<Deal | undefined> {
  // Across the wall: what deals are recognised by is the product's own.
  await asSystem(ctx, () => compareDeal(ctx, deal.id));
  const duplicates = (await store.listOf(ctx.db, deal.id)).filter(({ verdict }) => verdict !== 'distinct');
  const others = await findDeals(
    ctx.db,
    duplicates.map((one) => otherOf(one, deal.id)),
  );
  return others.find(({ state, buyer_id }) => state === 'approved' && buyer_id !== deal.buyer_id);
}

/** How many likenesses of each deal nobody has judged; for the vendor alone. */
export async function countOpenDuplicates(
  ctx: Ctx,
  dealIds: readonly string[],
): Promise<Map<string, number>> {
  return store.countOpen(ctx.db, dealIds);
}
