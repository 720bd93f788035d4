import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Invoice = Item<'/v1/billing/invoices'>;
export type InvoiceDetail = Answer<'/v1/billing/invoices/{id}'>;
export type InvoiceLine = InvoiceDetail['lines'][number];
export type MonthOfUse = InvoiceDetail['uses'][number];
export type Payment = Item<'/v1/billing/payments'>;
export type PaymentDetail = Answer<'/v1/billing/payments/{id}'>;
export type Refund = PaymentDetail['refunds'][number];
export type BankEntry = Item<'/v1/billing/bank-entries'>;
export type BankFile = Item<'/v1/billing/bank-files'>;

export const invoiceTones: Record<Invoice['state'], Tone> = {
  draft: 'neutral',
  discarded: 'neutral',
  open: 'info',
  partly_paid: 'info',
  paid: 'good',
  overdue: 'bad',
  credited: 'neutral',
  written_off: 'warn',
};

export const refundTones: Record<Refund['state'], Tone> = {
  requested: 'info',
  pending: 'info',
  succeeded: 'good',
  failed: 'bad',
};

export const entryTones: Record<BankEntry['state'], Tone> = {
  matched: 'good',
  unmatched: 'warn',
  ignored: 'neutral',
};

/** What billing's states and kinds are called. */
export function useBillingWords() {
  const { t } = useLingui();
  return {
    states: {
      draft: t`Draft`,
      discarded: t`Discarded`,
      open: t`Open`,
      partly_paid: t`Partly paid`,
      paid: t`Paid`,
      overdue: t`Overdue`,
      credited: t`Credited`,
      written_off: t`Written off`,
    } satisfies Record<Invoice['state'], string>,
    kinds: {
      invoice: t`Invoice`,
      credit_note: t`Credit note`,
      debit_note: t`Debit note`,
    } satisfies Record<Invoice['kind'], string>,
    preferences: { prepay: t`Pre-pay`, postpay: t`Post-pay` },
    method: (method: string) =>
      ({
        bank_transfer: t`Bank transfer`,
        card: t`Card`,
        recorded: t`Written down by hand`,
        credit_note: t`Credit note`,
        write_off: t`Written off`,
      })[method] ?? method,
    /** What kind of line it is, unless it is a plain one. */
    component: (component: InvoiceLine['component']) =>
      ({
        usage: null,
        term: null,
        adjustment: t`Correction`,
        refund: t`Refund`,
        use: t`Usage`,
        fee: null,
        minimum: t`Minimum commitment`,
        termination: t`Early termination`,
        credit: t`Credit note`,
        debit: t`Further charge`,
      })[component],
    entries: { matched: t`Matched`, unmatched: t`Waits for you`, ignored: t`Left out` },
    cause: (cause: string | null) =>
      ({
        no_reference: t`It carries no payment reference.`,
        unknown_reference: t`Its reference belongs to no invoice of yours.`,
        other_currency: t`It is in another currency than the invoice.`,
        several_buyers: t`Its references belong to several buyers; the bank does not say how much each has paid.`,
        seen_before: t`The same sum with the same reference came on this day in an earlier file; match it only if it was paid twice.`,
        comes_back: t`Money that went out and came back.`,
        taken_back: t`The bank took an earlier payment back; say which, and what it paid is open again.`,
        mistaken: t`It was matched by mistake, and that payment was reversed.`,
        left_out: t`You left it out.`,
        no_money: t`It moves no money.`,
        money_out: t`Money that went out.`,
      })[cause ?? ''] ?? cause,
    taxNote: (note: string) =>
      ({
        zero_rated_export: t`Zero-rated: supplied outside the seller’s country`,
        not_taxed: t`No tax is charged`,
        reverse_charge: t`Reverse charge: the buyer accounts for the tax`,
        exempt_certificate: t`Exempt by the buyer’s certificate`,
        outside_scope: t`Outside the scope of the seller’s tax`,
        destination: t`Tax of the buyer’s country`,
      })[note],
  };
}

/** Why a payment was taken back, in a word and in a sentence. */
export function useReversalWords() {
  const { t } = useLingui();
  return {
    reasons: {
      returned: t`Returned by the bank`,
      chargeback: t`Charged back by the card issuer`,
      mistake: t`Recorded by mistake`,
      refunded: t`Refunded`,
      refund_failed: t`Refund came back`,
    } satisfies Record<NonNullable<Payment['reason']>, string>,
    reasonNotes: {
      returned: t`The transfer was recalled, or the cheque bounced.`,
      chargeback: t`The card’s holder disputed it, and the issuer took the money back.`,
      mistake: t`It never came, came for somebody else, or was written down twice.`,
    } satisfies Record<PaymentDetail['reasons'][number], string>,
  };
}

/** What the states of a refund and its ways are called. */
export function useRefundWords() {
  const { t } = useLingui();
  return {
    states: {
      requested: t`Being sent`,
      pending: t`On its way`,
      succeeded: t`Refunded`,
      failed: t`Came back`,
    } satisfies Record<Refund['state'], string>,
    ways: {
      card: t`To the card`,
      bank_transfer: t`By bank transfer`,
    } satisfies Record<Refund['way'], string>,
    wayNotes: {
      card: t`The card gateway sends it to the card that paid; it arrives within five to ten days.`,
      bank_transfer: t`You have sent it yourself; say when, and by which reference.`,
    } satisfies Record<Refund['way'], string>,
  };
}
