import type { Selectable } from 'kysely';
import type { DealsIncentive } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';
import type { Deal } from './deals.rules.ts';

/** What an approved deal takes off, from a day until (not including) another. `product_id` null: off everything. */
export type Incentive = Selectable<DealsIncentive>;

type Key = Pick<Deal, 'reseller_id' | 'id'>;

export async function insertIncentives(db: Db, rows: Incentive[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('deals.incentive').values(rows).execute();
}

/** Moves the end of the deal's incentives that have not ended by `today`; never before they began. */
export async function moveEnd(
  db: Db,
  { reseller_id, id }: Key,
  today: string,
  validTo: string,
): Promise<void> {
  const rows = await db
    .selectFrom('deals.incentive')
    .select(['id', 'valid_from'])
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .where('valid_to', '>', today)
    .execute();
  for (const row of rows) {
    await db
      .updateTable('deals.incentive')
      .set({ valid_to: validTo > row.valid_from ? validTo : row.valid_from })
      .where('reseller_id', '=', reseller_id)
      .where('id', '=', row.id)
      .execute();
  }
}

/** The deal's incentives. */
export async function listOfDeal(db: Db, { reseller_id, id }: Key): Promise<Incentive[]> {
  return db
    .selectFrom('deals.incentive')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .orderBy('id')
    .execute();
}

/** What holds between the account's sides for the customer on the day. */
export async function listOn(
  db: Db,
  { account_id, customer_id, on }: { account_id: string; customer_id: string; on: string },
): Promise<Incentive[]> {
  return db
    .selectFrom('deals.incentive')
    .selectAll()
    .where('account_id', '=', account_id)
    .where('customer_id', '=', customer_id)
    .where('valid_from', '<=', on)
    .where('valid_to', '>', on)
    .orderBy('rate', 'desc')
    .orderBy('id')
    .execute();
}
