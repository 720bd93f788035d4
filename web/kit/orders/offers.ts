import { plural, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { OfferBrief } from './words.ts';

type Sold = { unit: string; cycle_months: number; billing?: OfferBrief['billing'] };
type Timed = Pick<OfferBrief, 'term_months' | 'cycle_months' | 'billing'>;

/** How offers are counted, bound and paid, in words: "12 seats", "1-year commitment", "per seat and month". */
export function useOfferWords() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  return { per, count, term, cycle, cycleShort, each, binds, pauses };
}

/** What follows a unit price. */
function per({ unit, cycle_months, billing }: Sold): string {
  const one = perUnit(unit);
  if (billing === 'per_use') return t`${one} used`;
  if (cycle_months === 0) return t`${one}, once`;
  if (cycle_months === 1) return t`${one} and month`;
  if (cycle_months === 12) return t`${one} and year`;
  const every = each(cycle_months);
  return t`${one}, ${every}`;
}

function perUnit(unit: string): string {
  return (
    {
      seat: t`per seat`,
      user: t`per user`,
      device: t`per device`,
      domain: t`per domain`,
      site: t`per site`,
      server: t`per server`,
      gigabyte: t`per GB`,
      terabyte: t`per TB`,
      line: t`per line`,
      certificate: t`per certificate`,
      hour: t`per hour`,
      minute: t`per minute`,
      message: t`per message`,
      request: t`per request`,
      project: t`per project`,
    }[unit] ?? t`per unit`
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
      user: plural(quantity, { one: '# user', other: '# users' }),
      device: plural(quantity, { one: '# device', other: '# devices' }),
      server: plural(quantity, { one: '# server', other: '# servers' }),
      terabyte: plural(quantity, { one: '# TB', other: '# TB' }),
      hour: plural(quantity, { one: '# hour', other: '# hours' }),
      minute: plural(quantity, { one: '# minute', other: '# minutes' }),
      message: plural(quantity, { one: '# message', other: '# messages' }),
      request: plural(quantity, { one: '# request', other: '# requests' }),
      project: plural(quantity, { one: '# project', other: '# projects' }),
    }[unit] ?? plural(quantity, { one: '# unit', other: '# units' })
  );
}

/** How long it binds. */
function term({ term_months, billing }: Pick<Timed, 'term_months' | 'billing'>): string {
  if (billing === 'one_time') return t`Bought once`;
  if (term_months === 1) return t`No commitment`;
  if (term_months % 12 !== 0) return plural(term_months, { one: '#-month term', other: '#-month term' });
  return plural(term_months / 12, { one: '#-year term', other: '#-year term' });
}

/** When it is paid. */
function cycle({ term_months, cycle_months, billing }: Timed): string {
  if (billing === 'one_time') return t`Paid once`;
  if (billing === 'per_use') return t`Paid by use, each month`;
  if (cycle_months === 1) return t`Paid monthly`;
  if (cycle_months === 12) return t`Paid yearly`;
  if (cycle_months === term_months) return t`Paid for the whole term ahead`;
  return plural(cycle_months, { one: 'Paid every # month', other: 'Paid every # months' });
}

/** After an amount that is paid each cycle. */
function cycleShort({ cycle_months, billing }: Pick<Timed, 'cycle_months' | 'billing'>): string {
  if (billing === 'one_time') return t`once`;
  if (cycle_months === 1) return t`a month`;
  if (cycle_months === 12) return t`a year`;
  return each(cycle_months);
}

type Binding = Pick<
  OfferBrief,
  | 'billing'
  | 'term_months'
  | 'cancel_window_hours'
  | 'early_termination_fee_rate'
  | 'allows_increase'
  | 'allows_decrease'
> & {
  /** What a pause means for money, where that is known. */ pausing?: 'free' | 'charged' | 'never' | null;
};

/** What the offer's rules say before one binds oneself: how long it can still be cancelled, what leaving costs, how the quantity may move. */
function binds(offer: Binding, percent: (rate: string) => string): string[] {
  const { cancel_window_hours: hours, early_termination_fee_rate: rate, term_months } = offer;
  const isTerm = offer.billing === 'recurring' && term_months > 1;
  const fee = rate === null || /^0(\.0+)?$/.test(rate) ? '' : percent(rate);
  return [
    ...(hours > 0
      ? [plural(hours, { one: 'Free to cancel for # hour', other: 'Free to cancel for # hours' })]
      : []),
    ...(isTerm && rate === null ? [t`Kept to the end of its term`] : []),
    ...(isTerm && fee ? [t`Leaving early costs ${fee} of the rest`] : []),
    ...(isTerm && !offer.allows_increase ? [t`No more units within the term`] : []),
    ...(isTerm && !offer.allows_decrease ? [t`No fewer units within the term`] : []),
    ...(offer.pausing && offer.billing !== 'one_time' ? [pauses(offer.pausing)] : []),
  ];
}

function pauses(pausing: 'free' | 'charged' | 'never'): string {
  if (pausing === 'free') return t`Can be paused; nothing is charged meanwhile`;
  if (pausing === 'charged') return t`Can be paused; it is charged on meanwhile`;
  return t`Cannot be paused`;
}

/** How often a cycle of so many months is paid; 0: once. */
function each(months: number): string {
  if (months === 0) return t`Once`;
  if (months === 1) return t`Each month`;
  if (months === 12) return t`Each year`;
  if (months % 12 === 0) return plural(months / 12, { one: 'every # year', other: 'every # years' });
  return plural(months, { one: 'every # month', other: 'every # months' });
}
