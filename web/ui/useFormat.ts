import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import * as format from '../format.ts';

/** The formatters of web/format.ts in the reader's language: `const { money, date } = useFormat()`. */
export function useFormat() {
  const { i18n } = useLingui();
  const language: format.Language = i18n.locale === 'ar' ? 'ar' : 'en';
  return useMemo(() => inLanguage(language), [language]);
}

function inLanguage(language: format.Language) {
  return {
    language,
    money: (value: format.MoneyValue) => format.formatMoney(language, value),
    moneyParts: (value: format.MoneyValue, signed?: boolean) => format.moneyParts(language, value, signed),
    number: (value: number | bigint, options?: Intl.NumberFormatOptions) =>
      format.formatNumber(language, value, options),
    percent: (rate: number | string) => format.formatPercent(language, rate),
    date: (date: string) => format.formatDate(language, date),
    month: (date: string) => format.formatMonth(language, date),
    monthShort: (date: string) => format.formatMonthShort(language, date),
    period: (from: string, until: string) => format.formatPeriod(language, from, until),
    instant: (instant: string) => format.formatInstant(language, instant),
    ago: (instant: string) => format.formatAgo(language, instant),
    country: (code: string) => format.countryName(language, code),
    /** What the API says in both languages, in the reader's. */
    text: (both: { en: string; ar: string }) => both[language],
    bytes: (size: number) => format.formatBytes(language, size),
  };
}
