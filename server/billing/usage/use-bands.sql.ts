import { sql } from 'kysely';
import { type Db, rowsJson } from '../../base/db.ts';
import type { RateModel } from './usage.rules.ts';

/** A subscription's use of a calendar month, of which a document has lines from this revision on. */
export type UsedMonth = { subscription_id: string; month: string; revision: number };

/**
 * What the lines of such a month rest on beside the first price: how the offer is priced by use, the bands of the price list of the day that
 * they were priced on, what was counted on lines before them, and the units that the month is known to have.
 */
export type UseFacts = UsedMonth & {
  offer_id: string;
  model: RateModel;
  package_size: number;
  priced_on: string;
  counted: number;
  used: number;
  bands: { above: number; unit_price: string }[];
};

/** The facts of these months on one account. Read within the wall: either side of the account sees them. */
export async function findUse(
  db: Db,
  accountId: string,
  months: readonly UsedMonth[],
  currency: string,
): Promise<UseFacts[]> {
  const { rows } = await sql<UseFacts>`
    select m.subscription_id, m.month, m.revision, s.offer_id, o.rate_model as model, o.package_size, d.priced_on, (
        select coalesce(sum(l.quantity), 0)::int from billing.charge l where l.reseller_id = s.reseller_id and l.account_id = ${accountId}::uuid
          and l.subscription_id = s.id and l.component = 'use' and l.period_from = m.month and l.revision < m.revision) as counted, (
        select coalesce(sum(e.units), 0)::int from billing.usage_event e where e.reseller_id = s.reseller_id and e.subscription_id = s.id
          and e.used_on >= greatest(m.month, s.free_until) and e.used_on < m.month + interval '1 month') as used, (
        select coalesce(jsonb_agg(jsonb_build_object('above', p.above, 'unit_price', p.unit_price::text) order by p.above), '[]')
        from catalog.price_band p where p.offer_id = s.offer_id and p.currency = ${currency} and p.valid_from = (
          select max(f.valid_from) from catalog.list_price f where f.offer_id = s.offer_id and f.currency = ${currency}
            and f.valid_from <= d.priced_on)) as bands
    from jsonb_to_recordset(${rowsJson(months)}::jsonb) as m (subscription_id uuid, month date, revision int)
    join orders.subscription s on s.id = m.subscription_id
    join catalog.offer o on o.id = s.offer_id
    cross join lateral (select greatest(m.month, s.activated_on, s.free_until) as priced_on) d`.execute(db);
  return rows;
}
