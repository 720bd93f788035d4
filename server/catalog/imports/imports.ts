import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { addDays, type CivilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId, sha256 } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import type { FileAnswer } from '../../base/route.ts';
import { move } from '../../base/states.ts';
import { formatOf, readSheet } from '../files/read.ts';
import { countLive } from '../live.port.ts';
import { applyRelations } from '../versions.sql.ts';
import { applyNow, catalogueToday } from '../versions.ts';
import { applyChanges } from './import-apply.sql.ts';
import { difference } from './import-difference.rules.ts';
import { withEffects } from './import-effects.rules.ts';
import { readCells } from './import-rows.rules.ts';
import { catalogueOn, catalogueState, lockCatalogue, offerIds } from './import-state.sql.ts';
import {
  type Difference,
  emptySummary,
  IMPORT_MOVES,
  type Import,
  type ImportChange,
  type Missing,
} from './imports.rules.ts';
import * as store from './imports.sql.ts';

/** What is done with a file: from which day on it holds (tomorrow unless said), and what of its families is not in it. */
export type Wish = { valid_from?: CivilDate | undefined; missing?: Missing | undefined };

const MOST_FAULTS_KEPT = 2000;

/**
 * Takes in a file of the catalogue (CSV, XLSX, or a registrar's JSON) without publishing anything: answers what it would add, change and
 * withdraw, or, `refused`, everything that is wrong with it, by line and column. Throws 403, Fail invalid for a day that has been.
 */
export async function uploadImport(ctx: Ctx, name: string, bytes: Uint8Array, wish: Wish): Promise<Import> {
  permit(ctx, 'catalogue.edit');
  const { resellerId: reseller_id, organizationId: seller_id } = acting(ctx);
  const begun: Import = {
    ...{
      reseller_id,
      id: newId(),
      seller_id,
      file_name: name,
      format: formatOf(bytes),
      sha256: sha256(bytes),
    },
    ...{ valid_from: await dayOf(ctx, wish), missing: wish.missing ?? 'keep', state: 'refused', base: '' },
    ...{ row_count: 0, faults: [], fault_count: 0, summary: emptySummary() },
    ...{
      uploaded_by: ctx.actor.personId,
      uploaded_at: ctx.now.toISOString(),
      published_by: null,
      published_at: null,
    },
  };
  const { looked, changes } = await look(ctx, begun, bytes);
  await store.insertImport(ctx.db, looked, bytes);
  await store.replaceChanges(ctx.db, looked, changes);
  return looked;
}

/** Looks at the same file anew, for another day or against the catalogue as it is now. Throws 403, 404, Fail conflict when it is done with. */
export async function reviewImport(ctx: Ctx, id: string, wish: Wish): Promise<Import> {
  permit(ctx, 'catalogue.edit');
  const held = found(await store.lockImport(ctx.db, id), 'import');
  if (held.state !== 'ready' && held.state !== 'refused')
    throw new Fail('conflict', 'illegal_move', `This import is ${held.state}; hand the file in again.`);
  const bytes = found(await store.findContent(ctx.db, id), 'import');
  const valid_from = await dayOf(ctx, { valid_from: wish.valid_from ?? held.valid_from });
  const { looked, changes } = await look(
    ctx,
    { ...held, valid_from, missing: wish.missing ?? held.missing },
    bytes,
  );
  await store.updateImport(ctx.db, looked);
  await store.replaceChanges(ctx.db, looked, changes);
  return looked;
}

async function dayOf(ctx: Ctx, { valid_from }: Wish): Promise<CivilDate> {
  const today = await catalogueToday(ctx);
  if (valid_from !== undefined && valid_from < today)
    throw invalidField(
      '#/valid_from',
      `Choose today (${today}) or a later day: what held before is not changed.`,
    );
  return valid_from ?? addDays(today, 1);
}

/** Reads the file against the catalogue of the day. */
async function look(
  ctx: Ctx,
  one: Import,
  bytes: Uint8Array,
): Promise<{ looked: Import; changes: Difference[] }> {
  const sheet = readCells(await readSheet(bytes, one.format));
  const known = await catalogueOn(ctx.db, one.valid_from);
  const wish = { valid_from: one.valid_from, today: await catalogueToday(ctx), missing: one.missing };
  const { changes: bare, faults } = difference(sheet, known, wish);
  const { changes, summary } = withEffects(bare, await liveOf(ctx, bare));
  const looked: Import = {
    ...one,
    state: faults.length > 0 ? 'refused' : 'ready',
    base: await catalogueState(ctx.db),
    row_count: sheet.rows.length,
    faults: faults.slice(0, MOST_FAULTS_KEPT),
    fault_count: faults.length,
    summary,
  };
  return { looked, changes };
}

