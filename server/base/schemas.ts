import { z } from 'zod';
import { isCivilDate } from './dates.ts';

/** Shapes that every module's answers share. */
export const IdParams = z.object({ id: z.uuid() });
export const Instant = z.string().describe('An instant, ISO 8601 in UTC');
export const CivilDateText = z
  .string()
  .refine(isCivilDate, 'Write a date as YYYY-MM-DD.')
  .meta({ format: 'date' });
export const Country = z.string().regex(/^[A-Z]{2}$/, 'Use the two capital letters of ISO 3166, such as SA.');
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'Use the three capital letters of ISO 4217, such as SAR.');
export const LanguageCode = z.enum(['en', 'ar']);
/** Texts in both languages. */
export const Bilingual = z.object({ en: z.string(), ar: z.string() }).meta({ id: 'Bilingual' });
/** An integer number of minor units (halalas) and its currency. */
export const MoneyReply = z.object({ amount: z.int(), currency: CurrencyCode }).meta({ id: 'Money' });
/** true, or the sentence that says why not. */
export const Ability = z.union([z.literal(true), z.string()]);
