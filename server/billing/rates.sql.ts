import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { sha256 } from '../base/ids.ts';
import type { Run } from './runs.rules.ts';

/** Stands for "no bundle plan" in frozen rates. */
export const LIST_PRICE = '00000000-0000-0000-0000-000000000000';

/**
 * Opens a charge stream for each subscription on every account of its chain that has none yet, from its first segment on.
 * Derived from the timeline itself, so that no lost message can leave a subscription unbilled.
 */
export async function openStreams(db: Db, resellerIds: readonly string[] | null): Promise<void> {
  await sql`
    insert into billing.charge_stream
      (reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id, starts_on, billed_through)
    select s.reseller_id, a.id, s.id, a.seller_id, a.buyer_id, s.customer_id, s.offer_id, s.activated_on, s.activated_on
    from orders.subscription s
    join identity.account a on a.reseller_id = s.reseller_id and a.buyer_id = any (s.chain)
    where s.activated_on is not null and ${within(resellerIds, 's.reseller_id')}
      and not exists (select from billing.charge_stream c
        where c.reseller_id = s.reseller_id and c.account_id = a.id and c.subscription_id = s.id)
    on conflict do nothing`.execute(db);
}

/** Condition that `column` is one of the ids; everything when null. */
export function within(ids: readonly string[] | null, column: string) {
  return ids ? sql`${sql.ref(column)} = any (${[...ids]}::uuid[])` : sql`true`;
}

/**
 * Freezes every price the run can need: list price × (1 − the plan's discount) for each price source, offer, currency and stretch of days.
 * Later price changes cannot reach the run. Answers the SHA-256 of all frozen rows.
 */
export async function freezeRates(
  db: Db,
  run: Run,
  first: string,
  accountId: string | null = null,
): Promise<string> {
  await sql`
    insert into billing.run_rate
    with source as (
      select distinct coalesce(bundle_plan_id, ${LIST_PRICE}::uuid) as bundle_plan_id, billing_preference
      from program.account_plan where ${accountId ? sql`account_id = ${accountId}` : sql`true`}
      union select ${LIST_PRICE}::uuid, 'postpay'
    ), offer as (
      select o.id, p.code, p.family_id from catalog.offer o join catalog.product p on p.id = o.product_id
      where o.id in (select offer_id from billing.charge_stream where ${accountId ? sql`account_id = ${accountId}` : sql`true`})
    ), price as (
      select offer_id, currency, unit_price, valid_from as from_date,
        lead(valid_from, 1, 'infinity'::date) over (partition by offer_id, currency order by valid_from) as to_date
      from catalog.list_price
    ), version as (
      select bundle_plan_id, version, valid_from as from_date,
        lead(valid_from, 1, 'infinity'::date) over (partition by bundle_plan_id order by valid_from) as to_date
      from catalog.bundle_plan_version
      union all select ${LIST_PRICE}::uuid, 0, '-infinity', 'infinity'
    ), month as (
      select m::date as from_date, (m + interval '1 month')::date as to_date,
        (m + interval '1 month')::date - m::date as month_days
      from generate_series(date_trunc('month', ${first}::date::timestamp), ${run.horizon}::date::timestamp, interval '1 month') m
    )
    select ${run.id}::uuid, s.bundle_plan_id, s.billing_preference, o.id, price.currency,
      greatest(price.from_date, v.from_date, month.from_date), least(price.to_date, v.to_date, month.to_date),
      month.month_days, price.unit_price, coalesce(d.rate, 0), price.unit_price * (1 - coalesce(d.rate, 0))
    from source s
    join version v on v.bundle_plan_id = s.bundle_plan_id
    cross join offer o
    join price on price.offer_id = o.id
    join month on greatest(price.from_date, v.from_date, month.from_date) < least(price.to_date, v.to_date, month.to_date)
    left join lateral (
      select rate from catalog.plan_discount pd
      where pd.bundle_plan_id = v.bundle_plan_id and pd.version = v.version and pd.billing_preference = s.billing_preference
        and (pd.scope = 'everything' or (pd.scope = 'family' and pd.target = o.family_id) or (pd.scope = 'product' and pd.target = o.code))
      order by array_position(array['product', 'family', 'everything'], pd.scope) limit 1
    ) d on true`.execute(db);
  return hashRates(db, run.id);
}

async function hashRates(db: Db, runId: string): Promise<string> {
  const { rows } = await sql<{ text: string | null }>`
    select string_agg(r::text, E'\n' order by r::text) as text from billing.run_rate r where run_id = ${runId}`.execute(
    db,
  );
  return sha256(rows[0]?.text ?? '');
}
