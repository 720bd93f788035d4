import { type Selectable, sql } from 'kysely';
import type { DealsCustomerLikeness } from '../../../db/types.ts';
import { type Db, json, rowsJson } from '../../base/db.ts';
import type { Deal } from '../deals/deals.rules.ts';
import type { MatchKey, MatchReason } from './duplicates.rules.ts';
import { found, setLikeness } from './matches.sql.ts';

/** A registered deal and an existing customer of another branch that it may be for. */
export type CustomerLikeness = Omit<Selectable<DealsCustomerLikeness>, 'reasons'> & {
  reasons: MatchReason[];
};

/** What is written of a customer, as far as it is compared. `told`: all of it in one text; `closed`: it is compared no more. */
export type WrittenCustomer = {
  reseller_id: string;
  id: string;
  name: string;
  country: string;
  domain: string | null;
  registration_number: string | null;
  group_name: string | null;
  closed: boolean;
  told: string;
};

/** So many customers whose keys were never made, or of other words than are written of them now. Runs across the wall. */
export async function staleCustomers(db: Db, limit: number): Promise<WrittenCustomer[]> {
  const { rows } = await sql<WrittenCustomer>`
    select o.* from (
      select reseller_id, id, name, country, domain, registration_number, group_name, state = 'closed' as closed,
        jsonb_build_array(name, country, domain, registration_number, group_name, state = 'closed')::text as told
      from identity.organization where kind = 'customer') o
    left join deals.customer_mark m on m.reseller_id = o.reseller_id and m.customer_id = o.id
    where m.told is distinct from o.told
    limit ${limit}`.execute(db);
  return rows;
}

export type CustomerKey = MatchKey & { reseller_id: string; customer_id: string; country: string };

/** Replaces what these customers are recognised by, and marks what that was made of. */
export async function putCustomerKeys(
  db: Db,
  sellerId: string,
  customers: readonly WrittenCustomer[],
  keys: readonly CustomerKey[],
): Promise<void> {
  const marks = customers.map(({ reseller_id, id, told }) => ({ reseller_id, customer_id: id, told }));
  await sql`
    insert into deals.customer_mark (reseller_id, customer_id, seller_id, told)
    select reseller_id, customer_id, ${sellerId}::uuid, told
    from jsonb_to_recordset(${rowsJson(marks)}::jsonb) as m (reseller_id uuid, customer_id uuid, told text)
    on conflict (reseller_id, customer_id) do update set told = excluded.told`.execute(db);
  await sql`
    delete from deals.customer_key k
    using jsonb_to_recordset(${rowsJson(marks)}::jsonb) as m (reseller_id uuid, customer_id uuid)
    where k.reseller_id = m.reseller_id and k.customer_id = m.customer_id`.execute(db);
  await sql`
    insert into deals.customer_key (reseller_id, customer_id, kind, value, seller_id, shown, country)
    select reseller_id, customer_id, kind, value, ${sellerId}::uuid, shown, country
    from jsonb_to_recordset(${rowsJson(keys)}::jsonb)
      as k (reseller_id uuid, customer_id uuid, kind text, value text, shown text, country char(2))`.execute(
    db,
  );
}

/** A likeness as it was found: which customer, and one reason. */
export type FoundCustomer = { other_reseller_id: string; other_customer_id: string } & MatchReason;

/** Every customer of another branch that has a key like one of the deal's: as `findAlike` among deals. */
export async function findCustomersAlike(
  db: Db,
  deal: Pick<Deal, 'reseller_id' | 'id'>,
): Promise<FoundCustomer[]> {
  await setLikeness(db);
  const { rows } = await sql<FoundCustomer>`
    with ${found(deal, 'customers')}
    select reseller_id as other_reseller_id, id as other_customer_id, kind, mine, theirs, likeness
    from found where reseller_id <> ${deal.reseller_id}`.execute(db);
  return rows;
}

/** Writes the likeness down, or its reasons anew; what somebody has judged stays judged. Answers its id: another than given if it was there. */
export async function upsertCustomerLikeness(db: Db, likeness: CustomerLikeness): Promise<string> {
  const reasons = json(likeness.reasons);
  const { score } = likeness;
  const row = await db
    .insertInto('deals.customer_likeness')
    .values({ ...likeness, reasons })
    .onConflict((conflict) =>
      conflict.columns(['reseller_id', 'deal_id', 'other_customer_id']).doUpdateSet({ reasons, score }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The deal's likenesses to existing customers, strongest first. */
export async function listCustomerLikenesses(db: Db, dealId: string): Promise<CustomerLikeness[]> {
  return db
    .selectFrom('deals.customer_likeness')
    .selectAll()
    .where('deal_id', '=', dealId)
    .orderBy('score', 'desc')
    .orderBy('id')
    .execute();
}

/** Takes back the deal's likenesses that nobody has judged and that are none any more. */
export async function dropUnjudgedCustomers(
  db: Db,
  { reseller_id, id }: Pick<Deal, 'reseller_id' | 'id'>,
  except: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('deals.customer_likeness')
    .where('reseller_id', '=', reseller_id)
    .where('deal_id', '=', id)
    .where('verdict', '=', 'open')
    .where('id', '<>', sql<string>`all(${[...except]}::uuid[])`)
    .execute();
}

/** The likeness, held until the transaction ends, if the wall shows it. */
export async function lockCustomerLikeness(db: Db, id: string): Promise<CustomerLikeness | undefined> {
  return db
    .selectFrom('deals.customer_likeness')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function judgeCustomer(
  db: Db,
  { reseller_id, id }: Pick<CustomerLikeness, 'reseller_id' | 'id'>,
  verdict: Pick<CustomerLikeness, 'verdict' | 'note' | 'person_id' | 'person_name' | 'verdict_at'>,
): Promise<void> {
  await db
    .updateTable('deals.customer_likeness')
    .set(verdict)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}
