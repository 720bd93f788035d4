import type { Selectable } from 'kysely';
import type { BillingFee } from '../../../db/types.ts';
import type { Exemption } from '../../base/exemptions.ts';

/** What a seller charges beside subscriptions; `unit_price` in minor units, `exemption` null where it is taxed. */
export type Fee = Omit<Selectable<BillingFee>, 'words' | 'exemption'> & {
  words: { en: string; ar: string };
  exemption: Exemption | null;
};

export const RHYTHMS = [1, 3, 6, 12] as const;

/** Why a fee cannot end on this day: a sentence, or undefined where it can. A single one ends only before its day. */
export function endFault(
  { starts_on, every_months }: Pick<Fee, 'starts_on' | 'every_months'>,
  ends_on: string,
  charged: bigint,
): string | undefined {
  if (every_months === null && charged > 0n) return 'It is charged already; credit its invoice instead.';
  if (every_months !== null && ends_on < starts_on) return `It begins on ${starts_on}; end it then or later.`;
  return undefined;
}
