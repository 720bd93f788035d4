import { currencyDecimals, type Money, moneyJson } from '../base/money.ts';
import { ConnectorError } from './connector-error.ts';

// What Stripe's amounts count, where it is not ISO 4217's minor unit.
const GATEWAY_DECIMALS: Record<string, number> = { ISK: 2, UGX: 2, MGA: 0 };
// The most that Stripe takes in one payment.
const MOST = 99_999_999n;
// Stripe takes three decimals here, but only with a 0 as the last.
const LAST_DIGIT_ZERO = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** The amount in what Stripe counts. Refuses one that a card cannot be charged to the last unit. */
export function toGateway({ amount, currency }: Money): number {
  const shift = shiftOf(currency);
  const step = LAST_DIGIT_ZERO.has(currency) ? 10n : shift < 0 ? 10n ** BigInt(-shift) : 1n;
  const charged = shift > 0 ? amount * 10n ** BigInt(shift) : amount / 10n ** BigInt(-shift);
  if (amount % step !== 0n)
    throw new ConnectorError(
      false,
      `Cards cannot be charged an amount in ${currency} that is not a multiple of ${step} minor units.`,
    );
  if (charged <= 0n || charged > MOST) throw new ConnectorError(false, 'This amount cannot be paid by card.');
  return moneyJson({ amount: charged, currency }).amount;
}

/** Minor units by ISO 4217 of what Stripe counts. */
export function fromGateway(charged: bigint, currency: string): bigint {
  const shift = shiftOf(currency);
  return shift > 0 ? charged / 10n ** BigInt(shift) : charged * 10n ** BigInt(-shift);
}

/** How many more decimals Stripe counts than ISO 4217: 2 for UGX, −2 for MGA, 0 for nearly all. */
function shiftOf(currency: string): number {
  const decimals = currencyDecimals(currency);
  return (GATEWAY_DECIMALS[currency] ?? decimals) - decimals;
}
