import { sql } from 'kysely';
import { type Db, setBased } from '../../base/db.ts';
import type { Run, Scope } from '../runs/runs.rules.ts';
import { asDueLines } from './adjustments.sql.ts';
import { isCorrected } from './corrected.sql.ts';
import { inScope, marksOf, monthsBetween, within } from './scope.sql.ts';

/**
 * Gives back, as due lines, cycles that a month end has charged ahead and that began with fewer units, or none: the subscription ended or shrank
 * since. The cycle that runs stays paid, and what a term that was ended early had promised is not given back. Answers whether there was any.
 * Timelines that are corrected are left to `dueRefunds`, which goes by days.
 */
export async function dueShrunk(db: Db, run: Run, scope: Scope, streams: number): Promise<boolean> {
  const months = monthsBetween(sql`s.starts_on`, sql`l.period_from`);
  const statement = sql`
    insert into billing.due_line
    with mark as materialized (select * from ${marksOf(scope)} m),
    paid as materialized (
      select distinct p.reseller_id, p.account_id, a.currency from billing.run_source p
      join identity.account a on a.reseller_id = p.reseller_id and a.id = p.account_id and ${inScope(scope, 'a', 'id')}
      where p.run_id = ${run.id}::uuid and p.billing_preference = 'prepay' and ${inScope(scope, 'p')}
    ), changed as materialized (
      -- What has changed since the month end that charged ahead: all else is as it was charged.
      select g.reseller_id, g.subscription_id from orders.segment g join mark m on m.reseller_id = g.reseller_id
      where ${within(scope.resellerIds, 'g.reseller_id')} and g.starts_on >= m.billed_through and g.seq > 1
      group by g.reseller_id, g.subscription_id
    ), ahead as materialized (
      select a.reseller_id, a.account_id, a.currency, c.subscription_id, c.period_from, c.quantity
      from paid a join mark m on m.reseller_id = a.reseller_id
      cross join lateral (select l.subscription_id, l.period_from, sum(l.quantity) as quantity from billing.charge l
        where l.reseller_id = a.reseller_id and l.account_id = a.account_id and l.period_from >= m.billed_through
          and l.component in ('term', 'refund') group by l.subscription_id, l.period_from) c
    ), shrunk as (
      select s.*, l.period_from, l.quantity - held.quantity as less, l.currency
      from ahead l
      join changed g on g.reseller_id = l.reseller_id and g.subscription_id = l.subscription_id
      join billing.charge_stream s on s.reseller_id = l.reseller_id and s.account_id = l.account_id
        and s.subscription_id = l.subscription_id and ${inScope(scope, 's')}
      join catalog.offer o on o.id = s.offer_id
      cross join lateral (select g.quantity, g.promised_until from orders.segment g where g.reseller_id = s.reseller_id
        and g.subscription_id = s.subscription_id and g.starts_on <= l.period_from order by g.starts_on desc, g.seq desc limit 1) held
      where held.quantity < l.quantity and l.period_from >= coalesce(held.promised_until, '-infinity'::date)
        and s.starts_on < l.period_from and ${months} % o.cycle_months = 0
        and (s.starts_on + make_interval(months => ${months}))::date = l.period_from
        and not ${isCorrected(scope)}
    ), island as (
      select s.reseller_id, s.account_id, s.subscription_id, s.seller_id, s.buyer_id, s.customer_id, s.offer_id, s.currency, null::text as reason,
        t.component as origin_component, t.period_from as origin_from, t.revision as origin_revision, t.invoice_id as origin_invoice_id,
        t.net as origin_net, t.period_days, t.list_price, t.discount, t.unit_price, t.period_from, t.period_to, t.days,
        -least(t.rest, s.less - (t.reached - t.rest))::int as quantity
      from shrunk s
      cross join lateral (select l.*, l.quantity + back.quantity as rest, sum(l.quantity + back.quantity) over (order by l.revision desc) as reached
        from billing.charge l
        cross join lateral (select coalesce(sum(b.quantity), 0)::int as quantity from billing.charge b
          where b.reseller_id = l.reseller_id and b.account_id = l.account_id and b.subscription_id = l.subscription_id
            and b.component = 'refund' and b.origin_from = l.period_from and b.origin_revision = l.revision) back
        where l.reseller_id = s.reseller_id and l.account_id = s.account_id and l.subscription_id = s.subscription_id
          and l.component = 'term' and l.period_from = s.period_from offset 0) t
      where t.rest > 0 and s.less > t.reached - t.rest
    )
    ${asDueLines(run, sql`'refund'`)}`;
  const { numAffectedRows } = await setBased(db, streams, () => statement.execute(db));
  return Boolean(numAffectedRows);
}
