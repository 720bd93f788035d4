import { z } from 'zod';

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
