import type { CivilDate } from '../../base/dates.ts';

/** Why a document bears the tax it does. */
export const TAX_NOTES = [
  'standard',
  'not_taxed',
  'exempt_certificate',
  'reverse_charge',
  'destination',
  'outside_scope',
  'zero_rated_export',
] as const;
export type TaxNote = (typeof TAX_NOTES)[number];

/**
 * What the tax on a sale of services depends on, on the day of supply: where the two are, their countries' rates (null: no value added tax),
 * whether each is in the EU, whether the buyer has a tax number, and whether a certificate frees it.
 */
export type TaxFacts = {
  seller: { country: string; rate: string | null; in_union: boolean };
  buyer: { country: string; rate: string | null; in_union: boolean; registered: boolean; exempt: boolean };
};

/**
 * The rule and the rate (a fraction). At home the country's rate, unless a certificate frees the buyer. Abroad the place of supply is the
 * buyer's: within the EU a registered buyer accounts for it (Directive 2006/112/EC art. 44, 196), for one without a number the seller charges the
 * rate there (art. 58); out of the EU or the United Kingdom it is outside their tax's scope (art. 44; VATA 1994 s. 7A); out of any other country
 * it is a zero-rated export (KSA Implementing Regulations art. 33; UAE Executive Regulation art. 31), between states of the GCC as well, which treat
 * each other as foreign until their electronic services system works (art. 79(7); art. 70(15)). docs/guide/tax.md says what is left open.
 */
export function taxRuleOf({ seller, buyer }: TaxFacts): { note: TaxNote; rate: string } {
  if (seller.rate === null) return { note: 'not_taxed', rate: '0' };
  if (seller.country === buyer.country)
    return buyer.exempt ? { note: 'exempt_certificate', rate: '0' } : { note: 'standard', rate: seller.rate };
  if (seller.in_union && buyer.in_union)
    return buyer.registered || buyer.rate === null
      ? { note: 'reverse_charge', rate: '0' }
      : { note: 'destination', rate: buyer.rate };
  const outside = seller.in_union || seller.country === 'GB';
  return { note: outside ? 'outside_scope' : 'zero_rated_export', rate: '0' };
}

/** How a certificate stands on a day. */
export const EXEMPTION_STATES = ['valid', 'coming', 'ended', 'revoked'] as const;
export type ExemptionState = (typeof EXEMPTION_STATES)[number];

type Certificate = { revoked_at: string | null; valid_from: CivilDate; valid_to: CivilDate };

/** What has begun and not ended, nor been revoked, is valid. */
export function exemptionOn(
  { revoked_at, valid_from, valid_to }: Certificate,
  today: CivilDate,
): ExemptionState {
  if (revoked_at) return 'revoked';
  if (today < valid_from) return 'coming';
  return today < valid_to ? 'valid' : 'ended';
}
