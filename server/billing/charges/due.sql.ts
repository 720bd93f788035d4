import { sql } from 'kysely';
import { type Db, FEW } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { CORRECTS, lateChanges, withdrawnTurns } from './corrected.sql.ts';
import { inScope, within } from './scope.sql.ts';

/** What a scope has at all, so that a pass runs no statement that could find nothing. */
export type Due = {
  /** Counted no further than to one more than few. */
  streams: number;
  /** Streams that go by a watermark of their own. */
  apart: boolean;
  /** Something is charged in advance, or was about to be: a prepaid account, or cycles longer than a month. */
  ahead: boolean;
  corrected: boolean;
  /** Less is held of a cycle than was charged ahead for it; what there is to give back of it says (`dueShrunk`), not the look before. */
  shrunk: boolean;
  used: boolean;
  fees: boolean;
  /** Fees that bear no tax. */
  exempt: boolean;
  /** What is corrected was charged by an earlier rule of tax; what is due says (`settleRules`), not the look before. */
  ruled: boolean;
  /** Offers that are bought once. */
  once: boolean;
  /** Terms that were ended early. */
  ended: boolean;
  /** Customers with prices of their own. */
  own: boolean;
  minimums: boolean;
};

/** Looks, by indexes and one pass over the scope's streams, at what there is to charge. Reads what the run has frozen. */
export async function findDue(db: Db, run: Run, { resellerIds, accountId }: Scope): Promise<Due> {
  const branch = within(resellerIds, 'reseller_id');
  const mine = sql`${branch} and ${accountId ? sql`account_id = ${accountId}` : sql`true`}`;
  const frozen = sql`run_id = ${run.id}::uuid and ${mine}`;
  const has = (
    offers: ReturnType<typeof sql>,
  ) => sql`case when exists (select from catalog.offer where ${offers}) then
    (select bool_or(offer_id in (select id from catalog.offer where ${offers})) from billing.charge_stream where ${mine}) end`;
  const withdrawn = found(sql`${withdrawnTurns(inScope({ resellerIds, accountId }, 'w'))} w`);
  const { rows } = await sql<Omit<Due, 'shrunk' | 'ruled'>>`
    select ${upTo(FEW + 1, sql`billing.charge_stream where ${mine}`)} as streams,
      ${found(sql`billing.charge_stream where ${mine} and apart`)} as apart,
      coalesce(${found(sql`billing.run_source where ${frozen} and billing_preference = 'prepay'`)}
        or ${has(sql`billing = 'recurring' and cycle_months > 1`)}, false) or ${withdrawn} as ahead,
      ${found(sql`orders.segment where ${branch} and ${CORRECTS}`)} or ${withdrawn}
        or ${found(sql`${lateChanges(run, within(resellerIds, 'g.reseller_id'))} g`)} as corrected,
      ${found(sql`orders.segment where ${branch} and promised_until is not null`)} as ended,
      ${found(sql`unnest(${[...resellerIds]}::uuid[]) b (id) cross join lateral (
        select from billing.usage_event e where e.reseller_id = b.id order by e.subscription_id limit 1) e`)} as used,
      ${found(sql`billing.fee where ${mine}`)} as fees,
      ${found(sql`billing.fee where ${mine} and exemption is not null`)} as exempt,
      coalesce(${has(sql`billing = 'one_time'`)}, false) as once,
      ${found(sql`billing.run_customer_source where ${frozen}`)} as own,
      ${found(sql`billing.minimum_commitment where ${mine}`)} or ${found(sql`catalog.plan_commitment`)} as minimums`.execute(
    db,
  );
  if (!rows[0]) throw new Error('A select without FROM answers one row.');
  return { ...rows[0], shrunk: false, ruled: false };
}

/** How many rows the relation has, counted no further than so many. */
export function upTo(most: number, relation: ReturnType<typeof sql>) {
  return sql`(select count(*)::int from (select from ${relation} limit ${sql.lit(most)}) counted)`;
}

/** Whether the relation has a row. Not EXISTS: for that the planner hopes to meet a row early and reads a whole table when there is none. */
function found(relation: ReturnType<typeof sql>) {
  return sql`(select count(*) > 0 from ${relation})`;
}

/** Whether some statement beside the recurring one leaves due lines. */
export function isBeside({ corrected, shrunk, used, fees, once, ended }: Due): boolean {
  return corrected || shrunk || used || fees || once || ended;
}
