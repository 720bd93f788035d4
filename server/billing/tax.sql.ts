import { sql } from 'kysely';
import type { Db } from '../base/db.ts';

type Party = { country: string };

/**
 * The fraction of tax on a sale on the civil date `on`: the seller's country's rate at home, 0 abroad (zero-rated export; the buyer
 * accounts for it there). The same rule stands set-based in lines.sql.ts.
 */
export async function taxRateFor(db: Db, seller: Party, buyer: Party, on: string): Promise<string> {
  if (seller.country !== buyer.country) return '0';
  const row = await db
    .selectFrom('billing.tax_rate')
    .select('rate')
    .where('country', '=', seller.country)
    .where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.rate ?? '0';
}

/**
 * The same rule set-based, as a join: `x.rate` and `x.note` for the relations `seller` and `buyer` (organizations) on the civil date `on`.
 */
export function taxRule(on: ReturnType<typeof sql>) {
  return sql`
    left join lateral (select rate from billing.tax_rate v where v.country = seller.country and v.valid_from <= ${on}
      order by v.valid_from desc limit 1) v on true
    cross join lateral (select case when seller.country = buyer.country then coalesce(v.rate, 0) else 0 end as rate) r
    cross join lateral (select r.rate,
      case when seller.country <> buyer.country then 'zero_rated_export' when r.rate = 0 then 'not_taxed' else 'standard' end as note) x`;
}
