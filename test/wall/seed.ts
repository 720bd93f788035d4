import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Column, Table } from './catalogue.ts';

/** An organization of the seeded program; `path` runs from the vendor down to itself. */
export type Node = { name: string; id: string; seller: Node | null; path: string[]; branch: string };
/** A seller and one of its buyers: what a tenant row stands between. */
export type Edge = { seller: Node; buyer: Node };

/** The same parts always make the same id, so that a row can point at another before either is written. */
function idOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('/')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function node(name: string, seller: Node | null): Node {
  const id = idOf('organization', name);
  const branch = seller?.seller ? seller.branch : id;
  return { name, id, seller, path: [...(seller?.path ?? []), id], branch };
}

/** Two branches that are strangers, the first with two customers and a sub-reseller who has a customer of its own. */
export function program(): { nodes: Node[]; edges: Edge[] } {
  const vendor = node('vendor', null);
  const [najd, hijaz] = [node('reseller A', vendor), node('reseller B', vendor)];
  const below = node('sub-reseller of A', najd);
  const buyers = [
    najd,
    hijaz,
    below,
    node('customer of A', najd),
    node('another customer of A', najd),
    node('customer of the sub-reseller', below),
    node('customer of B', hijaz),
  ];
  return {
    nodes: [vendor, ...buyers],
    edges: buyers.map((buyer) => ({ seller: buyer.seller ?? vendor, buyer })),
  };
}

/** What a row of this table looks like on this edge; `salt` makes another one. Columns the database fills itself are left out. */
export function rowFor(table: Table, edge: Edge, salt = ''): Record<string, unknown> {
  const filled = table.columns.filter((column) => !column.made || isPlace(column));
  return Object.fromEntries(filled.map((column) => [column.name, valueFor(table, column, edge, salt)]));
}

/** The columns that say whose a row is, as every table names them. */
const PLACES: Record<string, (edge: Edge) => unknown> = {
  reseller_id: ({ buyer }) => buyer.branch,
  seller_id: ({ seller }) => seller.id,
  buyer_id: ({ buyer }) => buyer.id,
  organization_id: ({ buyer }) => buyer.id,
  customer_id: ({ buyer }) => buyer.id,
  path: ({ buyer }) => buyer.path,
  chain: ({ buyer }) => buyer.path,
  audience: ({ seller, buyer }) => [seller.id, buyer.id],
};

function isPlace({ name }: Column): boolean {
  return name in PLACES;
}

function valueFor(table: Table, column: Column, edge: Edge, salt: string): unknown {
  if (table.name === 'identity.organization' && column.name === 'id') return edge.buyer.id;
  const place = PLACES[column.name];
  if (place) return place(edge);
  const reference = table.references.find(({ columns }) => columns.includes(column.name));
  if (reference && column.type === 'uuid') return target(reference.to, edge);
  return plainValue(column, idOf(table.name, edge.buyer.name, column.name, salt));
}

/** The id of the edge's own row in another table. */
function target(name: string, edge: Edge): string {
  return name === 'identity.organization' ? edge.buyer.id : idOf(name, edge.buyer.name, 'id', '');
}

function plainValue({ type }: Column, id: string): unknown {
  const make = VALUES.find(([pattern]) => pattern.test(type))?.[1];
  if (!make) throw new Error(`Say in test/wall/seed.ts what a value of type ${type} looks like.`);
  return make(id);
}

const numberOf = (id: string) => Number.parseInt(id.slice(0, 6), 16);
const VALUES: [RegExp, (id: string) => unknown][] = [
  [/^uuid$/, (id) => id],
  [/^uuid\[\]$/, (id) => [id]],
  [/^text$|^character varying/, (id) => id],
  [/^text\[\]$/, (id) => [id]],
  [/^character\(2\)$/, () => 'SA'],
  [/^character\(3\)$/, () => 'SAR'],
  [/^smallint$/, (id) => numberOf(id) % 30_000],
  [/^(integer|bigint)$/, (id) => numberOf(id) % 1_000_000],
  // Fits any precision: a discount is below one.
  [/^numeric/, (id) => `0.${String(numberOf(id) % 1000).padStart(4, '0')}`],
  [/^boolean$/, () => true],
  [/^jsonb?$/, () => '{}'],
  [/^timestamp with time zone$/, () => '2026-01-15T06:00:00Z'],
  [/^date$/, (id) => `2026-01-${String((numberOf(id) % 28) + 1).padStart(2, '0')}`],
  [/^bytea$/, () => '\\x00'],
];

/** Takes away what a row made by rule alone cannot satisfy. The wall is policies and grants: none of them is touched. */
export async function dropRules(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
    from pg_constraint join pg_namespace as schema on schema.oid = connamespace
    where contype in ('c', 'f') and coninhcount = 0 and conrelid <> 0 and nspname not in ('pg_catalog', 'information_schema', 'pgboss')`);
  for (const { statement } of rows) await client.query(statement);
}

/** Writes one row of each table on each edge, as the owner. Answers for each table which key stands on which edge. */
export async function seed(
  client: pg.Client,
  tables: Table[],
  edges: Edge[],
): Promise<Map<string, Map<string, Edge>>> {
  const seeded = new Map<string, Map<string, Edge>>();
  for (const table of tables) {
    const keys = new Map<string, Edge>();
    await client.query(`alter table ${table.name} no force row level security`);
    for (const edge of edges) {
      const { rows } = await client.query<{ key: string }>(
        `${insert(table, rowFor(table, edge))} returning ${keyOf(table)} as key`,
        valuesOf(rowFor(table, edge)),
      );
      keys.set(rows[0]?.key ?? '', edge);
    }
    await client.query(`alter table ${table.name} force row level security`);
    seeded.set(table.name, keys);
  }
  return seeded;
}

export function insert(table: Table, row: Record<string, unknown>): string {
  const columns = Object.keys(row);
  return `insert into ${table.name} (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
}

export function valuesOf(row: Record<string, unknown>): unknown[] {
  return Object.values(row);
}

/** The row's primary key as one text. */
export function keyOf(table: Table): string {
  const primary = table.keys.find((key) => key.primary);
  if (!primary) throw new Error(`${table.name} has no primary key.`);
  return `row(${primary.columns.join(', ')})::text`;
}
