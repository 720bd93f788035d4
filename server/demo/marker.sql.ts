import pg from 'pg';

/** What the marker says of a database: nothing of a demo, one that was killed half-way, or a whole one. */
export type DemoState = 'none' | 'loading' | 'loaded';

/** The marker's row, over a connection of the database's owner: no role of the product may write it. */
export type Marker = {
  state(): Promise<DemoState>;
  begin(now: Date): Promise<void>;
  /** Tells the planner what the tables hold by now: autovacuum would come a minute late. */
  analyze(): Promise<void>;
  finish(now: Date): Promise<void>;
  /** Takes everything of the product out of the database, its schemas too: migrate it anew. */
  wipe(): Promise<void>;
  close(): Promise<void>;
};

export async function openMarker(url: string): Promise<Marker> {
  const client = new pg.Client({ connectionString: url, application_name: 'caravan demo' });
  await client.connect();
  return {
    async state() {
      const { rows } = await client.query<{ state: DemoState }>('select state from base.demo');
      return rows[0]?.state ?? 'none';
    },
    async begin(now) {
      await client.query(
        `insert into base.demo (state, began_at) values ('loading', $1) on conflict (only_one) do update set began_at = excluded.began_at`,
        [now],
      );
    },
    async analyze() {
      const { rows } = await client.query<{ name: string }>(WRITTEN);
      await client.query('set default_statistics_target = 10');
      await client.query(`analyze ${rows.map(({ name }) => name).join(', ')}`);
    },
    async finish(now) {
      await client.query(`update base.demo set state = 'loaded', loaded_at = $1`, [now]);
    },
    wipe: () => wipe(client),
    close: () => client.end(),
  };
}

// What the product's roles may not write came with the migrations (tax rates) or is the marker itself; the rest is the product's work.
const WRITTEN = `
  select format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname not in ('public', 'pgboss', 'pg_catalog', 'information_schema')
    and (has_table_privilege('caravan_system', format('%I.%I', schemaname, tablename), 'insert')
      or has_table_privilege('caravan_app', format('%I.%I', schemaname, tablename), 'insert'))`;
// What extensions brought stays, and so does `public`, save for the list of migrations that have run.
const SCHEMAS = `
  select quote_ident(nspname) as name from pg_namespace
  where nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema')`;

async function wipe(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(SCHEMAS);
  await client.query('begin');
  for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
  await client.query('drop table if exists public.kysely_migration, public.kysely_migration_lock');
  await client.query('commit');
}
