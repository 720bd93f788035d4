import { roundDiv } from '../../base/money.ts';

/** Sums by month, currency, reseller and chance, as they are read. `value`, `won` in minor units. */
export type ForecastRow = {
  month: string;
  currency: string;
  buyer_id: string;
  probability: number;
  deals: number;
  value: bigint;
  won: bigint;
};

/** What is expected of one month in one currency: all of it, weighted by chance, and what is won already. */
export type ForecastMonth = {
  month: string;
  currency: string;
  deals: number;
  value: bigint;
  weighted: bigint;
  won: bigint;
};

/** The same over all months, for one reseller. */
export type ForecastReseller = Omit<ForecastMonth, 'month'> & { buyer_id: string };

/** Weighted by chance: rounded once for each sum of one chance. */
function weightedOf({ value, probability }: ForecastRow): bigint {
  return roundDiv(value * BigInt(probability), 100n);
}

/** By month and currency, in the order of the calendar. */
export function byMonth(rows: readonly ForecastRow[]): ForecastMonth[] {
  const groups = Map.groupBy(rows, ({ month, currency }) => `${month} ${currency}`);
  const months = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ month: first.month, ...totalOf(first.currency, group) }] : [];
  });
  return months.sort((a, b) => (`${a.month} ${a.currency}` < `${b.month} ${b.currency}` ? -1 : 1));
}

/** By reseller and currency, the largest weighted sum first within each currency. */
export function byReseller(rows: readonly ForecastRow[]): ForecastReseller[] {
  const groups = Map.groupBy(rows, ({ buyer_id, currency }) => `${buyer_id} ${currency}`);
  const resellers = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ buyer_id: first.buyer_id, ...totalOf(first.currency, group) }] : [];
  });
  return resellers.sort((a, b) =>
    a.currency === b.currency ? (a.weighted > b.weighted ? -1 : 1) : a.currency < b.currency ? -1 : 1,
  );
}

function totalOf(currency: string, rows: readonly ForecastRow[]) {
  const sum = (of: (row: ForecastRow) => bigint) => rows.reduce((total, row) => total + of(row), 0n);
  return {
    currency,
    deals: rows.reduce((total, row) => total + row.deals, 0),
    value: sum((row) => row.value),
    weighted: sum(weightedOf),
    won: sum((row) => row.won),
  };
}
