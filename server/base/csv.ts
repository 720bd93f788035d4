/** Rows as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte-order mark; nested fields become `parent.child`; no cell can start a formula. */
export function toCsv(rows: readonly object[]): Uint8Array {
  const flat = rows.map((row) => flatten(row));
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  return toCsvRows([columns, ...flat.map((row) => columns.map((column) => row[column] ?? ''))]);
}

/** The same of cells, the header first. */
export function toCsvRows(lines: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(`\uFEFF${lines.map(csvLine).join('')}`);
}

/** One line of CSV with its end: what a file that is written piece by piece is made of. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function flatten(value: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, field]): [string, string][] => {
      if (key === 'can') return [];
      if (field === null || field === undefined) return [[prefix + key, '']];
      if (Array.isArray(field)) return [[prefix + key, field.map(String).join(' ')]];
      if (typeof field === 'object') return Object.entries(flatten(field, `${prefix}${key}.`));
      return [[prefix + key, String(field)]];
    }),
  );
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
