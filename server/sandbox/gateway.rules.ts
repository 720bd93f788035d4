// Stripe's own table, which is not ISO 4217: amounts in these have no minor unit …
const ZERO_DECIMALS = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
// … in these three decimals, of which the last must be 0 …
const THREE_DECIMALS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
// … and in these two, which must be 00.
const WHOLE_ONLY = new Set(['ISK', 'UGX']);
const MOST = 99_999_999;

/** How many decimals the gateway's integer amounts have. */
export function gatewayDecimals(currency: string): number {
  const code = currency.toUpperCase();
  return ZERO_DECIMALS.has(code) ? 0 : THREE_DECIMALS.has(code) ? 3 : 2;
}

/** Why a card payment of this amount is refused, or undefined. */
export function wrongAmount(amount: number, currency: string): { code: string; message: string } | undefined {
  const code = currency.toUpperCase();
  if (!Number.isSafeInteger(amount))
    return { code: 'parameter_invalid_integer', message: 'Sandbox: the amount must be a whole number.' };
  if (amount < 1)
    return { code: 'amount_too_small', message: 'Sandbox: the amount must be greater than zero.' };
  if (amount > MOST)
    return { code: 'amount_too_large', message: `Sandbox: the amount must be at most ${MOST}.` };
  const step = THREE_DECIMALS.has(code) ? 10 : WHOLE_ONLY.has(code) ? 100 : 1;
  if (amount % step !== 0)
    return { code: 'invalid_amount', message: `Sandbox: amounts in ${code} must be a multiple of ${step}.` };
  return undefined;
}

/** The amount as a person reads it: (1150000, 'sar') → `SAR 11,500.00`. */
export function showAmount(amount: number, currency: string): string {
  const [whole = '', fraction] = amountText(amount, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${currency.toUpperCase()} ${fraction ? `${grouped}.${fraction}` : grouped}`;
}

/** The amount as a person types it: (11500, 'sar') → `115.00`. */
export function amountText(amount: number, currency: string): string {
  const decimals = gatewayDecimals(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}

/** What a person typed, digit by digit: ('30.5', 'sar') → 3050; undefined for what is no amount, or is finer than the currency. */
export function readAmount(text: string, currency: string): number | undefined {
  const decimals = gatewayDecimals(currency);
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  return whole === undefined || fraction.length > decimals
    ? undefined
    : Number(whole + fraction.padEnd(decimals, '0'));
}

export type Verdict = 'succeeds' | 'declined' | 'challenge' | 'disputed';

// The test numbers that card gateways publish, and the names their libraries use for them.
const CARDS: Record<string, Verdict> = {
  '4242424242424242': 'succeeds',
  '4000000000000002': 'declined',
  '4000002500003155': 'challenge',
  '4000000000000259': 'disputed',
  '4000000000007726': 'succeeds',
  '4000000000005126': 'succeeds',
  pm_card_visa: 'succeeds',
  pm_card_chargeDeclined: 'declined',
  pm_card_visa_chargeDeclined: 'declined',
  pm_card_authenticationRequired: 'challenge',
  pm_card_threeDSecure2Required: 'challenge',
  pm_card_createDispute: 'disputed',
  pm_card_pendingRefund: 'succeeds',
  pm_card_refundFail: 'succeeds',
};

export type RefundFate = 'at once' | 'later' | 'fails';

const REFUNDS: Record<string, RefundFate> = {
  '4000000000007726': 'later',
  '4000000000005126': 'fails',
  pm_card_pendingRefund: 'later',
  pm_card_refundFail: 'fails',
};

function cardOf(card: string): string {
  return card.startsWith('pm_') ? card : card.replace(/[\s-]/g, '');
}

/** What becomes of a refund to this card: it arrives at once, some time later, or comes back some time later. */
export function refundFate(card: string): RefundFate {
  return REFUNDS[cardOf(card)] ?? 'at once';
}

/** What becomes of a payment with this card, or undefined if it is not one of the test cards. */
export function judgeCard(card: string): Verdict | undefined {
  return CARDS[cardOf(card)];
}

const INTENT_STATES = {
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
} as const;

/** True if a payment in this state may be confirmed or cancelled. */
export function mayMove(move: keyof typeof INTENT_STATES, status: string): boolean {
  return (INTENT_STATES[move] as readonly string[]).includes(status);
}
