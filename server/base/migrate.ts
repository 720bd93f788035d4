import { readdir, readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import pg from 'pg';
import { installJobs } from './jobs.ts';

const FOLDER = new URL('../../db/migrations/', import.meta.url);

/** Brings the database at `url` to the newest schema. Safe to run twice and by two at once. Throws the first error. */
export async function migrate(url: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
  });
  try {
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: readMigrations },
      // Modules number their migrations in ranges of their own; one that comes later may sort earlier.
      allowUnorderedMigrations: true,
    }).migrateToLatest();
    if (error) throw named(error, results?.find((result) => result.status === 'Error')?.migrationName);
    await installJobs(url);
  } finally {
    await db.destroy();
  }
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const entries = names.map(async (name) => {
    const text = await readFile(new URL(name, FOLDER), 'utf8');
    return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }] as const satisfies [
      string,
      Migration,
    ];
  });
  return Object.fromEntries(await Promise.all(entries));
}

function named(error: unknown, migration: string | undefined): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`Migration ${migration ?? 'setup'} failed: ${reason}`, { cause: error });
}
