import { strToU8, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The insides of a cell that holds a text as other programs than Excel write it. */
export function text(said: string): string {
  return `<is><t>${said}</t></is>`;
}

/** A sheet's XML of cells given by their insides; `''` leaves a cell out. Inline texts and numbers say their kind themselves. */
export function sheetXml(rows: readonly (readonly string[])[]): string {
  const cell = (inside: string, place: string) =>
    inside === '' ? '' : `<c r="${place}"${inside.startsWith('<is>') ? ' t="inlineStr"' : ''}>${inside}</c>`;
  const row = (cells: readonly string[], line: number) =>
    `<row r="${line}">${cells.map((inside, i) => cell(inside, `${String.fromCharCode(65 + i)}${line}`)).join('')}</row>`;
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.map((cells, i) => row(cells, i + 1)).join('')}</sheetData></worksheet>`;
}

/** A workbook of one sheet. */
export function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  return workbookOf([{ xml: sheetXml(rows) }]);
}

/** A workbook of these sheets in their order, with further parts if any. */
export function workbookOf(
  sheets: readonly { xml: string; state?: string }[],
  parts: Record<string, string> = {},
): Uint8Array {
  const list = sheets.map(
    ({ state }, i) =>
      `<sheet name="S${i}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="r${i}"/>`,
  );
  const targets = sheets.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/sheet${i + 1}.xml"/>`);
  const files = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${targets.join('')}</Relationships>`,
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, said]) => [name, strToU8(said)])));
}
