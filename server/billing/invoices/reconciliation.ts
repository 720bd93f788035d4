import { csvLine } from '../../base/csv.ts';
import { acting, type Ctx, type Language } from '../../base/ctx.ts';
import { type CivilDate, civilDate, firstOfMonth } from '../../base/dates.ts';
import { Fail, invalidField } from '../../base/errors.ts';
import type { FileAnswer, SpooledAnswer } from '../../base/route.ts';
import { spool } from '../../base/spool.ts';
import { toXlsx } from '../../base/spreadsheet.ts';
import { getOrganization } from '../../identity/index.ts';
import { getInvoice } from './invoices.ts';
import * as store from './line-exports.sql.ts';
import type { LineRow } from './lines.rules.ts';
import { purchaseOrderAt } from './purchase-orders.sql.ts';
import { COLUMNS, cellsOf, type ReconciledLine } from './reconciliation.rules.ts';

export type SheetFormat = 'csv' | 'xlsx';
export type ReconciliationQuery = {
  side: 'issued' | 'received';
  from?: CivilDate | undefined;
  through?: CivilDate | undefined;
  format: SheetFormat;
};
type Answer = FileAnswer | SpooledAnswer;

/** Documents in memory at a time. */
const PAGE = 100;
/** A spreadsheet is made whole; a longer file is CSV's, which is written line by line. */
const MOST_CELLS_ROWS = 50_000;

/** One document's lines. */
export async function invoiceLinesFile(ctx: Ctx, id: string, format: SheetFormat): Promise<Answer> {
  const { number } = await getInvoice(ctx, id);
  return fileOf(ctx, { invoiceId: id }, format, `${number ?? 'draft'}-lines`);
}

/**
 * Every line of the documents issued in some days (both in; the calendar month so far unless given), of those sent or received, under the
 * columns that partners reconcile by. Throws Fail invalid on days in the wrong order, or for more than 50,000 lines as XLSX.
 */
export async function reconciliationFile(
  ctx: Ctx,
  { side, format, ...query }: ReconciliationQuery,
): Promise<Answer> {
  const { organizationId } = acting(ctx);
  const { time_zone } = await getOrganization(ctx, organizationId);
  const through = query.through ?? civilDate(ctx.now, time_zone);
  const from = query.from ?? firstOfMonth(through);
  if (from > through) throw invalidField('#/from', 'The first day must not be after the last.');
  const role = side === 'issued' ? ('seller' as const) : ('buyer' as const);
  return fileOf(ctx, { role, organizationId, from, through }, format, `reconciliation-${from}-${through}`);
}

async function fileOf(ctx: Ctx, wanted: store.Wanted, format: SheetFormat, name: string): Promise<Answer> {
  const rows = cells(ctx, wanted, ctx.language);
  if (format === 'csv') {
    return { spooled: await spool(csv(rows)), filename: `${name}.csv`, type: 'text/csv; charset=utf-8' };
  }
  const all: string[][] = [];
  for await (const row of rows) {
    all.push(row);
    if (all.length > MOST_CELLS_ROWS)
      throw new Fail(
        'invalid',
        'invalid_field',
        'That is too much for one spreadsheet; take CSV, or fewer days.',
      );
  }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { file: await toXlsx('Lines', COLUMNS, all), filename: `${name}.xlsx`, type };
}

async function* csv(rows: AsyncIterable<string[]>): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(COLUMNS.map(({ name }) => name))}`;
  for await (const row of rows) yield csvLine(row);
}

async function* cells(ctx: Ctx, wanted: store.Wanted, language: Language): AsyncGenerator<string[]> {
  let after: Awaited<ReturnType<typeof store.documentsOf>>[number] | undefined;
  do {
    const page = await store.documentsOf(ctx.db, wanted, after, PAGE);
    const rows = await store.rowsOf(
      ctx.db,
      page.map(({ id }) => id),
    );
    const orders = await purchaseOrders(ctx, rows);
    for (const row of rows)
      yield cellsOf({ ...row, purchase_order: orders.get(row.number) ?? null }, language);
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after);
}

/** The reference of each document of the page, by number. */
async function purchaseOrders(
  ctx: Ctx,
  rows: LineRow[],
): Promise<Map<string | null, ReconciledLine['purchase_order']>> {
  const documents = new Map(rows.map((row) => [row.number, row]));
  const found = new Map<string | null, string | null>();
  for (const [number, { account_id, issued_at }] of documents)
    found.set(number, await purchaseOrderAt(ctx.db, account_id, issued_at ?? ctx.now.toISOString()));
  return found;
}
