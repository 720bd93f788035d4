import { sql } from 'kysely';
import { type Db, json } from '../base/db.ts';
import { contains, type List, type Page, page } from '../base/page.ts';
import type { Application, ApplicationMove, ApplicationState } from './applications.rules.ts';

export async function insertApplication(db: Db, application: Application): Promise<void> {
  await db.insertInto('program.application').values(application).execute();
}

/** Changes one application and answers it anew. */
export async function updateApplication(
  db: Db,
  { reseller_id, id }: Pick<Application, 'reseller_id' | 'id'>,
  changes: Partial<Omit<Application, 'reseller_id' | 'id'>>,
): Promise<Application> {
  return db
    .updateTable('program.application')
    .set(changes)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The application, if the wall shows it. */
export async function findApplication(db: Db, id: string): Promise<Application | undefined> {
  return db.selectFrom('program.application').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The application, held until the transaction ends: two who decide at once decide one after the other. */
export async function lockApplication(db: Db, id: string): Promise<Application | undefined> {
  return db.selectFrom('program.application').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The application a link leads to, held until the transaction ends. */
export async function lockByLink(db: Db, linkSha256: string): Promise<Application | undefined> {
  return db
    .selectFrom('program.application')
    .selectAll()
    .where('link_sha256', '=', linkSha256)
    .forUpdate()
    .executeTakeFirst();
}

/** The buyer's own application, the newest if it has several. */
export async function findApplicationOf(db: Db, buyerId: string): Promise<Application | undefined> {
  return db
    .selectFrom('program.application')
    .selectAll()
    .where('buyer_id', '=', buyerId)
    .orderBy('applied_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The newest application of this contact for this company in one of these states, begun after `since` if given. Held like the others. */
export async function lockByContact(
  db: Db,
  {
    contact_email,
    country,
    registration_number,
  }: Pick<Application, 'contact_email' | 'country' | 'registration_number'>,
  states: readonly ApplicationState[],
  since?: Date,
): Promise<Application | undefined> {
  let query = db
    .selectFrom('program.application')
    .selectAll()
    .where('contact_email', '=', contact_email)
    .where('country', '=', country)
    .where('registration_number', '=', registration_number)
    .where('state', 'in', [...states]);
  if (since) query = query.where('applied_at', '>', since.toISOString());
  return query.orderBy('applied_at', 'desc').limit(1).forUpdate().executeTakeFirst();
}

/** How many applications this contact has begun since then. */
export async function countSince(db: Db, contactEmail: string, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('program.application')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('contact_email', '=', contactEmail)
    .where('applied_at', '>', since.toISOString())
    .executeTakeFirstOrThrow();
  return count;
}

/** Every application of this contact in one of these states. */
export async function listByContact(
  db: Db,
  contactEmail: string,
  states: readonly ApplicationState[],
): Promise<Application[]> {
  return db
    .selectFrom('program.application')
    .selectAll()
    .where('contact_email', '=', contactEmail)
    .where('state', 'in', [...states])
    .execute();
}

/** Other verified applications with the same country and registration number, newest first. */
export async function listSameCompany(
  db: Db,
  { id, country, registration_number }: Application,
): Promise<Application[]> {
  return db
    .selectFrom('program.application')
    .selectAll()
    .where('country', '=', country)
    .where('registration_number', '=', registration_number)
    .where('id', '<>', id)
    .where('state', '<>', 'unverified')
    .orderBy('applied_at', 'desc')
    .limit(20)
    .execute();
}

/** The queue of those whose address is verified, newest first; `q` is part of a company's name, number, contact or registration. */
export async function listApplications(
  db: Db,
  sellerId: string,
  states: readonly ApplicationState[],
  list: List,
): Promise<Page<Application>> {
  let query = db
    .selectFrom('program.application')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('state', 'in', [...states]);
  if (list.q) {
    const text = contains(list.q);
    query = query.where((where) =>
      where.or(
        (['company', 'number', 'contact_email', 'registration_number'] as const).map((column) =>
          where(column, 'ilike', text),
        ),
      ),
    );
  }
  return page(query, list, { applied_at: 'applied_at', company: 'company', country: 'country' }, 'id');
}

/** How many applications there are of each state, those not verified left out. */
export async function countByState(db: Db, sellerId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('program.application')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .where('seller_id', '=', sellerId)
    .where('state', '<>', 'unverified')
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Appends a step to the history; the application must be held. */
export async function insertMove(db: Db, { changes, ...row }: Omit<ApplicationMove, 'seq'>): Promise<void> {
  const seq = sql<number>`(select coalesce(max(m.seq), 0) + 1 from program.application_move m
    where m.reseller_id = ${row.reseller_id} and m.application_id = ${row.application_id})`;
  await db
    .insertInto('program.application_move')
    .values({ ...row, changes: json(changes), seq })
    .execute();
}

/** The application's steps, oldest first. */
export async function listMoves(
  db: Db,
  { reseller_id, id }: Pick<Application, 'reseller_id' | 'id'>,
): Promise<ApplicationMove[]> {
  return db
    .selectFrom('program.application_move')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('application_id', '=', id)
    .orderBy('seq')
    .execute();
}
