import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
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
 * The same rule set-based, as joins: `x.rate` and `x.note` for the relations `seller` and `buyer` (organizations) on the civil date `on`. The
 * law is looked up once for each country, not for each document.
 */
export function taxRule(on: Sql) {
  const rates = sql`(select distinct on (country) country, rate from billing.tax_rate where valid_from <= ${on} order by country, valid_from desc)`;
  const union = sql`(select distinct country from billing.tax_union where code = 'EU' and valid_from <= ${on} and ${on} < valid_to)`;
  return sql`
    left join ${rates} home on home.country = seller.country
    left join ${rates} away on away.country = buyer.country
    left join ${union} here on here.country = seller.country
    left join ${union} there on there.country = buyer.country
    left join (select distinct seller_id, buyer_id from billing.tax_exemption
        where valid_from <= ${on} and ${on} < valid_to and revoked_at is null) exempt
      on exempt.seller_id = seller.id and exempt.buyer_id = buyer.id
    cross join lateral (select case
      when home.rate is null then 'not_taxed'
      when seller.country = buyer.country and exempt.buyer_id is not null then 'exempt_certificate'
      when seller.country = buyer.country then 'standard'
      when here.country is not null and there.country is not null and (nullif(buyer.tax_number, '') is not null or away.rate is null)
        then 'reverse_charge'
      when here.country is not null and there.country is not null then 'destination'
      when here.country is not null or seller.country = 'GB' then 'outside_scope'
      else 'zero_rated_export' end as note) n
    cross join lateral (select n.note,
      case n.note when 'standard' then home.rate when 'destination' then away.rate else 0 end as rate) x`;
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
