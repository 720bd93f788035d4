import type { CivilDate, DateRange } from './dates.ts';
import { instant, lastDay } from './dates.ts';
import type { PdfLanguage } from './pdf.ts';

/** Gregorian dates with Latin digits in both languages, so that a document's figures read alike everywhere. */
const locale: Record<PdfLanguage, string> = { en: 'en-GB', ar: 'ar-u-ca-gregory-nu-latn' };

const full = { year: 'numeric', month: 'long', day: 'numeric' } as const;
/** Arabic has no short month names. */
const brief = { en: { ...full, month: 'short' }, ar: full } as const;

/** `1 March 2026`, `1 مارس 2026`. */
export function longDate(date: CivilDate, language: PdfLanguage): string {
  return format(date, language, full);
}

/** `1 Mar 2026`, `1 مارس 2026`. */
function shortDate(date: CivilDate, language: PdfLanguage): string {
  return format(date, language, brief[language]);
}

/**
 * A half-open range as a person reads it, with its last day: `1–31 Mar 2026`, `16 Feb – 15 Mar 2026`,
 * `1 Jul 2025 – 30 Jun 2026`, `9 Mar 2026`.
 */
export function dateRange(range: DateRange, language: PdfLanguage): string {
  const [from, to] = [range.from, lastDay(range)];
  const end = shortDate(to, language);
  if (from === to) return end;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${end}`;
  const { year, ...dayAndMonth } = brief[language];
  const start = format(
    from,
    language,
    from.slice(0, 4) === to.slice(0, 4) ? dayAndMonth : { year, ...dayAndMonth },
  );
  return `${start} – ${end}`;
}

/** The country's name by its ISO 3166-1 alpha-2 code: `SA` → `Saudi Arabia`, `المملكة العربية السعودية`. */
export function countryName(code: string, language: PdfLanguage): string {
  return new Intl.DisplayNames([locale[language]], { type: 'region' }).of(code) ?? code;
}

function format(date: CivilDate, language: PdfLanguage, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale[language], { ...options, timeZone: 'UTC' }).format(instant(date));
}
