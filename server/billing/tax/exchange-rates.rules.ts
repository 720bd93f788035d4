import type { CivilDate } from '../../base/dates.ts';
import { currencyDecimals, decimal, multiply, roundMinor } from '../../base/money.ts';

/** A rate of exchange: what one unit of `from_currency` is worth in `to_currency` from a day on, in major units, and who says so. */
export type ExchangeRate = {
  from_currency: string;
  to_currency: string;
  valid_on: CivilDate;
  /** An exact decimal. */
  rate: string;
  source: string;
};

/** An amount of tax in the currency that the seller's country wants it told in, with the rate it was converted by. */
export type ConvertedTax = ExchangeRate & { amount: bigint };

/** Minor units of the one currency in minor units of the other, rounded once, half away from zero. */
export function convert(amount: bigint, { from_currency, to_currency, rate }: ExchangeRate): bigint {
  const more = currencyDecimals(to_currency) - currencyDecimals(from_currency);
  const scaled = multiply({ digits: amount, scale: 0 }, decimal(rate));
  const numerator = more > 0 ? 10n ** BigInt(more) : 1n;
  const denominator = more < 0 ? 10n ** BigInt(-more) : 1n;
  return roundMinor(scaled, { numerator, denominator });
}
