import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { getOrganization, getVendor, membersWithRole, peopleById } from '../../identity/index.ts';
import { keepersOf } from '../../program/index.ts';
import { type DealLetter, type Reader, type Writing, writeDealLetter } from './deals.mail.ts';
import type { Deal, DealVerb } from './deals.rules.ts';

/** Whose desk a deal is on, by part. */
export type Desk = 'manager' | 'supervisor' | 'management' | 'reseller';

// Whom a move is told by letter: whoever did not make it, and waits for it.
const MOVE_LETTERS: Partial<Record<DealVerb, { to: Desk; withNote: boolean }>> = {
  register: { to: 'manager', withNote: false },
  resubmit: { to: 'manager', withNote: true },
  recall: { to: 'manager', withNote: true },
  win: { to: 'manager', withNote: true },
  lose: { to: 'manager', withNote: true },
  return: { to: 'reseller', withNote: true },
  approve: { to: 'reseller', withNote: true },
  decline: { to: 'reseller', withNote: true },
  expire: { to: 'reseller', withNote: false },
};

/** Tells whoever waits for the move. The reseller of a customer that chose somebody else hears of the choice. */
export async function writeAboutMove(
  ctx: Ctx,
  deal: Deal,
  verb: DealVerb,
  note: string | null,
): Promise<void> {
  if (!deal.registered_at) return;
  if (verb === 'lose' && deal.ended_reason === 'customer_choice')
    return writeToDesk(ctx, deal, 'choice', 'reseller');
  if (verb === 'extend' && ctx.actor.organizationId === deal.seller_id)
    return writeToDesk(ctx, deal, 'extend', 'reseller', { note });
  const letter = MOVE_LETTERS[verb];
  if (letter)
    await writeToDesk(ctx, deal, verb as DealLetter, letter.to, { note: letter.withNote ? note : null });
}

/** Writes to everyone at the desk, each in their language. */
export async function writeToDesk(
  ctx: Ctx,
  deal: Deal,
  kind: DealLetter,
  desk: Desk,
  more: Partial<Writing> = {},
): Promise<void> {
  const writing = { ...(await writingOf(ctx, deal)), ...more };
  for (const reader of await readersAt(ctx, deal, desk))
    await writeDealLetter(ctx, deal, kind, reader, writing);
}

/** In whose name letters about the deal are written, and about whom. */
export async function writingOf(ctx: Ctx, deal: Deal): Promise<Writing> {
  // Across the wall: a customer who confirms a choice acts for nobody.
  const reseller = await asSystem(ctx, () => getOrganization(ctx, deal.buyer_id));
  return { from: await getVendor(ctx), reseller: reseller.name };
}

async function readersAt(ctx: Ctx, deal: Deal, desk: Desk): Promise<Reader[]> {
  if (desk === 'reseller') return resellersReaders(ctx, deal);
  if (desk === 'management') {
    const vendor = await getVendor(ctx);
    return asSystem(ctx, () => membersWithRole(ctx, vendor.id, ['management']));
  }
  const keepers = await keepersOf(ctx, deal.reseller_id);
  return keepers ? [keepers[desk]] : [];
}

/** Whoever works on the deal; the owners where a program of theirs did it. */
async function resellersReaders(ctx: Ctx, { owner_id, buyer_id }: Deal): Promise<Reader[]> {
  const owner = owner_id ? (await peopleById(ctx, [owner_id])).get(owner_id) : undefined;
  if (owner) return [owner];
  return asSystem(ctx, () => membersWithRole(ctx, buyer_id, ['owner']));
}
