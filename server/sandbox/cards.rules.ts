/** What becomes of a charge to a kept card while its holder is away. */
export type KeptVerdict = 'succeeds' | 'declined' | 'authenticate' | 'disputed';

type Keepable = {
  number: string;
  brand: string;
  /** At the page where it is typed. */
  atSetup: 'is kept' | 'asks the bank to confirm, then is kept' | 'is declined';
  later: KeptVerdict;
};

/** The test numbers that card gateways publish for cards that are kept. */
export const KEEPABLE: readonly Keepable[] = [
  { number: '4242424242424242', brand: 'visa', atSetup: 'is kept', later: 'succeeds' },
  { number: '5555555555554444', brand: 'mastercard', atSetup: 'is kept', later: 'succeeds' },
  { number: '4000000000000341', brand: 'visa', atSetup: 'is kept', later: 'declined' },
  {
    number: '4000002500003155',
    brand: 'visa',
    atSetup: 'asks the bank to confirm, then is kept',
    later: 'succeeds',
  },
  {
    number: '4000002760003184',
    brand: 'visa',
    atSetup: 'asks the bank to confirm, then is kept',
    later: 'authenticate',
  },
  { number: '4000000000000259', brand: 'visa', atSetup: 'is kept', later: 'disputed' },
  { number: '4000000000000002', brand: 'visa', atSetup: 'is declined', later: 'declined' },
];

/** The test card of this number, however it is spaced. */
export function keepable(number: string): Keepable | undefined {
  const digits = number.replace(/[\s-]/g, '');
  return KEEPABLE.find((each) => each.number === digits);
}

export type Expiry = { exp_month: number; exp_year: number };

/** `MM/YY`, or undefined if that is no month. */
export function readExpiry(text: string): Expiry | undefined {
  const [, month, year] = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(text) ?? [];
  const exp_month = Number(month);
  return exp_month >= 1 && exp_month <= 12 ? { exp_month, exp_year: 2000 + Number(year) } : undefined;
}

/** A card is valid through the last day of its month. */
export function hasExpired({ exp_month, exp_year }: Expiry, now: number): boolean {
  return now >= Date.UTC(exp_year, exp_month, 1);
}

/** Four digits at a time. */
export function spaced(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}
