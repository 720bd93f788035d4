/**
 * The one place where figures, money and time become text. Intl is used for display only; nothing here is
 * parsed back. Arabic keeps Latin digits and the Gregorian calendar, as invoices and bank papers there do.
 */

export type Language = 'en' | 'ar';

/** An amount as the API sends it: whole minor units of an ISO 4217 currency. */
export type MoneyValue = { amount: number | string | bigint; currency: string };

const tags = { en: 'en-GB', ar: 'ar-SA-u-nu-latn-ca-gregory' } as const;

/** ISO 4217 minor units where they are not two. Intl follows CLDR instead, which differs (IQD, LYD and others). */
const minorUnits: Record<string, number> = {
  ...of(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...of(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...of(4, 'CLF UYW'),
};

function of(decimals: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, decimals]));
}

/** How many digits stand after a currency's decimal point, by ISO 4217. */
export function decimalsOf(currency: string): number {
  return minorUnits[currency] ?? 2;
}

/** `{ amount: 123450, currency: 'SAR' }` → `'1234.50'`; exact at any size. */
export function plainAmount({ amount, currency }: MoneyValue): `${number}` {
  const decimals = decimalsOf(currency);
  const digits = String(amount)
    .replace('-', '')
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = String(amount).startsWith('-') ? '-' : '';
  return `${sign}${whole}${decimals ? `.${digits.slice(-decimals)}` : ''}` as `${number}`;
}

/** What a person typed (`'1,234.5'`, Arabic digits too) in minor units, or null if it is no amount of that currency. */
export function parseAmount(text: string, currency: string): number | null {
  const latin = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660)).replace(/٫/g, '.');
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(latin.replace(/[\s,٬]/g, ''));
  const decimals = decimalsOf(currency);
  if (!match || (match[3] ?? '').length > decimals) return null;
  const minor = Number(`${match[2]}${(match[3] ?? '').padEnd(decimals, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] ? -minor : minor;
}

const made = new Map<string, unknown>();

/** Intl formatters are slow to build and free to keep. */
function once<Formatter>(key: string, make: () => Formatter): Formatter {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Formatter;
}

function numbers(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return once(`n${language}${JSON.stringify(options)}`, () => new Intl.NumberFormat(tags[language], options));
}

function times(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once(
    `d${language}${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(tags[language], options),
  );
}

function moneyFormat(language: Language, currency: string, signed = false): Intl.NumberFormat {
  const digits = decimalsOf(currency);
  return numbers(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(signed && { signDisplay: 'exceptZero' }),
  });
}

/** After a symbol of Latin letters: else Arabic writes `US$` as `$US`. It takes no room. */
const LEFT_TO_RIGHT = '\u200e';

/** `SAR 1,234.50`, or the Arabic equivalent. */
export function formatMoney(language: Language, money: MoneyValue): string {
  return moneyParts(language, money)
    .map(({ value }) => value)
    .join('');
}

/** The same in parts, so that the currency can be set quieter than the figure. `signed`: what is more has its sign too. */
export function moneyParts(
  language: Language,
  money: MoneyValue,
  signed = false,
): { type: string; value: string }[] {
  return moneyFormat(language, money.currency, signed)
    .formatToParts(plainAmount(money) as unknown as number)
    .map((part) =>
      language === 'ar' && /[A-Z]/.test(part.value)
        ? { ...part, value: `${part.value}${LEFT_TO_RIGHT}` }
        : part,
    );
}

/** `1,234.5`. */
export function formatNumber(
  language: Language,
  value: number | bigint,
  options: Intl.NumberFormatOptions = {},
): string {
  return numbers(language, options).format(value);
}

/** A rate as the API sends it (`0.15`) → `15%`. */
export function formatPercent(language: Language, rate: number | string): string {
  const told = numbers(language, { style: 'percent', maximumFractionDigits: 2 }).format(Number(rate));
  // Saudi Arabic has the sign of the other digits (U+066A), and would set a Latin one before the figure.
  return language === 'ar' ? `${LEFT_TO_RIGHT}${told.replace('٪', '%')}${LEFT_TO_RIGHT}` : told;
}

// Spelled out: `dateStyle: 'medium'` is all digits in Arabic.
const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

/** A civil date `2026-03-01` → `1 Mar 2026`, whatever the reader's time zone. */
export function formatDate(language: Language, date: string): string {
  return times(language, { ...day, timeZone: 'UTC' }).format(noon(date));
}

/** The month a civil date lies in: `March 2026`. */
export function formatMonth(language: Language, date: string): string {
  return times(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    noon(`${date.slice(0, 7)}-01`),
  );
}

/** The same without its year, for the foot of a chart: `Mar`. */
export function formatMonthShort(language: Language, date: string): string {
  return times(language, { month: 'short', timeZone: 'UTC' }).format(noon(`${date.slice(0, 7)}-01`));
}

/** A half-open period as people read it, the last day named: `2026-03-01`…`2026-04-01` → `1 – 31 Mar 2026`. */
export function formatPeriod(language: Language, from: string, until: string): string {
  const lastDay = noon(until) - 86_400_000;
  return times(language, { ...day, timeZone: 'UTC' }).formatRange(noon(from), lastDay);
}

/** An instant in the reader's time zone: `1 Mar 2026, 14:05`. */
export function formatInstant(language: Language, instant: string): string {
  return times(language, { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(instant),
  );
}

const spans = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago or ahead: `3 days ago`, `in 2 hours`, `now`. `now` is a millisecond clock, for tests. */
export function formatAgo(language: Language, instant: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const [unit, size] = spans.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  const words = once(`r${language}`, () => new Intl.RelativeTimeFormat(tags[language], { numeric: 'auto' }));
  return words.format(unit === 'second' ? 0 : Math.round(seconds / size), unit);
}

/** Whether an instant has passed. */
export function isPast(instant: string, now = Date.now()): boolean {
  return Date.parse(instant) <= now;
}

/** A country's name in the reader's language, from its ISO 3166 code; the code itself if it is unknown. */
export function countryName(language: Language, code: string): string {
  const names = once(`c${language}`, () => new Intl.DisplayNames(tags[language], { type: 'region' }));
  return names.of(code) ?? code;
}

/** `2.4 MB`. */
export function formatBytes(language: Language, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const options = {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return numbers(language, options).format(bytes / 1000 ** step);
}
