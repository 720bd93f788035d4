import { useLingui } from '@lingui/react/macro';

/** What the accounts of the book and the kinds of transfer are called. */
export function useLedgerWords() {
  const { t } = useLingui();
  const accounts: Record<string, string> = {
    receivable: t`Receivable`,
    revenue: t`Revenue`,
    deferred_revenue: t`Deferred revenue`,
    tax: t`Tax owed`,
    bank: t`Bank`,
    card_clearing: t`Cards in clearing`,
    wallet: t`Received ahead`,
    bad_debt: t`Bad debt`,
    unmatched: t`Unmatched money`,
  };
  const kinds: Record<string, string> = {
    invoice: t`Invoice`,
    payment: t`Payment`,
    payment_reversal: t`Payment reversed`,
    refund: t`Refund`,
    refund_failed: t`Refund came back`,
    credit_applied: t`Credit used`,
    credit_note: t`Credit note`,
    write_off: t`Written off`,
    recognition: t`Revenue earned`,
  };
  return {
    account: (name: string) => accounts[name] ?? name,
    kind: (name: string) => kinds[name] ?? name,
  };
}