/** Live subscriptions of offers whose price moves or that are withdrawn, by the offer's code. */
async function liveOf(ctx: Ctx, changes: readonly Difference[]) {
  const touched = changes.filter(({ subject, change, before, moves }) => {
    return subject === 'offer' && before !== null && (moves.length > 0 || change === 'withdrawn');
  });
  const ids = await offerIds(
    ctx.db,
    touched.map(({ code }) => code),
  );
  const codes = new Map([...ids].map(([code, id]) => [id, code]));
  const live = ids.size > 0 ? await countLive(ctx, [...ids.values()]) : [];
  return Map.groupBy(live, ({ offer_id }) => codes.get(offer_id) ?? '');
}

/** What a person has seen and agrees to: of this file, against this state of the catalogue, on this day. */
export function proofOf({ sha256: content, base, valid_from, missing }: Import): string {
  return sha256([content, base, valid_from, missing].join('\n'));
}

/**
 * Publishes exactly what was previewed: `proof` is the preview's, and nothing may have been published since. Prices and versions begin on the
 * import's day. Throws 403, 404, Fail conflict when the catalogue has moved on (look at it anew), or when the import is done with.
 */
export async function publishImport(ctx: Ctx, id: string, proof: string): Promise<Import> {
  permit(ctx, 'catalogue.edit');
  const { organizationId } = acting(ctx);
  await lockCatalogue(ctx.db);
  const held = found(await store.lockImport(ctx.db, id), 'import');
  const state = move('import', IMPORT_MOVES, held.state, 'publish');
  const today = await catalogueToday(ctx);
  if (proof !== proofOf(held) || held.base !== (await catalogueState(ctx.db)) || held.valid_from < today)
    throw new Fail(
      'conflict',
      'catalogue_moved',
      'The catalogue or the day has moved on since this difference was made; look at it anew and confirm what you see.',
    );
  const published = { person_id: ctx.actor.personId, at: ctx.now };
  const added = await applyChanges(ctx.db, { id, valid_from: held.valid_from, ...published });
  await applyRelations(ctx.db, added);
  if (held.valid_from <= today) await applyNow(ctx, today, null);
  const done = { ...held, state, published_by: published.person_id, published_at: ctx.now.toISOString() };
  await store.updateImport(ctx.db, done);
  tell(ctx, done, 'catalogue.imported');
  emit(ctx, {
    resellerId: held.reseller_id,
    name: 'catalogue.imported',
    subjectId: id,
    payload: { valid_from: held.valid_from },
    audience: [organizationId],
  });
  return done;
}

/** Puts an import aside: nothing of it is taken. Throws 403, 404, Fail conflict for one that is done with. */
export async function dropImport(ctx: Ctx, id: string): Promise<Import> {
  permit(ctx, 'catalogue.edit');
  const held = found(await store.lockImport(ctx.db, id), 'import');
  const dropped = { ...held, state: move('import', IMPORT_MOVES, held.state, 'drop') };
  await store.updateImport(ctx.db, dropped);
  tell(ctx, dropped, 'catalogue.import_dropped');
  return dropped;
}

function tell(
  ctx: Ctx,
  { reseller_id, id, file_name, valid_from, summary }: Import,
  action: AuditAction,
): void {
  const { products, offers, prices } = summary;
  const details = { file_name, valid_from, products, offers, prices };
  audit(ctx, { resellerId: reseller_id, action, subjectKind: 'import', subjectId: id, details });
}

/** The import, or 404. */
export async function getImport(ctx: Ctx, id: string): Promise<Import> {
  return found(await store.findImport(ctx.db, id), 'import');
}

/** One page of imports, newest first. */
export async function listImports(ctx: Ctx, list: List): Promise<Page<Import>> {
  return store.listImports(ctx.db, list);
}

/** One page of what an import changes, or 404. */
export async function listChanges(
  ctx: Ctx,
  id: string,
  list: List,
  filter: store.ChangeFilter,
): Promise<Page<ImportChange>> {
  await getImport(ctx, id);
  return store.listChanges(ctx.db, id, list, filter);
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
};

/** The file as it was handed in, or 404. */
export async function importFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { file_name, format } = await getImport(ctx, id);
  return {
    file: found(await store.findContent(ctx.db, id), 'import'),
    filename: file_name,
    type: TYPES[format],
  };
}
