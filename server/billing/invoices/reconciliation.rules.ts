import { lastDay } from '../../base/dates.ts';
import { currencyDecimals, decimal, decimalText, majorUnits } from '../../base/money.ts';
import type { LineRow } from './lines.rules.ts';

/** A line with the buyer's reference as it stood when its document was issued. */
export type ReconciledLine = LineRow & { purchase_order: string | null };

const CHARGE_TYPES: Record<string, string> = {
  usage: 'Recurring',
  term: 'Recurring in advance',
  adjustment: 'Adjustment',
  refund: 'Refund',
  use: 'Usage',
  fee: 'One-time',
  minimum: 'Minimum commitment',
  termination: 'Early termination',
  credit: 'Credit',
  debit: 'Further charge',
};

type Language = 'en' | 'ar';
type Column = {
  name: string;
  numeric?: boolean;
  value: (line: ReconciledLine, language: Language) => string | null | undefined;
};

const money = (pick: (line: ReconciledLine) => bigint) => (line: ReconciledLine) =>
  majorUnits({ amount: pick(line), currency: line.currency });
const price = (pick: (line: ReconciledLine) => string) => (line: ReconciledLine) => {
  const { digits, scale } = decimal(pick(line));
  return decimalText({ digits, scale: scale + currencyDecimals(line.currency) });
};
const percent = (pick: (line: ReconciledLine) => string) => (line: ReconciledLine) => {
  const { digits, scale } = decimal(pick(line));
  return decimalText({ digits: digits * 100n, scale });
};

/**
 * The columns of a reconciliation file, under the names and in the order that channel partners know from Microsoft's, Google's and Pax8's:
 * who, what, which kind of charge, from when till when (the last day), how many at which price, and on which invoice. Prices and amounts are in
 * major units, prices exact; the discount and the rate are percentages. `Proration` is the days charged of the days of the price.
 */
export const COLUMNS: readonly Column[] = [
  { name: 'InvoiceNumber', value: (line) => line.number },
  { name: 'DocumentType', value: (line) => line.kind },
  { name: 'InvoiceDate', value: (line) => line.issued_on },
  { name: 'DueDate', value: (line) => line.due_on },
  { name: 'PurchaseOrder', value: (line) => line.purchase_order },
  { name: 'Seller', value: (line) => line.seller_name },
  { name: 'Partner', value: (line) => line.buyer_name },
  { name: 'AccountNumber', value: (line) => line.account_number },
  { name: 'CustomerId', value: (line) => line.customer_id },
  { name: 'CustomerName', value: (line) => line.customer_name },
  { name: 'CustomerDomainName', value: (line) => line.domain ?? line.customer_domain },
  { name: 'SubscriptionId', value: (line) => line.subscription_number },
  { name: 'ProductName', value: (line, language) => line.product?.[language] ?? line.words?.[language] },
  { name: 'SkuId', value: (line) => line.offer_code },
  { name: 'SkuName', value: (line, language) => line.offer?.[language] },
  { name: 'ChargeType', value: (line) => CHARGE_TYPES[line.component] ?? line.component },
  { name: 'ChargeStartDate', value: (line) => line.period_from },
  {
    name: 'ChargeEndDate',
    value: ({ period_from: from, period_to: to }) => (to > from ? lastDay({ from, to }) : from),
  },
  { name: 'Quantity', numeric: true, value: (line) => line.quantity.toString() },
  { name: 'Proration', value: (line) => `${line.days}/${line.period_days}` },
  { name: 'UnitPrice', numeric: true, value: price((line) => line.list_price) },
  { name: 'DiscountPercent', numeric: true, value: percent((line) => line.discount) },
  { name: 'EffectiveUnitPrice', numeric: true, value: price((line) => line.unit_price) },
  { name: 'Subtotal', numeric: true, value: money((line) => line.net) },
  { name: 'TaxRatePercent', numeric: true, value: percent((line) => (line.exemption ? '0' : line.tax_rate)) },
  { name: 'TaxExemption', value: (line, language) => line.exemption?.[language] },
  { name: 'TaxTotal', numeric: true, value: money((line) => line.tax) },
  { name: 'Total', numeric: true, value: money((line) => line.net + line.tax) },
  { name: 'Currency', value: (line) => line.currency },
  { name: 'CorrectsInvoice', value: (line) => line.origin_number },
];

/** A line's cells in the order of the columns. */
export function cellsOf(line: ReconciledLine, language: Language): string[] {
  return COLUMNS.map(({ value }) => value(line, language) ?? '');
}
