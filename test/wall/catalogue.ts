import type pg from 'pg';

export type Column = {
  name: string;
  type: string;
  /** The database makes its value itself: an identity, or a default. */
  made: boolean;
  /** Whether an actor's role may update it. */
  mayUpdate: boolean;
};
export type Key = { name: string; columns: string[]; primary: boolean };
export type Reference = { name: string; columns: string[]; to: string; toColumns: string[] };

/** A table as the system catalogue knows it. */
export type Table = {
  name: string;
  tenant: boolean;
  rls: boolean;
  forced: boolean;
  /** Policies by role: the expression that shows a row. */
  policies: Record<string, string>;
  /** What an actor's role may do at all: select, insert, update, delete, truncate. */
  actorMay: string[];
  columns: Column[];
  keys: Key[];
  references: Reference[];
};

/** Every table of ours: not PostgreSQL's, not the job queue's, not the migrator's. */
export async function readCatalogue(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(TABLES);
  return rows;
}

const TABLES = `
  select table_class.oid::regclass::text as name,
    exists (select from pg_attribute where attrelid = table_class.oid and attname = 'reseller_id' and not attisdropped) as tenant,
    relrowsecurity as rls, relforcerowsecurity as forced,
    (select coalesce(jsonb_object_agg(role::regrole, pg_get_expr(polqual, polrelid)), '{}')
      from pg_policy cross join unnest(polroles) as role where polrelid = table_class.oid) as policies,
    (select coalesce(jsonb_agg(verb), '[]') from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as verb
      where case when verb in ('delete', 'truncate') then has_table_privilege('caravan_app', table_class.oid, verb)
        else has_any_column_privilege('caravan_app', table_class.oid, verb) end) as "actorMay",
    (select jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
        'made', atthasdef or attidentity <> '', 'mayUpdate', has_column_privilege('caravan_app', attrelid, attnum, 'update')) order by attnum)
      from pg_attribute where attrelid = table_class.oid and attnum > 0 and not attisdropped) as columns,
    (select coalesce(jsonb_agg(jsonb_build_object('name', indexrelid::regclass::text, 'primary', indisprimary, 'columns',
        (select jsonb_agg(pg_get_indexdef(indexrelid, place, true) order by place) from generate_series(1, indnkeyatts) as place))), '[]')
      from pg_index where indrelid = table_class.oid and indisunique) as keys,
    (select coalesce(jsonb_agg(jsonb_build_object('name', conname, 'to', confrelid::regclass::text,
        'columns', (select jsonb_agg(attname order by place) from unnest(conkey) with ordinality as key (number, place)
          join pg_attribute on attrelid = conrelid and attnum = number),
        'toColumns', (select jsonb_agg(attname order by place) from unnest(confkey) with ordinality as key (number, place)
          join pg_attribute on attrelid = confrelid and attnum = number))), '[]')
      from pg_constraint where conrelid = table_class.oid and contype = 'f') as references
  from pg_class as table_class
  join pg_namespace as schema on schema.oid = relnamespace
  where relkind in ('r', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public')
  order by 1`;

/** Views that read with their owner's eyes instead of the reader's, and functions that act as their owner: ways through a wall. */
export async function readHoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ hole: string }>(`
    select 'view ' || pg_class.oid::regclass as hole from pg_class join pg_namespace as schema on schema.oid = relnamespace
    where relkind in ('v', 'm') and nspname not in ('pg_catalog', 'information_schema', 'pgboss')
      and (relkind = 'm' or not coalesce(reloptions @> array['security_invoker=true'], false))
    union all
    select 'function ' || pg_proc.oid::regprocedure from pg_proc join pg_namespace as schema on schema.oid = pronamespace
    where prosecdef and nspname not in ('pg_catalog', 'information_schema')
    union all
    select 'role ' || rolname || ' passes the wall' from pg_roles where rolname like 'caravan\\_%' and (rolbypassrls or rolsuper or rolcanlogin)
    union all
    select 'everyone may ' || lower(privilege_type) || ' ' || table_schema || '.' || table_name from information_schema.role_table_grants
    where grantee in ('PUBLIC', 'caravan_nobody') and table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')`);
  return rows.map(({ hole }) => hole);
}
