import { sql } from 'kysely';
import type { Ctx, EventRow } from './ctx.ts';
import type { Database } from './db.ts';
import { enqueue, type Task } from './jobs.ts';

/** News of a module, for higher modules and for live pages. `audience`: the organizations that may see it. */
export type News = Omit<EventRow, 'audience' | 'at'> & { audience: readonly (string | null)[] };

type Subscriber = Task<{ resellerId: string; subjectId: string; payload: Record<string, unknown> }>;
const subscribers = new Map<string, Subscriber[]>();

/** Has `task` run once after each `name` event. Wired in app.ts, so that a lower module never names a higher one. */
export function subscribe(name: string, task: Subscriber): void {
  const known = subscribers.get(name) ?? [];
  if (!known.includes(task)) subscribers.set(name, [...known, task]);
}

/** Tells the news: a row that commits with the data, and a job for each subscriber. */
export function emit(ctx: Ctx, { resellerId, name, subjectId, payload, audience }: News): void {
  const seen = [...new Set(audience.filter((id) => id !== null))];
  ctx.effects.events.push({ resellerId, name, subjectId, payload, audience: seen, at: ctx.now });
  for (const task of subscribers.get(name) ?? []) enqueue(ctx, task, { resellerId, subjectId, payload });
}

export type SeenEvent = {
  cursor: string;
  name: string;
  subjectId: string;
  payload: unknown;
  recordedAt: string;
};

/**
 * The events after `cursor` that the standing organization may see, oldest first. Must run inside a door's transaction.
 * Waits for no one: events of transactions that still run, or began after one that runs, come at the next call.
 */
export async function eventsAfter(
  db: Database | Ctx['db'],
  cursor: string | null,
  limit = 200,
): Promise<SeenEvent[]> {
  const [xid = '0', id = '0'] = (cursor ?? '0.0').split('.');
  const { rows } = await sql<SeenEvent>`
    select xid::text || '.' || id as cursor, name, subject_id as "subjectId", payload, recorded_at as "recordedAt"
    from base.event
    where (xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, id limit ${limit}`.execute(db);
  return rows;
}

/** The cursor of now: what a page that has just loaded passes to hear only what comes next. */
export async function newestCursor(db: Ctx['db']): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`
    select (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1) || '.9223372036854775807' as cursor`.execute(
    db,
  );
  return rows[0]?.cursor ?? '0.0';
}

/** Which organizations events came for after `cursor`, and the cursor to ask with next. Runs as the system role. */
export async function organizationsWithNews(
  db: Ctx['db'],
  cursor: string | null,
): Promise<{ organizations: Set<string>; cursor: string }> {
  const now = await newestCursor(db);
  const [xid = '0', id = '0'] = (cursor ?? now).split('.');
  const { rows } = await sql<{ organization_id: string }>`
    select distinct unnest(audience) as organization_id from base.event
    where (xid, id) > (${xid}::xid8, ${id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())`.execute(
    db,
  );
  return { organizations: new Set(rows.map((row) => row.organization_id)), cursor: now };
}
