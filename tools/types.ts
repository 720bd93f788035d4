import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What the connection's type parsers hand out (server/base/db.ts), column type by column type.
const MAPPING = {
  int8: 'ColumnType<bigint, bigint | number | string, bigint | number | string>',
  numeric: 'ColumnType<string, string, string>',
  timestamptz: 'ColumnType<string, Date | string, Date | string>',
  date: 'string',
  xid8: 'ColumnType<string, never, never>',
  jsonb: 'JsonColumn',
};

const HEAD = `// Generated from the migrations by \`npm run generate\`. Do not edit.
import type { ColumnType } from 'kysely';

// biome-ignore lint/suspicious/noExplicitAny: each module's .sql.ts types its own jsonb.
export type JsonColumn = ColumnType<any, unknown, unknown>;
`;

/** The TypeScript of every table in the migrated database at `url`. */
export function typesOf(url: string): string {
  const file = join(tmpdir(), `caravan-types-${process.pid}.ts`);
  const args = [
    '--dialect',
    'postgres',
    '--url',
    url,
    '--out-file',
    file,
    '--exclude-pattern',
    '{pgboss,public}.*',
    '--type-mapping',
    JSON.stringify(MAPPING),
    '--default-schema',
    'none',
    '--log-level',
    'error',
  ];
  const run = spawnSync('node_modules/.bin/kysely-codegen', args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`kysely-codegen failed: ${run.stderr}${run.stdout}`);
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  return HEAD + text.replace(/^[\s\S]*?(?=export (type Generated|interface))/, '\n');
}

if (import.meta.main)
  writeFileSync('db/types.ts', typesOf(process.argv[2] ?? process.env.DATABASE_URL ?? ''));
