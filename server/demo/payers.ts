import { addDays, type CivilDate } from '../base/dates.ts';
import { portion } from '../base/money.ts';
import { seededRandom } from './random.ts';

/** An invoice that is not fully paid, or a payment request: what somebody may pay now. */
export type Payable = {
  payer: string;
  issued_on: CivilDate;
  reference: string;
  currency: string;
  total: bigint;
  paid: bigint;
  /** The payer is billed ahead, and an order may wait for it: it is paid at the next opportunity. */
  urgent: boolean;
};

/** What the payer transfers for it up to `day`; nothing while the payer takes its time. */
export function transferFor(payable: Payable, day: CivilDate): bigint {
  const { payer, issued_on, total, paid, urgent } = payable;
  if (urgent) return total - paid;
  const random = seededRandom(`pays:${payer}:${issued_on}`);
  const slow = seededRandom(`slow:${payer}`).chance(14);
  const days = slow ? random.int(34, 75) : random.int(5, 27);
  const inParts = random.chance(6);
  if (addDays(issued_on, days) > day) return 0n;
  if (!inParts) return total - paid;
  if (paid === 0n) return portion(total, '0.6');
  return addDays(issued_on, days + 25) > day ? 0n : total - paid;
}
