import type { Forecast } from './words.ts';

/** Every currency of the forecast, the one with most deals first. */
export function currenciesOf({ months }: Pick<Forecast, 'months'>): string[] {
  const deals = new Map<string, number>();
  for (const { value, deals: count } of months)
    deals.set(value.currency, (deals.get(value.currency) ?? 0) + count);
  return [...deals].sort((a, b) => b[1] - a[1]).map(([currency]) => currency);
}

/** The sums of one currency over all months, in whole minor units. */
export function totalsOf({ months }: Pick<Forecast, 'months'>, currency: string) {
  const mine = months.filter(({ value }) => value.currency === currency);
  const sum = (of: (month: Forecast['months'][number]) => number) =>
    mine.reduce((total, month) => total + of(month), 0);
  return {
    deals: sum(({ deals }) => deals),
    value: sum(({ value }) => value.amount),
    weighted: sum(({ weighted }) => weighted.amount),
    won: sum(({ won }) => won.amount),
  };
}
