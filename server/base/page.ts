import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { AnySelect } from './db.ts';
import { Fail } from './errors.ts';

/** What every list takes. `sort` is a column's name, `-` before it for descending. `format=csv` answers up to 10,000 rows as CSV. */
export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
  sort: z.string().max(50).optional(),
  q: z.string().trim().max(200).optional(),
  format: z.enum(['json', 'csv']).default('json'),
});
export type List = z.infer<typeof ListQuery>;
export type Page<Row> = { items: Row[]; next_cursor: string | null };

/** Several values of one query parameter, with commas between them: at most `most`, none empty. */
export function listed<One extends z.ZodType<string, string>>(one: One, most: number) {
  return z
    .string()
    .max(most * 101)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(one).max(most));
}

/** The reply's shape of a list of `item`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

const CSV_LIMIT = 10_000;

/**
 * One page of `query` by keyset, never by offset. `sorts` maps each sort's name to its non-null SQL column; the first is the default, descending.
 * The row must select `id` and each sort under its own name. Throws Fail invalid on an unknown sort or a foreign cursor.
 */
export async function page<Row extends { id: string }>(
  query: AnySelect<Row>,
  list: List,
  sorts: Record<string, string>,
  idColumn: string,
): Promise<Page<Row>> {
  const { name, column, down } = sortOf(list.sort, sorts);
  const limit = list.format === 'csv' ? CSV_LIMIT : list.limit;
  const direction = down ? 'desc' : 'asc';
  let ordered = query
    .orderBy(sql.ref(column), direction)
    .orderBy(sql.ref(idColumn), direction)
    .limit(limit + 1);
  if (list.cursor) {
    const [value, id] = openCursor(list.cursor, `${direction}:${name}`);
    const comparison = sql.raw(down ? '<' : '>');
    ordered = ordered.where(
      sql<boolean>`(${sql.ref(column)}, ${sql.ref(idColumn)}) ${comparison} (${value}, ${id})`,
    );
  }
  const rows = await ordered.execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, next_cursor: null };
  return { items, next_cursor: makeCursor(`${direction}:${name}`, Reflect.get(last, name), last.id) };
}

function sortOf(wanted: string | undefined, sorts: Record<string, string>) {
  const name = wanted ? wanted.replace(/^-/, '') : (Object.keys(sorts)[0] ?? 'id');
  const column = sorts[name];
  if (!column)
    throw new Fail('invalid', 'invalid_field', `Lists here sort by: ${Object.keys(sorts).join(', ')}.`);
  return { name, column, down: wanted ? wanted.startsWith('-') : true };
}

function makeCursor(order: string, value: unknown, id: string): string {
  const text = typeof value === 'bigint' ? value.toString() : value;
  return Buffer.from(JSON.stringify([order, text, id])).toString('base64url');
}

function openCursor(cursor: string, order: string): [string | number, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [made, value, id] = z
      .tuple([z.string(), z.union([z.string(), z.number()]), z.string()])
      .parse(parsed);
    if (made === order) return [value, id];
  } catch {
    // Falls through to the refusal below: a cursor is ours alone to make.
  }
  throw new Fail(
    'invalid',
    'invalid_field',
    'This cursor belongs to another list or another order; start from the first page.',
  );
}

/** `%text%` for ILIKE, with the text's own wildcards taken literally. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Whether the columns together have the text in them, whatever its case, its accents and its forms of Arabic letters. */
export function mentions(columns: readonly string[], q: string): RawBuilder<boolean> {
  const text = sql`concat_ws(' ', ${sql.join(columns.map((column) => sql.ref(column)))})`;
  return sql<boolean>`base.folded(${text}) like base.folded(${contains(q)})`;
}
