import { audit } from '../base/audit.ts';
import type { AuditAction } from '../base/audit-actions.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { getVendor } from '../identity/index.ts';
import type { ListedFamily } from './families.sql.ts';
import * as store from './families.sql.ts';
import { CODE_FORM, type Family, isCode, type Text } from './products.rules.ts';

/** Adds a family of products or renames it. Throws 403. */
export async function publishFamily(ctx: Ctx, family: Family): Promise<void> {
  permit(ctx, 'catalogue.edit');
  if (!isCode(family.id)) throw invalidField('#/id', CODE_FORM);
  await store.upsertFamily(ctx.db, family);
}

/** Every family, in the order of the store, with how many products it has on sale. */
export async function listFamilies(ctx: Ctx): Promise<ListedFamily[]> {
  return store.listFamilies(ctx.db);
}

/** Calls a family otherwise: at once, everywhere it is named. Its code stays. Throws 403, 404. */
export async function renameFamily(ctx: Ctx, id: string, name: Text): Promise<ListedFamily> {
  permit(ctx, 'catalogue.edit');
  const family = found(
    (await store.lockFamilies(ctx.db)).find((one) => one.id === id),
    'family',
  );
  await store.upsertFamily(ctx.db, { ...family, name });
  await writeDown(ctx, 'family.renamed', { family: id, before: family.name, after: name });
  return found(
    (await listFamilies(ctx)).find((one) => one.id === id),
    'family',
  );
}

/**
 * Puts the families in this order, in which the store shows them. Throws 403, and Fail conflict when they are not all families: somebody has
 * added one since.
 */
export async function orderFamilies(ctx: Ctx, ids: readonly string[]): Promise<ListedFamily[]> {
  permit(ctx, 'catalogue.edit');
  const before = (await store.lockFamilies(ctx.db)).map(({ id }) => id);
  const isWhole = ids.length === before.length && before.every((id) => ids.includes(id));
  if (!isWhole)
    throw new Fail(
      'conflict',
      'illegal_move',
      'The families have changed since this list was read; load it anew and order them again.',
    );
  await store.placeFamilies(ctx.db, ids);
  if (before.join() !== ids.join()) await writeDown(ctx, 'families.ordered', { before, after: ids });
  return listFamilies(ctx);
}

async function writeDown(ctx: Ctx, action: AuditAction, details: Record<string, unknown>): Promise<void> {
  const { id: resellerId } = await getVendor(ctx);
  audit(ctx, { resellerId, action, subjectKind: 'family', subjectId: null, details });
}
