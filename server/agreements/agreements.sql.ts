import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { Agreement, ListedAgreement } from './agreements.rules.ts';

export async function insertAgreement(db: Db, agreement: Agreement): Promise<void> {
  await db.insertInto('agreements.agreement').values(agreement).execute();
}

/** The buyer's acceptance of these terms, if there is one. */
export async function findAcceptance(
  db: Db,
  { seller_id, buyer_id, terms_id }: Pick<Agreement, 'seller_id' | 'buyer_id' | 'terms_id'>,
): Promise<Agreement | undefined> {
  return db
    .selectFrom('agreements.agreement')
    .selectAll()
    .where('seller_id', '=', seller_id)
    .where('buyer_id', '=', buyer_id)
    .where('terms_id', '=', terms_id)
    .executeTakeFirst();
}

/** One agreement with its version and, once in force, its reference and first day. */
export async function findAgreement(db: Db, id: string): Promise<ListedAgreement | undefined> {
  return listed(db).where('a.id', '=', id).executeTakeFirst();
}

/** Every agreement the wall shows, newest first; `q` is part of a reference, a side's name or the person's. */
export async function listAgreements(db: Db, list: List): Promise<Page<ListedAgreement>> {
  let query = listed(db);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) =>
      where.or([
        where('c.reference', 'ilike', text),
        where('a.person_name', 'ilike', text),
        where('a.person_email', 'ilike', text),
        where(sql<string>`c.buyer ->> 'name'`, 'ilike', text),
      ]),
    );
  }
  return page(query, list, { accepted_at: 'a.accepted_at' }, 'a.id');
}

function listed(db: Db) {
  return db
    .selectFrom('agreements.agreement as a')
    .innerJoin('agreements.terms as t', 't.id', 'a.terms_id')
    .leftJoin('agreements.contract as c', (join) =>
      join.onRef('c.reseller_id', '=', 'a.reseller_id').onRef('c.agreement_id', '=', 'a.id'),
    )
    .selectAll('a')
    .select(['t.kind', 't.version', 'c.reference', 'c.effective_on'])
    .select(sql<string | null>`c.buyer ->> 'name'`.as('buyer_name'));
}
