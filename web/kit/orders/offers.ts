import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { OfferBrief } from './words.ts';

type Sold = Pick<OfferBrief, 'unit' | 'cycle_months'>;

/** How offers are counted, bound and paid, in words: "12 seats", "1-year commitment", "per seat and month". */
export function useOfferWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return { per, count, term, cycle, cycleShort };
}

/** What follows a unit price. */
function per({ unit, cycle_months }: Sold): string {
  return (cycle_months === 12 ? yearly : monthly)(unit);
}

function monthly(unit: string): string {
  return (
    {
      seat: t`per seat and month`,
      domain: t`per domain and month`,
      site: t`per site and month`,
      gigabyte: t`per GB and month`,
      line: t`per line and month`,
      certificate: t`per certificate and month`,
    }[unit] ?? t`per unit and month`
  );
}

function yearly(unit: string): string {
  return (
    {
      seat: t`per seat and year`,
      domain: t`per domain and year`,
      site: t`per site and year`,
      gigabyte: t`per GB and year`,
      line: t`per line and year`,
      certificate: t`per certificate and year`,
    }[unit] ?? t`per unit and year`
  );
}

/** So many units of an offer. */
function count(unit: string, quantity: number): string {
  return (
    {
      seat: plural(quantity, { one: '# seat', other: '# seats' }),
      domain: plural(quantity, { one: '# domain', other: '# domains' }),
      site: plural(quantity, { one: '# site', other: '# sites' }),
      gigabyte: plural(quantity, { one: '# GB', other: '# GB' }),
      line: plural(quantity, { one: '# line', other: '# lines' }),
      certificate: plural(quantity, { one: '# certificate', other: '# certificates' }),
    }[unit] ?? plural(quantity, { one: '# unit', other: '# units' })
  );
}

/** How long it binds. */
function term({ term_months }: Pick<OfferBrief, 'term_months'>): string {
  if (term_months === 1) return t`No commitment`;
  if (term_months % 12 !== 0) return plural(term_months, { one: '#-month term', other: '#-month term' });
  return plural(term_months / 12, { one: '#-year term', other: '#-year term' });
}

/** When it is paid. */
function cycle({ cycle_months }: Pick<OfferBrief, 'cycle_months'>): string {
  return cycle_months === 12 ? t`Paid yearly` : t`Paid monthly`;
}

/** After an amount that is paid each cycle. */
function cycleShort({ cycle_months }: Pick<OfferBrief, 'cycle_months'>): string {
  return cycle_months === 12 ? t`a year` : t`a month`;
}
