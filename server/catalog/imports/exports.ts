import { toCsvRows } from '../../base/csv.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import type { FileAnswer } from '../../base/route.ts';
import { writeXlsx } from '../files/xlsx-write.ts';
import { catalogueToday } from '../versions.ts';
import { exportRows } from './export-rows.rules.ts';
import { catalogueOn } from './import-state.sql.ts';

export type Export = { format: 'csv' | 'xlsx'; on?: CivilDate | undefined; family_id?: string | undefined };

/**
 * The catalogue, or one family, as it is on a day (today unless said), in the file that an import reads: handing it in again changes nothing.
 * The file is made once the transaction has ended. Throws 403.
 */
export async function exportCatalogue(ctx: Ctx, wanted: Export): Promise<() => Promise<FileAnswer>> {
  permit(ctx, 'catalogue.edit');
  const { format, family_id } = wanted;
  const on = wanted.on ?? (await catalogueToday(ctx));
  const { header, rows } = exportRows(await catalogueOn(ctx.db, on), family_id);
  const filename = `catalogue-${family_id ? `${family_id}-` : ''}${on}.${format}`;
  return async () =>
    format === 'csv'
      ? { file: toCsvRows([header, ...rows]), filename, type: 'text/csv; charset=utf-8' }
      : { file: await writeXlsx(header, rows), filename, type: XLSX };
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
