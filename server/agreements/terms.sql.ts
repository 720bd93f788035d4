import type { CivilDate } from '../base/dates.ts';
import { type Db, json } from '../base/db.ts';
import type { PublishedTerms } from './terms.rules.ts';

/** Inserts the terms; false when that version is published already. */
export async function insertTerms(
  db: Db,
  { content, exact, sha256, ...terms }: PublishedTerms,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('agreements.terms')
    .values({ ...terms, content: json(content), exact: json(exact), sha256: json(sha256) })
    .onConflict((conflict) => conflict.columns(['kind', 'version']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** A published version of a kind. */
export async function findVersion(
  db: Db,
  kind: string,
  version: string,
): Promise<PublishedTerms | undefined> {
  return db
    .selectFrom('agreements.terms')
    .selectAll()
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirst();
}

export async function findTerms(db: Db, id: string): Promise<PublishedTerms | undefined> {
  return db.selectFrom('agreements.terms').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The terms of a kind that hold on a day: the ones that began last. */
export async function findCurrentTerms(
  db: Db,
  kind: string,
  on: CivilDate,
): Promise<PublishedTerms | undefined> {
  return db
    .selectFrom('agreements.terms')
    .selectAll()
    .where('kind', '=', kind)
    .where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc')
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
