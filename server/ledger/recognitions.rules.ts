import type { Selectable } from 'kysely';
import type { LedgerRecognition } from '../../db/types.ts';
import { type CivilDate, daysBetween, firstOfMonth, firstOfNextMonth } from '../base/dates.ts';
import { roundDiv } from '../base/money.ts';
import type { Posting } from './transfers.rules.ts';

/** What is earned of a document in one calendar month. */
export type Recognition = Selectable<LedgerRecognition>;

/** Revenue of a term: `amount` for the half-open days `from`…`to`, negative where it was given back. `source_id` is its document. */
export type Deferral = {
  account: Posting['account'];
  source_id: string;
  amount: bigint;
  currency: string;
  from: CivilDate;
  to: CivilDate;
  deferred_on: CivilDate;
};

/**
 * What is earned in each calendar month of a term: by its civil days, rounded on the running sum, so that the last month takes the rest and
 * the parts sum to the whole. Months that earn nothing are left out.
 */
export function schedule({
  amount,
  from,
  to,
}: Pick<Deferral, 'amount' | 'from' | 'to'>): { month: CivilDate; amount: bigint }[] {
  const days = BigInt(daysBetween(from, to));
  const parts: { month: CivilDate; amount: bigint }[] = [];
  let earned = 0n;
  for (let month = firstOfMonth(from); month < to; month = firstOfNextMonth(month)) {
    const next = firstOfNextMonth(month);
    const through = roundDiv(amount * BigInt(daysBetween(from, next < to ? next : to)), days);
    parts.push({ month, amount: through - earned });
    earned = through;
  }
  return parts.filter((part) => part.amount !== 0n);
}

/** The months of all a document's terms together. */
export function schedules(
  deferrals: readonly Deferral[],
): (Omit<Deferral, 'from' | 'to'> & { month: CivilDate })[] {
  const months = deferrals.flatMap(({ from, to, ...deferral }) =>
    schedule({ ...deferral, from, to }).map((part) => ({ ...deferral, ...part })),
  );
  const bySource = Map.groupBy(months, ({ source_id, month }) => `${source_id} ${month}`);
  return [...bySource.values()].flatMap((parts) => {
    const [first] = parts;
    const amount = parts.reduce((sum, part) => sum + part.amount, 0n);
    return first && amount !== 0n ? [{ ...first, amount }] : [];
  });
}
