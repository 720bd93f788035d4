import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { GatewayNews } from './gateway.port.ts';

/** Writes down that an event is taken up; false when it was before. */
export async function insertEvent(db: Db, { id, type, created }: GatewayNews, now: Date): Promise<boolean> {
  const { rows } = await sql`insert into billing.gateway_event (id, type, created_at, recorded_at)
    values (${id}, ${type}, to_timestamp(${created}), ${now}) on conflict (id) do nothing returning id`.execute(
    db,
  );
  return rows.length === 1;
}

/**
 * From which of the gateway's seconds its list of events is to be read, null for all of it: ten minutes before where it was last read to, for an event
 * may come into the list a little later than it says.
 */
export async function listFrom(db: Db): Promise<number | null> {
  const { rows } = await sql<{ since: number }>`
    select extract(epoch from listed_through)::int - 600 as since from billing.gateway_listing`.execute(db);
  return rows[0]?.since ?? null;
}

/** The list was read up to this second of the gateway's; it is never read from further back. */
export async function setListedThrough(db: Db, seconds: number): Promise<void> {
  await sql`insert into billing.gateway_listing as known (listed_through) values (to_timestamp(${seconds}))
    on conflict (one) do update set listed_through = greatest(known.listed_through, excluded.listed_through)`.execute(
    db,
  );
}
