import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Import } from './imports.rules.ts';

/** Who publishes and when. */
export type Publishing = Pick<Import, 'id' | 'valid_from'> & { person_id: string | null; at: Date };

/** Publishes every change of the import, by a handful of statements however many there are; answers the new products' ids. */
export async function applyChanges(db: Db, publishing: Publishing): Promise<string[]> {
  await applyFamilies(db, publishing);
  const added = await addProducts(db, publishing);
  await addVersions(db, 'product', publishing);
  await addOffers(db, publishing);
  await addVersions(db, 'offer', publishing);
  await addPrices(db, publishing);
  return added;
}

function changesOf({ id }: Publishing, subject: 'family' | 'product' | 'offer') {
  return sql`catalog.import_change c where c.import_id = ${id}::uuid and c.subject = ${subject}`;
}

async function applyFamilies(db: Db, publishing: Publishing): Promise<void> {
  await sql`insert into catalog.family (id, name, position)
    select code, after -> 'name', (after ->> 'position')::int from ${changesOf(publishing, 'family')}
    on conflict (id) do update set name = excluded.name, position = excluded.position`.execute(db);
}

async function addProducts(db: Db, publishing: Publishing): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into catalog.product (id, code, family_id, kind, name, description, unit, needs_domain, connector, works_with, countries, segments,
      attributes, withdrawn_at, created_at)
    select base.new_id(), code, f.family_id, f.kind, f.name, f.description, f.unit, f.needs_domain, f.connector, f.works_with, f.countries,
      f.segments, f.attributes, case when f.withdrawn then ${publishing.at}::timestamptz end, ${publishing.at}::timestamptz
    from (select code, after from ${changesOf(publishing, 'product')} and change = 'added') a
    cross join lateral jsonb_to_record(after) as f(family_id text, kind text, name jsonb, description jsonb, unit text, needs_domain boolean,
      connector text, works_with jsonb, countries text[], segments text[], attributes jsonb, withdrawn boolean)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

async function addOffers(db: Db, publishing: Publishing): Promise<void> {
  await sql`
    insert into catalog.offer (id, product_id, code, name, billing, term_months, cycle_months, rate_model, package_size, minimum_quantity,
      maximum_quantity, cancel_window_hours, allows_increase, allows_decrease, early_termination_fee_rate, renewal_window_days, trial_days, withdrawn_at,
      created_at)
    select base.new_id(), p.id, a.code, f.name, f.billing, f.term_months, f.cycle_months, f.rate_model, f.package_size, f.minimum_quantity,
      f.maximum_quantity, f.cancel_window_hours, f.allows_increase, f.allows_decrease, f.early_termination_fee_rate, f.renewal_window_days, f.trial_days,
      case when f.withdrawn then ${publishing.at}::timestamptz end, ${publishing.at}::timestamptz
    from (select code, after from ${changesOf(publishing, 'offer')} and change = 'added') a
    cross join lateral jsonb_to_record(after) as f(product text, name jsonb, billing text, term_months int, cycle_months int, rate_model text,
      package_size int, minimum_quantity int, maximum_quantity int, cancel_window_hours int, allows_increase boolean, allows_decrease boolean,
      early_termination_fee_rate numeric, renewal_window_days int, trial_days int, withdrawn boolean)
    join catalog.product p on p.code = f.product`.execute(db);
}

/** What a version of an offer says; a product's says everything. */
const OFFER_FACTS = sql`jsonb_build_object('name', after -> 'name', 'minimum_quantity', after -> 'minimum_quantity',
  'maximum_quantity', after -> 'maximum_quantity', 'withdrawn', after -> 'withdrawn')`;

async function addVersions(db: Db, kind: 'product' | 'offer', publishing: Publishing): Promise<void> {
  const [versions, things, id] = [
    sql.table(`catalog.${kind}_version`),
    sql.table(`catalog.${kind}`),
    sql.ref(`${kind}_id`),
  ];
  await sql`
    insert into ${versions} (${id}, version, valid_from, facts, person_id, import_id, recorded_at)
    select t.id, coalesce(last.version, 0) + 1, ${publishing.valid_from}::date, ${kind === 'product' ? sql`a.after` : OFFER_FACTS},
      ${publishing.person_id}::uuid, ${publishing.id}::uuid, ${publishing.at}::timestamptz
    from (select code, before, after from ${changesOf(publishing, kind)}) a
    join ${things} t on t.code = a.code
    left join lateral (select max(version) as version from ${versions} v where v.${id} = t.id) last on true
    where a.before is null or (${
      kind === 'product'
        ? sql`true`
        : sql`(a.before -> 'name', a.before -> 'minimum_quantity',
      a.before -> 'maximum_quantity', a.before -> 'withdrawn') is distinct from (a.after -> 'name', a.after -> 'minimum_quantity',
      a.after -> 'maximum_quantity', a.after -> 'withdrawn')`
    })`.execute(db);
}

async function addPrices(db: Db, publishing: Publishing): Promise<void> {
  const moves = sql`(select c.code, m.* from (select code, moves from ${changesOf(publishing, 'offer')}) c
    cross join lateral jsonb_to_recordset(c.moves) as m(currency text, "to" numeric, bands jsonb)) m
    join catalog.offer o on o.code = m.code`;
  // A floor stays what it was; a price that falls below it takes it along.
  await sql`insert into catalog.list_price (offer_id, currency, valid_from, unit_price, floor_price, recorded_at)
    select o.id, m.currency, ${publishing.valid_from}::date, m."to", least(before.floor_price, m."to"), ${publishing.at}::timestamptz
    from ${moves}
    left join lateral (select l.floor_price from catalog.list_price l where l.offer_id = o.id and l.currency = m.currency
      and l.valid_from < ${publishing.valid_from}::date order by l.valid_from desc limit 1) before on before.floor_price is not null`.execute(
    db,
  );
  await sql`insert into catalog.price_band (offer_id, currency, valid_from, above, unit_price)
    select o.id, m.currency, ${publishing.valid_from}::date, b.above, b.unit_price from ${moves}
    cross join lateral jsonb_to_recordset(m.bands) as b(above bigint, unit_price numeric)`.execute(db);
}
