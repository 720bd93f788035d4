import { z } from 'zod';
import { invalidField } from './errors.ts';
import { isInUnion } from './tax-union.ts';

/**
 * Codes of reasons for which a seller's own service bears no tax: of the European list (Directive 2006/112/EC article 79 point c: disbursements in
 * the buyer's name; article 132: the public interest, of it 1(i): education) and of ZATCA's (VAT regulations article 29: financial services,
 * life insurance; article 30: real estate). What crosses a border is the document's own affair.
 */
export const EXEMPTION_CODES = [
  'VATEX-EU-79-C',
  'VATEX-EU-132',
  'VATEX-EU-132-1I',
  'VATEX-SA-29',
  'VATEX-SA-29-7',
  'VATEX-SA-30',
] as const;
export type ExemptionCode = (typeof EXEMPTION_CODES)[number];

/** Why something bears no tax, as documents print it: in both languages, with the code of the reason where one fits. */
export type Exemption = { en: string; ar: string; code: ExemptionCode | null };

/**
 * The codes that a seller of this country may give. ZATCA's are articles of Saudi law, the European ones of a directive that binds the EU's members (since
 * 2021 not the United Kingdom). The other Gulf states and the rest of the world know neither list: there the words alone say why.
 */
export function exemptionCodesOf(country: string): ExemptionCode[] {
  const list = country === 'SA' ? 'VATEX-SA-' : isInUnion(country) ? 'VATEX-EU-' : null;
  return list ? EXEMPTION_CODES.filter((code) => code.startsWith(list)) : [];
}

/** Throws Fail invalid, pointing at the code below `pointer`, for one that another country's law has. Words alone may be anybody's. */
export function ensureExemptionFits(
  exemption: Exemption | null,
  seller: { country: string },
  pointer = '#/exemption',
): void {
  const known = exemptionCodesOf(seller.country);
  if (!exemption?.code || known.includes(exemption.code)) return;
  const list = known.join(', ');
  const why =
    known.length === 0
      ? `${exemption.code} is of a law that does not hold where the seller is. Leave the code out; the words say why.`
      : `${exemption.code} is of a law that does not hold where the seller is. Choose one of ${list}, or leave the code out.`;
  throw invalidField(`${pointer}/code`, why);
}

const Words = z.string().trim().min(3).max(200);

/** The same in requests. */
export const ExemptionBody = z
  .object({ en: Words, ar: Words, code: z.enum(EXEMPTION_CODES).nullable().default(null) })
  .nullable()
  .default(null)
  .describe('Why it bears no tax, as documents print it; null: taxed');

/** The same in answers. */
export const ExemptionReply = z
  .object({ en: z.string(), ar: z.string(), code: z.enum(EXEMPTION_CODES).nullable() })
  .nullable()
  .describe('Why it bears no tax; null: taxed')
  .meta({ id: 'Exemption' });
