import type { Ctx } from '../../base/ctx.ts';
import { Fail } from '../../base/errors.ts';
import type { Account } from '../../identity/index.ts';

/**
 * An account on which its seller sells nothing new for now. `invoices`: the numbers of what must be paid first; none where a person holds it, who
 * gave a `reason`. `contact`: how the seller is reached.
 */
export type PurchaseHold = {
  account: Account;
  seller: string;
  buyer: string;
  invoices: readonly string[];
  reason: string | null;
  contact: string | null;
};

/** Which of these accounts are held: billing knows who has not paid, and is wired in here. */
export type PurchaseHolds = (ctx: Ctx, accounts: readonly Account[]) => Promise<PurchaseHold[]>;

let known: PurchaseHolds = async () => [];

/** Wires the holds; until then nothing is held. */
export function usePurchaseHolds(holds: PurchaseHolds): void {
  known = holds;
}

/**
 * Refuses a purchase while one of the accounts that it is made on is held: a purchase of a customer is one of every account above it. Throws Fail
 * conflict `account_held`. Which invoices, only the two sides of that account read.
 */
export async function ensureNotHeld(ctx: Ctx, accounts: readonly Account[]): Promise<void> {
  const holds = await known(ctx, accounts);
  const { organizationId } = ctx.actor;
  // One's own account first: it is what one can do something about.
  const hold = holds.find(({ account }) => account.buyer_id === organizationId) ?? holds[0];
  if (hold) throw new Fail('conflict', 'account_held', sentenceFor(hold, organizationId));
}

/** So many invoices a sentence names. */
const NAMED = 5;

function sentenceFor(hold: PurchaseHold, reader: string | null): string {
  const { account, seller, buyer, contact } = hold;
  // It stands within a sentence, which has its own end.
  const reason = hold.reason?.replace(/[.\s]+$/, '') ?? null;
  const invoices = [...hold.invoices.slice(0, NAMED), ...(hold.invoices.length > NAMED ? ['…'] : [])].join(
    ', ',
  );
  if (account.seller_id === reader)
    return reason === null
      ? `New orders of ${buyer} are held until it pays ${invoices}. You can lift the hold under Overdue accounts.`
      : `New orders of ${buyer} are held: "${reason}". You can lift the hold under Overdue accounts.`;
  const whom = contact ? `${seller} (${contact})` : seller;
  if (account.buyer_id !== reader)
    return 'Nothing new can be ordered here for now: an account that it is bought on is held. Ask the one who sells to you.';
  return reason === null
    ? `${seller} takes no new orders of yours until this is paid: ${invoices}. Running services continue. Questions: ${whom}.`
    : `${seller} takes no new orders of yours: "${reason}". Running services continue. Questions: ${whom}.`;
}
