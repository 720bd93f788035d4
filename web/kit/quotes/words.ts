import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';

/** How quotes are counted and paid, in words: "12 hours", "Every month". */
export function useQuoteWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return { rhythm, count, term };
}

/** How often it is paid; null: once. */
function rhythm(cycleMonths: number | null): string {
  if (cycleMonths === null) return t`Once`;
  if (cycleMonths === 1) return t`Every month`;
  if (cycleMonths === 12) return t`Every year`;
  return plural(cycleMonths, { one: 'Every # month', other: 'Every # months' });
}

/** So many units of an offer or a service. */
function count(unit: string, quantity: number): string {
  return (
    {
      seat: plural(quantity, { one: '# seat', other: '# seats' }),
      hour: plural(quantity, { one: '# hour', other: '# hours' }),
      domain: plural(quantity, { one: '# domain', other: '# domains' }),
      site: plural(quantity, { one: '# site', other: '# sites' }),
      gigabyte: plural(quantity, { one: '# GB', other: '# GB' }),
      line: plural(quantity, { one: '# line', other: '# lines' }),
      certificate: plural(quantity, { one: '# certificate', other: '# certificates' }),
      piece: String(quantity),
      service: String(quantity),
    }[unit] ?? plural(quantity, { one: '# unit', other: '# units' })
  );
}

/** How long it binds; null: not at all. */
function term(termMonths: number | null): string | null {
  if (termMonths === null) return null;
  if (termMonths === 1) return t`From month to month`;
  if (termMonths % 12 !== 0) return plural(termMonths, { one: '#-month term', other: '#-month term' });
  return plural(termMonths / 12, { one: '#-year term', other: '#-year term' });
}
