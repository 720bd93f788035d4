import { sql } from 'kysely';
import { type Db, rowsJson } from '../../base/db.ts';

/** An operation that is done, with the day (the vendor's) and the instant it is taken in. */
export type Done = {
  reseller_id: string;
  operation_id: string;
  subscription_id: string;
  chain: string[];
  kind: string;
  quantity: number;
  starts_on: string;
  free_until: string | null;
  at: string;
};

/** The rows as a relation `done`. */
function rows(done: readonly Done[]) {
  return sql`jsonb_to_recordset(${rowsJson(done)}::jsonb) as done (reseller_id uuid, operation_id uuid, subscription_id uuid, chain uuid[],
    kind text, quantity int, starts_on date, free_until date, at timestamptz)`;
}

/**
 * Writes down that the operations succeeded: the timelines, the operations with a last step, the subscriptions. At most one operation of a
 * subscription. What is written is what `completeOperation` writes for each; operations that are not open are left alone.
 */
export async function completeAll(db: Db, done: readonly Done[], description: string): Promise<void> {
  await sql`
    with open as (
      update orders.operation o set state = 'succeeded', starts_on = done.starts_on, failure = null, finished_at = done.at
      from ${rows(done)} where o.reseller_id = done.reseller_id and o.id = done.operation_id and o.state in ('queued', 'running')
      returning done.*
    ), step as (
      insert into orders.operation_step (reseller_id, operation_id, seq, chain, description, recorded_at)
      select reseller_id, operation_id, (select coalesce(max(s.seq), 0) + 1 from orders.operation_step s
        where s.reseller_id = open.reseller_id and s.operation_id = open.operation_id), chain, ${description}, at from open
    ), active as (
      update orders.subscription s set state = case open.kind when 'cancel' then 'cancelled' else 'active' end,
        activated_on = case open.kind when 'create' then coalesce(s.activated_on, open.starts_on) else s.activated_on end,
        free_until = coalesce(s.free_until, open.free_until)
      from open where s.reseller_id = open.reseller_id and s.id = open.subscription_id
    )
    insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, operation_id, recorded_at)
    select reseller_id, subscription_id, (select coalesce(max(s.seq), 0) + 1 from orders.segment s
      where s.reseller_id = open.reseller_id and s.subscription_id = open.subscription_id),
      chain, starts_on, quantity, operation_id, at from open`.execute(db);
}
