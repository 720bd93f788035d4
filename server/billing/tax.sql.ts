import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { type TaxFacts, type TaxNote, taxRuleOf } from './tax.rules.ts';

type Party = { country: string; id?: string; tax_number?: string | null };

/**
 * The rule and the fraction of tax on a sale on the civil date `on`, by `taxRuleOf`. The same stands set-based in `taxRule`, which bills.
 */
export async function taxFor(
  db: Db,
  seller: Party,
  buyer: Party,
  on: string,
): Promise<{ note: TaxNote; rate: string }> {
  const { rows } = await sql<{
    home: string | null;
    away: string | null;
    here: boolean;
    there: boolean;
    exempt: boolean;
  }>`
    select ${rateOn(sql`${seller.country}`, sql`${on}::date`)} as home, ${rateOn(sql`${buyer.country}`, sql`${on}::date`)} as away,
      ${inUnion(sql`${seller.country}`, sql`${on}::date`)} as here, ${inUnion(sql`${buyer.country}`, sql`${on}::date`)} as there,
      ${exempted(sql`${seller.id ?? null}::uuid`, sql`${buyer.id ?? null}::uuid`, sql`${on}::date`)} as exempt`.execute(
    db,
  );
  const [row] = rows;
  const facts: TaxFacts = {
    seller: { country: seller.country, rate: row?.home ?? null, in_union: row?.here ?? false },
    buyer: {
      country: buyer.country,
      rate: row?.away ?? null,
      in_union: row?.there ?? false,
      registered: Boolean(buyer.tax_number),
      exempt: row?.exempt ?? false,
    },
  };
  return taxRuleOf(facts);
}

/** The fraction of tax alone. */
export async function taxRateFor(db: Db, seller: Party, buyer: Party, on: string): Promise<string> {
  return (await taxFor(db, seller, buyer, on)).rate;
}

/**
 * The same rule set-based, as a join: `x.rate` and `x.note` for the relations `seller` and `buyer` (organizations) on the civil date `on`.
 */
export function taxRule(on: Sql) {
  const seller = sql`seller.country`;
  const buyer = sql`buyer.country`;
  return sql`
    cross join lateral (select ${rateOn(seller, on)} as home, ${rateOn(buyer, on)} as away, ${inUnion(seller, on)} as here,
      ${inUnion(buyer, on)} as there, ${exempted(sql`seller.id`, sql`buyer.id`, on)} as exempt) f
    cross join lateral (select case
      when f.home is null then 'not_taxed'
      when seller.country = buyer.country and f.exempt then 'exempt_certificate'
      when seller.country = buyer.country then 'standard'
      when f.here and f.there and (nullif(buyer.tax_number, '') is not null or f.away is null) then 'reverse_charge'
      when f.here and f.there then 'destination'
      when f.here or seller.country = 'GB' then 'outside_scope'
      else 'zero_rated_export' end as note) n
    cross join lateral (select n.note,
      case n.note when 'standard' then f.home when 'destination' then f.away else 0 end as rate) x`;
}

type Sql = ReturnType<typeof sql>;

function rateOn(country: Sql, on: Sql) {
  return sql`(select v.rate from billing.tax_rate v where v.country = ${country} and v.valid_from <= ${on} order by v.valid_from desc limit 1)`;
}

function inUnion(country: Sql, on: Sql) {
  return sql`exists (select from billing.tax_union u where u.code = 'EU' and u.country = ${country} and u.valid_from <= ${on} and ${on} < u.valid_to)`;
}

function exempted(sellerId: Sql, buyerId: Sql, on: Sql) {
  return sql`exists (select from billing.tax_exemption e where e.seller_id = ${sellerId} and e.buyer_id = ${buyerId}
    and e.valid_from <= ${on} and ${on} < e.valid_to and e.revoked_at is null)`;
}
