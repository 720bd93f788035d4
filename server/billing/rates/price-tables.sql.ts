import { sql } from 'kysely';
import { rowsJson } from '../../base/db.ts';
import type { Candidate, PriceChange } from '../replays/replays.rules.ts';

type Sql = ReturnType<typeof sql>;

/** The relations that prices are frozen from. A replay has others read in their place; the statements are the same. */
export type PriceTables = {
  listPrice: Sql;
  /** The bands of a list price, by its day. */
  priceBand: Sql;
  planVersion: Sql;
  planDiscount: Sql;
  planPreference: Sql;
  /** The plan of a row of program.account_plan. */
  planOfAccount: Sql;
  /** Rules of price books and agreed prices, and the sellers who have any. */
  retailRule: Sql;
  bookSeller: Sql;
};

/** What is published: what every bill is made from. */
export const PUBLISHED: PriceTables = {
  listPrice: sql`catalog.list_price`,
  priceBand: sql`catalog.price_band`,
  planVersion: sql`catalog.bundle_plan_version`,
  planDiscount: sql`catalog.plan_discount`,
  planPreference: sql`catalog.plan_preference`,
  planOfAccount: sql`bundle_plan_id`,
  retailRule: sql`catalog.retail_rule`,
  bookSeller: sql`(select seller_id from catalog.price_book_version union select seller_id from catalog.agreed_price)`,
};

/** What is published, with the seller's candidate in place of what it would replace, on every day. */
export function withCandidate({ plan, prices, moves, book }: Candidate, sellerId: string): PriceTables {
  return {
    ...PUBLISHED,
    ...(prices && listPrices(prices)),
    ...(plan && ofPlan(plan)),
    ...(book && ofBook(book, sellerId)),
    ...(moves && {
      planOfAccount: sql`case when account_id = any (${moves.account_ids}::uuid[]) then ${moves.bundle_plan_id}::uuid else bundle_plan_id end`,
    }),
  };
}

/** The number of a version that is not published. */
const UNPUBLISHED = sql`-1`;

function ofPlan({ bundle_plan_id: id, discounts, preferences }: NonNullable<Candidate['plan']>) {
  return {
    planVersion: sql`(select bundle_plan_id, version, valid_from from catalog.bundle_plan_version where bundle_plan_id <> ${id}::uuid
      union all select ${id}::uuid, ${UNPUBLISHED}, '-infinity'::date)`,
    planDiscount: sql`(select bundle_plan_id, version, scope, target, billing_preference, from_quantity, rate from catalog.plan_discount
      union all select ${id}::uuid, ${UNPUBLISHED}, d.* from jsonb_to_recordset(${rowsJson(discounts)}::jsonb)
        as d (scope text, target text, billing_preference text, from_quantity int, rate numeric))`,
    planPreference: sql`(select bundle_plan_id, version, billing_preference, rate from catalog.plan_preference
      union all select ${id}::uuid, ${UNPUBLISHED}, d.* from jsonb_to_recordset(${rowsJson(preferences)}::jsonb)
        as d (billing_preference text, rate numeric))`,
  };
}

/** The rules in the place of the seller's book; what it has agreed on with single customers still goes before them. */
function ofBook({ rules }: NonNullable<Candidate['book']>, sellerId: string) {
  return {
    retailRule: sql`(select seller_id, buyer_id, scope, target, kind, rate, unit_price, currency, from_date, to_date, rank
      from catalog.retail_rule where seller_id <> ${sellerId}::uuid or version is null
      union all select ${sellerId}::uuid, r.buyer_id, r.scope, r.target, r.kind, r.rate, r.unit_price, r.currency, '-infinity', 'infinity',
        array_position(array['everything', 'family', 'product', 'offer'], r.scope) + case when r.buyer_id is null then 0 else 4 end
      from jsonb_to_recordset(${rowsJson(rules)}::jsonb) as r (buyer_id uuid, scope text, target text, kind text, rate numeric,
        unit_price numeric, currency text))`,
    bookSeller: sql`(select seller_id from catalog.price_book_version union select seller_id from catalog.agreed_price
      union select ${sellerId}::uuid)`,
  };
}

