import type { Table } from '../test/wall/catalogue.ts';

/** Where a table goes on several PostgreSQL nodes (docs/guide/scale.md). */
export type Place = 'coordinator' | 'distributed' | 'reference';

/** Tables that no distributed one is joined with: they stay where they are. */
const COORDINATOR: readonly string[] = [
  'base.demo',
  'base.idempotency_key',
  'billing.run_task',
  'identity.link',
  'identity.person_secret',
  'identity.recovery_code',
  'identity.session',
  'identity.sign_in_attempt',
];

export const plainName = (name: string) => name.replaceAll('"', '');

/** A tenant table is spread by `reseller_id`, one shared by everyone is copied to each node. */
export function placeOf({ name, tenant }: Table): Place {
  if (COORDINATOR.includes(plainName(name))) return 'coordinator';
  return tenant ? 'distributed' : 'reference';
}

/** The guide's line for a table: the statement that puts it in its place. */
export function lineOf(table: Table): string {
  const name = plainName(table.name);
  const place = placeOf(table);
  if (place === 'coordinator') return `-- ${name} stays on the coordinator`;
  return place === 'reference'
    ? `select create_reference_table('${name}');`
    : `select create_distributed_table('${name}', 'reseller_id');`;
}

/** The lines of one place, by name, but a table after those it refers to. */
export function linesOf(tables: readonly Table[], place: Place): string[] {
  const mine = new Map(
    tables.filter((table) => placeOf(table) === place).map((table) => [table.name, table]),
  );
  const ordered = new Set<Table>();
  const visit = (table: Table) => {
    for (const { to } of table.references) {
      const parent = mine.get(to);
      if (parent && parent !== table && !ordered.has(parent)) visit(parent);
    }
    ordered.add(table);
  };
  for (const name of [...mine.keys()].sort()) visit(mine.get(name) as Table);
  return [...ordered].map(lineOf);
}
