import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { ExchangeRate } from './exchange-rates.rules.ts';

export type RecordedRate = ExchangeRate & { recorded_at: string; recorded_by: string | null };

export async function insertRate(db: Db, row: RecordedRate): Promise<void> {
  await db.insertInto('billing.exchange_rate').values(row).execute();
}

/** The latest record of each day, newest day first: at most so many. */
export async function latestRates(db: Db, limit: number): Promise<RecordedRate[]> {
  const { rows } = await sql<RecordedRate>`
    select * from (select distinct on (from_currency, to_currency, valid_on) from_currency, to_currency, valid_on, trim_scale(rate)::text as rate,
        source, recorded_at, recorded_by from billing.exchange_rate
      order by from_currency, to_currency, valid_on, recorded_at desc) latest
    order by valid_on desc, from_currency, to_currency limit ${limit}`.execute(db);
  return rows;
}

/** `at`: the instant of issue; null for a draft, which goes by what is known. */
export type AskedRate = { from: string; to: string; on: string; at: string | null };

/**
 * The rate of each in the order asked: of the latest day up to the day of issue, as it was known then. One that was first recorded after
 * the issue counts where there was none, so that a document that waited for it is told by it; later records change neither.
 */
export async function ratesFor(db: Db, asked: readonly AskedRate[]): Promise<(ExchangeRate | null)[]> {
  if (asked.length === 0) return [];
  const column = (pick: (one: AskedRate) => string | null) => asked.map(pick);
  const { rows } = await sql<ExchangeRate | { rate: null }>`
    select r.* from unnest(${column(({ from }) => from)}::text[], ${column(({ to }) => to)}::text[], ${column(({ on }) => on)}::date[],
      ${column(({ at }) => at)}::timestamptz[]) with ordinality as a (from_currency, to_currency, day, at, place)
    left join lateral (
      select e.from_currency, e.to_currency, e.valid_on, trim_scale(e.rate)::text as rate, e.source from billing.exchange_rate e
      where e.from_currency = a.from_currency and e.to_currency = a.to_currency and e.valid_on <= a.day
      order by (e.recorded_at > coalesce(a.at, 'infinity')),
        case when e.recorded_at <= coalesce(a.at, 'infinity') then e.valid_on end desc nulls last,
        case when e.recorded_at <= coalesce(a.at, 'infinity') then e.recorded_at end desc nulls last,
        e.recorded_at limit 1) r on true
    order by a.place`.execute(db);
  return rows.map((row) => (row.rate === null ? null : (row as ExchangeRate)));
}
