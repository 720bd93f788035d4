import { referencesIn } from '../invoices/invoices.rules.ts';
import type { BankEntry } from '../payments/payments.rules.ts';

/** Where a payment reference may stand in an entry. */
type Words = { remittance: string; endToEndId?: string | null; mentions?: string | null };
/** What the bank says of an entry, as far as its match turns on it. `amount` is positive minor units. */
type Said = Words & {
  amount: bigint;
  currency: string;
  direction: 'credit' | 'debit';
  bookedOn: string;
  reversal: boolean;
};
/** What a payment reference stands for: a document of an account. */
type Named = { account_id: string; currency: string; payment_reference: string };

/** A matched entry of an earlier file, as far as it may be the same money. */
export type Earlier = Pick<BankEntry, 'account_id' | 'amount' | 'currency' | 'booked_on' | 'remittance'>;

/** What an entry is found to be: what it pays (`also`: what else of the same buyer it names), or why it pays nothing by itself. */
export type Match<Target> =
  | { target: Target; also: Target[]; cause: null }
  | { target: null; state: 'unmatched' | 'ignored'; cause: string };

/** The payment references that stand anywhere in an entry. */
export function referencesOf({ remittance, endToEndId, mentions }: Words): string[] {
  return [...new Set([remittance, endToEndId, mentions].flatMap((text) => referencesIn(text ?? '')))];
}

const waits = (cause: string): Match<never> => ({ target: null, state: 'unmatched', cause });
const leftOut = (cause: string): Match<never> => ({ target: null, state: 'ignored', cause });

/**
 * What the entry pays: the document its reference names. A person looks where money would else go astray: at what comes back of a payment out,
 * at one sum for several buyers, at what an earlier file (in another format, where the bank names it otherwise) has brought already.
 */
export function matchOf<Target extends Named>(
  entry: Said,
  targets: ReadonlyMap<string, Target>,
  earlier: readonly Earlier[],
): Match<Target> {
  if (entry.direction === 'debit') return leftOut(entry.reversal ? 'taken_back' : 'money_out');
  if (entry.amount <= 0n) return leftOut('no_money');
  if (entry.reversal) return waits('comes_back');
  const references = referencesOf(entry);
  const named = references.flatMap((reference) => targets.get(reference) ?? []);
  const [target, ...also] = named;
  if (!target) return waits(references.length > 0 ? 'unknown_reference' : 'no_reference');
  if (named.some(({ account_id }) => account_id !== target.account_id)) return waits('several_buyers');
  if (target.currency !== entry.currency) return waits('other_currency');
  if (earlier.some((one) => isSameMoney(one, entry, target))) return waits('seen_before');
  return { target, also, cause: null };
}

function isSameMoney(one: Earlier, entry: Said, target: Named): boolean {
  const isAlike =
    one.account_id === target.account_id &&
    one.amount === entry.amount &&
    one.currency === entry.currency &&
    one.booked_on === entry.bookedOn;
  return isAlike && referencesIn(one.remittance).includes(target.payment_reference);
}
