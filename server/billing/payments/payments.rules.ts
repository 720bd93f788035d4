import type { Selectable } from 'kysely';
import type {
  BillingAllocation,
  BillingBankEntry,
  BillingCheckout,
  BillingPayment,
  BillingPaymentRequest,
} from '../../../db/types.ts';

export type Payment = Selectable<BillingPayment>;
export type Allocation = Selectable<BillingAllocation>;
export type PaymentRequest = Selectable<BillingPaymentRequest>;
export type Checkout = Selectable<BillingCheckout>;
export type BankEntry = Selectable<BillingBankEntry>;

/** Where money of each method arrives in the seller's book; the last two are no money, but settle invoices like it. */
export const ARRIVES_IN = {
  bank_transfer: 'bank',
  card: 'card_clearing',
  recorded: 'bank',
  credit_note: 'wallet',
  write_off: 'bad_debt',
} as const;
export type PaymentMethod = keyof typeof ARRIVES_IN;

/** Covers invoices in the given order from `amount`; what is over is left. Sums exactly: parts + left = amount. */
export function pairUp<Open extends { open: bigint }>(
  amount: bigint,
  invoices: readonly Open[],
): { pairs: { invoice: Open; amount: bigint }[]; left: bigint } {
  let left = amount;
  const pairs: { invoice: Open; amount: bigint }[] = [];
  for (const invoice of invoices) {
    const part = left < invoice.open ? left : invoice.open;
    if (part <= 0n) continue;
    pairs.push({ invoice, amount: part });
    left -= part;
  }
  return { pairs, left };
}
