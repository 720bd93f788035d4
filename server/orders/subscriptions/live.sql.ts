import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';

/** Active and paused subscriptions of these offers and their units now, by the currency in which their branch pays the vendor. */
export async function countLive(
  db: Db,
  offerIds: readonly string[],
): Promise<{ offer_id: string; currency: string; subscriptions: number; units: bigint }[]> {
  const { rows } = await sql<{ offer_id: string; currency: string; subscriptions: number; units: bigint }>`
    with live as materialized (
      select reseller_id, id, offer_id from orders.subscription where state in ('active', 'paused') and offer_id = any (${[...offerIds]}::uuid[])
    )
    select live.offer_id, a.currency, count(*)::int as subscriptions, coalesce(sum(s.quantity), 0)::bigint as units
    from live
    join identity.account a on a.reseller_id = live.reseller_id and a.buyer_id = live.reseller_id
    left join lateral (select quantity from orders.segment s where s.reseller_id = live.reseller_id and s.subscription_id = live.id
      and not s.paused order by s.starts_on desc, s.seq desc limit 1) s on true
    group by live.offer_id, a.currency order by live.offer_id, a.currency`.execute(db);
  return rows;
}
