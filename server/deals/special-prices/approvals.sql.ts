import { type Db, json } from '../../base/db.ts';
import type { ApprovalStructure } from './approvals.rules.ts';

/** The seller's structure in force, if it has written one. */
export async function findStructure(db: Db, sellerId: string): Promise<ApprovalStructure | undefined> {
  const row = await db
    .selectFrom('deals.approval_structure')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && ({ ...row, levels: row.levels } as ApprovalStructure);
}

/** Appends a version. */
export async function insertStructure(db: Db, structure: ApprovalStructure): Promise<void> {
  const levels = json(structure.levels);
  await db
    .insertInto('deals.approval_structure')
    .values({ ...structure, levels })
    .execute();
}
