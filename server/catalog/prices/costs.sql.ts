import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CatalogCostPrice } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

/** What an offer costs the seller itself from a day on: minor units per unit and cycle. */
export type CostPrice = Selectable<CatalogCostPrice>;

/** Appends a cost; false when that day has one. */
export async function insertCost(db: Db, cost: CostPrice): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catalog.cost_price')
    .values(cost)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** The costs of an offer, the latest first. */
export async function listCosts(db: Db, offerId: string): Promise<CostPrice[]> {
  return db
    .selectFrom('catalog.cost_price')
    .selectAll()
    .where('offer_id', '=', offerId)
    .orderBy('currency')
    .orderBy('valid_from', 'desc')
    .execute();
}

/** What each offer costs on the day, by offer, as far as it is known. */
export async function costsOn(
  db: Db,
  { offerIds, currency, on }: { offerIds: readonly string[]; currency: string; on: string },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ offer_id: string; unit_cost: string }>`
    select distinct on (offer_id) offer_id, trim_scale(unit_cost)::text as unit_cost from catalog.cost_price
    where offer_id = any (${[...offerIds]}::uuid[]) and currency = ${currency} and valid_from <= ${on}::date
    order by offer_id, valid_from desc`.execute(db);
  return new Map(rows.map(({ offer_id, unit_cost }) => [offer_id, unit_cost]));
}