type Listed = Pick<PriceTables, 'listPrice' | 'priceBand'>;

/** List prices and their bands as they would be: by so much more or less, as they will be on a day, or as a catalogue file that is ready says. */
function listPrices(prices: NonNullable<Candidate['prices']>): Listed {
  if (prices.kind === 'change') return changed(prices.changes);
  return prices.kind === 'on' ? asOn(prices.on) : ofImport(prices.import_id);
}

function asOn(day: string): Listed {
  const prices = sql`select distinct on (offer_id, currency) offer_id, currency, unit_price, floor_price, valid_from
    from catalog.list_price where valid_from <= ${day}::date order by offer_id, currency, valid_from desc`;
  const bands = sql`select c.offer_id, c.currency, b.above, b.unit_price from chosen c
    join catalog.price_band b on b.offer_id = c.offer_id and b.currency = c.currency and b.valid_from = c.valid_from`;
  return inPlace(prices, bands);
}

function ofImport(id: string): Listed {
  const prices = sql`select o.id as offer_id, m.currency, m."to" as unit_price, null::numeric as floor_price, m.bands
    from catalog.import_change c
    cross join lateral jsonb_to_recordset(c.moves) as m (currency text, "to" numeric, bands jsonb)
    join catalog.offer o on o.code = c.code
    where c.import_id = ${id}::uuid and c.subject = 'offer'`;
  const bands = sql`select c.offer_id, c.currency, b.above, b.unit_price from chosen c
    cross join lateral jsonb_to_recordset(c.bands) as b (above bigint, unit_price numeric)`;
  return inPlace(prices, bands);
}

/** The chosen prices with their own bands on every day; what has none among them stays as published. */
function inPlace(prices: Sql, bands: Sql): Listed {
  const chosen = sql`with chosen as materialized (${prices})`;
  const untouched = sql`not exists (select from chosen c where c.offer_id = p.offer_id and c.currency = p.currency)`;
  return {
    listPrice: sql`(${chosen}
      select offer_id, currency, unit_price, floor_price, '-infinity'::date as valid_from from chosen
      union all select offer_id, currency, unit_price, floor_price, valid_from from catalog.list_price p where ${untouched})`,
    priceBand: sql`(${chosen}
      select offer_id, currency, '-infinity'::date as valid_from, above, unit_price from (${bands}) band
      union all select offer_id, currency, valid_from, above, unit_price from catalog.price_band p where ${untouched})`,
  };
}

/** The most specific change of a product counts, as in a plan. A floor never stands over its price. */
function changed(changes: readonly PriceChange[]): Listed {
  const moved = sql`join catalog.offer o on o.id = l.offer_id
    join catalog.product p on p.id = o.product_id
    left join lateral (
      select d.rate from jsonb_to_recordset(${rowsJson(changes)}::jsonb) as d (scope text, target text, rate numeric)
      where d.scope = 'everything' or (d.scope = 'family' and d.target = p.family_id) or (d.scope = 'product' and d.target = p.code)
      order by array_position(array['product', 'family', 'everything'], d.scope) limit 1) change on true
    cross join lateral (select round(l.unit_price * (1 + coalesce(change.rate, 0)), 12) as unit_price) x`;
  return {
    listPrice: sql`(select l.offer_id, l.currency, x.unit_price, l.valid_from,
        case when l.floor_price is not null then least(l.floor_price, x.unit_price) end as floor_price
      from catalog.list_price l ${moved})`,
    priceBand: sql`(select l.offer_id, l.currency, l.valid_from, l.above, x.unit_price from catalog.price_band l ${moved})`,
  };
}
