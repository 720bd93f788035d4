import type { Selectable } from 'kysely';
import type {
  IdentityOrganization,
  OrdersQuote,
  OrdersQuoteAcceptance,
  OrdersQuoteLine,
  OrdersQuoteLineCost,
  OrdersQuoteMove,
  OrdersQuoteVersion,
} from '../../../db/types.ts';
import type { CivilDate } from '../../base/dates.ts';
import type { Exemption } from '../../base/exemptions.ts';
import { decimal, decimalText, portion, subtract } from '../../base/money.ts';
import type { Moves } from '../../base/states.ts';
import type { Text } from './services.rules.ts';

/** The particulars of somebody who is no customer yet and becomes one by accepting. */
export type Prospect = {
  name: string;
  country: string;
  domain: string | null;
  headcount: number | null;
  body_kind: string;
  registration_number: string | null;
  tax_number: string | null;
  address: string | null;
};

/** Who sends a quote, as its letters and documents name it. */
export type QuoteSeller = Pick<
  Selectable<IdentityOrganization>,
  | 'name'
  | 'brand_color'
  | 'time_zone'
  | 'country'
  | 'address'
  | 'registration_number'
  | 'tax_number'
  | 'support_email'
  | 'support_phone'
  | 'support_url'
>;

/** Whom a quote is for, as its document names them. */
export type QuoteParty = Pick<
  Prospect,
  'name' | 'country' | 'address' | 'registration_number' | 'tax_number'
>;

/** A seller's quote. `version` is the last that was sent, 0 before; `buyer_id` null while the prospect is no customer. */
export type Quote = Omit<Selectable<OrdersQuote>, 'prospect'> & { prospect: Prospect | null };
export type QuoteVersion = Selectable<OrdersQuoteVersion>;
/** A line as the customer sees it. `cycle_months` null: paid once; `exemption` null: taxed. */
export type QuoteLine = Omit<Selectable<OrdersQuoteLine>, 'name' | 'detail' | 'exemption'> & {
  name: Text;
  detail: Text;
  exemption: Exemption | null;
};
/** What a line costs its seller, and what its price book would have asked. */
export type QuoteLineCost = Selectable<OrdersQuoteLineCost>;
export type QuoteMove = Selectable<OrdersQuoteMove>;
export type QuoteAcceptance = Selectable<OrdersQuoteAcceptance>;

/** A line while it is written: an offer or a service. `unit_price` goes before the price book's. */
export type DraftLine = {
  offer_id: string | null;
  service_id: string | null;
  quantity: number;
  domain: string | null;
  unit_price: string | null;
};

/** The next version while it is written. */
export type QuoteDraft = {
  lines: DraftLine[];
  valid_until: CivilDate;
  terms: string | null;
  message: string | null;
};

export const QUOTE_STATES = ['draft', 'sent', 'changes_asked', 'accepted', 'expired', 'withdrawn'] as const;
export type QuoteState = (typeof QUOTE_STATES)[number];

export const QUOTE_MOVES: Moves<QuoteState> = {
  draft: { send: 'sent', withdraw: 'withdrawn' },
  sent: {
    send: 'sent',
    ask_changes: 'changes_asked',
    accept: 'accepted',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  changes_asked: {
    send: 'sent',
    ask_changes: 'changes_asked',
    accept: 'accepted',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  accepted: {},
  expired: { send: 'sent', withdraw: 'withdrawn' },
  withdrawn: {},
};

/** The news each move makes. */
export const QUOTE_NEWS: Record<string, string> = {
  send: 'quote.sent',
  ask_changes: 'quote.changes_asked',
  accept: 'quote.accepted',
  expire: 'quote.expired',
  withdraw: 'quote.withdrawn',
};

/** The longest a quote may stay valid, in days. */
export const LONGEST_VALIDITY_DAYS = 180;

/** Whether a quote may be valid until that day: true, or the sentence that says why not. */
export function mayBeValidUntil(until: CivilDate, today: CivilDate, longest: CivilDate): true | string {
  if (until < today) return `The quote must be valid until today (${today}) or later.`;
  return until <= longest || `Prices move: let the quote be valid until ${longest} at the latest.`;
}

type Bought = { cost: string | null; list_price: string };

/**
 * Whether a seller may ask this unit price instead of its price book's: within reason, from half of what it pays itself to three times the
 * list price. True, or the sentence that says why not. All exact decimals in minor units.
 */
export function mayAsk(unitPrice: string, { cost, list_price }: Bought): true | string {
  const asked = decimal(unitPrice);
  const half = cost === null ? null : timesFive(cost);
  if (half && subtract(asked, half).digits < 0n)
    return 'This is less than half of what you pay for it yourself; ask for a special price instead.';
  const list = decimal(list_price);
  const most = { digits: list.digits * 3n, scale: list.scale };
  return subtract(most, asked).digits >= 0n || 'This is more than three times the list price.';
}

/** Half of an exact decimal: times five, one place further. */
function timesFive(text: string) {
  const { digits, scale } = decimal(text);
  return { digits: digits * 5n, scale: scale + 1 };
}

type Summed = Pick<QuoteLine, 'cycle_months' | 'cycle_net' | 'term_net' | 'exemption'>;

/** What is paid at one rhythm, in minor units: `cycle_months` null is once. */
export type QuoteTotal = { cycle_months: number | null; net: bigint; tax: bigint; total: bigint };
/** `totals`: by rhythm, once first; `commitment`: everything to the end of each line's term. */
export type QuoteTotals = { totals: QuoteTotal[]; commitment: Omit<QuoteTotal, 'cycle_months'> };

/** The sums of a quote. Tax is taken once on each sum, never per line, and on none of a line that is exempt: as on an invoice. */
export function totalsOf(lines: readonly Summed[], taxRate: string): QuoteTotals {
  const rhythms = [...new Set(lines.map(({ cycle_months }) => cycle_months))];
  rhythms.sort((a, b) => (a ?? 0) - (b ?? 0));
  const totals = rhythms.map((cycle_months) => {
    const members = lines.filter((line) => line.cycle_months === cycle_months);
    return { cycle_months, ...sumOf(members, 'cycle_net', taxRate) };
  });
  return { totals, commitment: sumOf(lines, 'term_net', taxRate) };
}

function sumOf(lines: readonly Summed[], column: 'cycle_net' | 'term_net', taxRate: string) {
  const net = lines.reduce((sum, line) => sum + line[column], 0n);
  const base = lines.reduce((sum, line) => sum + (line.exemption ? 0n : line[column]), 0n);
  const tax = portion(base, taxRate);
  return { net, tax, total: net + tax };
}

/** `rate` is a fraction of the price, null when nothing is paid. */
export type Margin = { amount: bigint; rate: string | null };

/** What is left to the seller, to the end of the terms, before tax. The rate has four decimals, cut. */
export function marginOf(net: bigint, cost: bigint): Margin {
  const amount = net - cost;
  if (net === 0n) return { amount, rate: null };
  return { amount, rate: decimalText({ digits: (amount * 10_000n) / net, scale: 4 }) };
}

/** The sentence that whoever accepts agrees to, kept with the acceptance word for word. */
export function consentOf(
  language: string,
  { number, version, seller }: { number: string; version: number; seller: string },
): string {
  return language === 'ar'
    ? `أقبل العرض ${number} (الإصدار ${version}) المقدَّم من ${seller} بأسعاره وشروطه، وأقرّ بأنني مخوّل بذلك.`
    : `I accept quote ${number} (version ${version}) of ${seller} with its prices and terms, and I am authorised to do so.`;
}
