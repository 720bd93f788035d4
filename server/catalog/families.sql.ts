import { sql } from 'kysely';
import { type Db, json } from '../base/db.ts';
import type { Family } from './products.rules.ts';

/** Adds the family or changes its name and place. */
export async function upsertFamily(db: Db, family: Family): Promise<void> {
  const { id, name, position } = family;
  await db
    .insertInto('catalog.family')
    .values({ id, name: json(name), position })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: json(name), position }))
    .execute();
}

/** A family with how many products it has that are not withdrawn. */
export type ListedFamily = Family & { products: number };

/** Every family in its place. */
export async function listFamilies(db: Db): Promise<ListedFamily[]> {
  const { rows } = await sql<ListedFamily>`
    select f.*, coalesce(p.products, 0)::int as products from catalog.family f
    left join (select family_id, count(*) as products from catalog.product where withdrawn_at is null group by 1) p on p.family_id = f.id
    order by f.position, f.id`.execute(db);
  return rows;
}

/** Every family in its place, held until the transaction ends: two who order them at once do so one after the other. */
export async function lockFamilies(db: Db): Promise<Family[]> {
  return db.selectFrom('catalog.family').selectAll().orderBy('position').orderBy('id').forUpdate().execute();
}

/** Gives the families the places of their ids in the list. */
export async function placeFamilies(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    update catalog.family f set position = w.place - 1
    from unnest(${[...ids]}::text[]) with ordinality as w (id, place) where f.id = w.id`.execute(db);
}
