import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { DealsGrantedPrice } from '../../../db/types.ts';
import type { CivilDate } from '../../base/dates.ts';
import type { Db } from '../../base/db.ts';

/** An approved special price of one customer for one offer; without a unit price it takes the earlier ones back. */
export type GrantedPrice = Selectable<DealsGrantedPrice>;

export type CustomerOn = { account_id: string; customer_id: string; currency: string; on: CivilDate };

/** What holds for the customer on the day, one for an offer at most: of several the one granted last, if it has a price. */
export async function findGrantedOn(
  db: Db,
  { account_id, customer_id, currency, on }: CustomerOn,
): Promise<GrantedPrice[]> {
  const { rows } = await sql<GrantedPrice>`
    select * from (select distinct on (offer_id) * from deals.granted_price
      where account_id = ${account_id} and customer_id = ${customer_id} and currency = ${currency}
        and valid_from <= ${on}::date and ${on}::date < valid_to
      order by offer_id, id desc) g
    where unit_price is not null`.execute(db);
  return rows;
}
