import type { Selectable } from 'kysely';
import type { DealsChoice, DealsChoiceRequest } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';

/** A customer's signed word on whom it works with. */
export type Choice = Selectable<DealsChoice>;
/** A link that asks a customer for it. */
export type ChoiceRequest = Selectable<DealsChoiceRequest>;

export async function insertChoice(db: Db, choice: Choice): Promise<void> {
  await db.insertInto('deals.choice').values(choice).execute();
}

/** The choice that a deal ended by. */
export async function findChoice(db: Db, dealId: string): Promise<Choice | undefined> {
  return db.selectFrom('deals.choice').selectAll().where('deal_id', '=', dealId).executeTakeFirst();
}

export async function insertRequest(db: Db, request: ChoiceRequest): Promise<void> {
  await db.insertInto('deals.choice_request').values(request).execute();
}

/** The request a link leads to, held until the transaction ends. */
export async function lockByLink(db: Db, linkSha256: string): Promise<ChoiceRequest | undefined> {
  return db
    .selectFrom('deals.choice_request')
    .selectAll()
    .where('link_sha256', '=', linkSha256)
    .forUpdate()
    .executeTakeFirst();
}

export async function useRequest(
  db: Db,
  { reseller_id, id }: Pick<ChoiceRequest, 'reseller_id' | 'id'>,
  at: string,
): Promise<void> {
  await db
    .updateTable('deals.choice_request')
    .set({ used_at: at })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** The links sent about a deal, newest first. */
export async function listRequests(db: Db, dealId: string): Promise<ChoiceRequest[]> {
  return db
    .selectFrom('deals.choice_request')
    .selectAll()
    .where('deal_id', '=', dealId)
    .orderBy('requested_at', 'desc')
    .execute();
}
