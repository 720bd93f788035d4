import {
  Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type SelectQueryBuilder,
  sql,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import type { DB } from '../../db/types.ts';

/** The database as a verb sees it: always inside the door's transaction. */
export type Db = Transaction<DB>;
export type Database = Kysely<DB>;

// int8 is exact in bigint; numeric stays text; dates stay civil; instants become ISO 8601 in UTC.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));
types.setTypeParser(pg.types.builtins.DATE, (text) => text);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

/** `prepared`: each connection keeps its statements prepared, for a short-lived process that says the same ones thousands of times. */
export type DatabaseOptions = { prepared?: boolean };

/** The database at `url`. A connection may do nothing until a door takes a role in a transaction. */
export function openDatabase(
  url: string,
  connections = 10,
  { prepared = false }: DatabaseOptions = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    options: '-c TimeZone=UTC -c role=caravan_nobody',
    application_name: 'caravan',
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks (PostgreSQL restarts) is replaced at the next use; the error is no crash.
  pool.on('error', () => {});
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: prepared ? preparing(pool) : pool }) });
}

/** Half of what PostgreSQL does for a small statement is to plan it; a named one is planned five times at most on each connection. */
function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
  const named = (client: pg.PoolClient): PostgresPoolClient => {
    const query = (text: string, values: readonly unknown[]) =>
      client.query(values.length > 0 ? { name: nameOf(text), text, values: [...values] } : { text });
    // Kysely's other way of asking, by cursor, is not used here.
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
  };
  return {
    options: pool.options,
    connect: async () => named(await pool.connect()),
    end: () => pool.end(),
  };
}

/** The roles a transaction can take: `app` acts as one organization behind the wall, `system` is the product itself. */
export type Role = 'app' | 'system';

/** Takes the role until the transaction ends or the role is taken anew. */
export async function takeRole(db: Db, role: Role): Promise<void> {
  await sql.raw(`set local role caravan_${role}`).execute(db);
}

/**
 * The transaction's commit does not wait for the disk: for work that is begun anew if it is lost whole, as it would be after a crash at that
 * moment. What commits after it in the ordinary way takes it along.
 */
export async function commitLater(db: Db): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(db);
}

export type Standing = {
  organizationId?: string | null;
  organizationKind?: string | null;
  resellerId?: string | null;
  sellerId?: string | null;
  personId?: string | null;
};

/**
 * Takes the role and says to the wall who acts in this transaction, and in which branch they may write: the vendor in every one. By one
 * statement, because every request begins with it, twice.
 */
export async function stand(db: Db, role: Role, who: Standing): Promise<void> {
  await sql`select set_config('role', ${`caravan_${role}`}, true),
    set_config('caravan.organization', ${who.organizationId ?? ''}, true),
    set_config('caravan.branch', ${who.organizationKind === 'vendor' ? '' : (who.resellerId ?? '')}, true),
    set_config('caravan.seller', ${who.sellerId ?? ''}, true),
    set_config('caravan.person', ${who.personId ?? ''}, true)`.execute(db);
}

/** Runs `work` and takes all it wrote back; answers what it answered. For previews: the real statements, without their effect. */
export async function rolledBack<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(db);
  const answer = await work();
  await sql`rollback to savepoint trial`.execute(db);
  return answer;
}

/**
 * Runs a set-based statement without nested loops, without merge joins and without JIT. The planner cannot know how many rows a WITH query
 * will hold, guesses one, and joins thousands in a loop: 400 accounts took minutes on fresh tables, and take milliseconds hashed. (A merge
 * by reseller alone, because the rows came sorted that way, compared 13 million pairs to find 11 thousand.)
 */
export async function hashed<T>(db: Db, work: () => Promise<T>): Promise<T> {
  return planned(db, HASHED, JOINED, work);
}

const HASHED = { enable_nestloop: 'off', enable_mergejoin: 'off', work_mem: '64MB', jit: 'off' };
const JOINED = { enable_nestloop: 'on', enable_mergejoin: 'on' };

type Settings = Record<string, string>;

/** Runs `work` under the planner's settings, and sets those after it; by one statement each. */
async function planned<T>(db: Db, during: Settings, after: Settings, work: () => Promise<T>): Promise<T> {
  const set = (settings: Settings) => {
    const calls = Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`);
    return sql`select ${sql.join(calls)}`.execute(db);
  };
  await set(during);
  const answer = await work();
  await set(after);
  return answer;
}

/** Rows up to which a nested loop over a WITH query does no harm, even on tables without statistics. */
export const FEW = 50;

/**
 * Runs a large set-based statement: joins in the order in which they are written, so that a plan neither takes long to make nor depends
 * on guesses; hashed where the scope has many rows.
 */
export async function setBased<T>(db: Db, rows: number, work: () => Promise<T>): Promise<T> {
  const [asWritten, asPlanned] = [{ join_collapse_limit: '1' }, { join_collapse_limit: '8' }];
  if (rows <= FEW) return planned(db, asWritten, asPlanned, work);
  return planned(db, { ...asWritten, ...HASHED }, { ...asPlanned, ...JOINED }, work);
}

/** jsonb from a value. */
export function json<T>(value: T) {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}

/** Rows for jsonb_populate_recordset: one parameter however many rows; bigint goes as its digits. */
export function rowsJson(rows: readonly object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

// biome-ignore lint/suspicious/noExplicitAny: a helper over every query; Kysely's builder is invariant in DB and tables.
export type AnySelect<Row> = SelectQueryBuilder<any, any, Row>;

/** PostgreSQL's code of an error, such as `23505` for a broken unique key; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
