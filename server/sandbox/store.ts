import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

// Kinds of thing are few and their shapes are other companies', so each is kept as the JSON it is answered with.
const SCHEMA = `
  create table if not exists instance (
    id text primary key, service text not null, plan text not null, parameters text not null,
    state text not null, created_at integer not null) strict;
  create table if not exists operation (
    id text primary key, instance_id text not null, kind text not null, plan text not null, parameters text not null,
    started_at integer not null, delay_ms integer not null, failure text, settled integer not null default 0) strict;
  create index if not exists operation_instance on operation (instance_id, started_at);
  create index if not exists operation_open on operation (instance_id) where settled = 0;
  create table if not exists fault (
    id integer primary key, kind text not null, match text not null, options text not null, left integer,
    source text unique) strict;
  create table if not exists object (id text primary key, kind text not null, body text not null, created integer not null) strict;
  create index if not exists object_kind on object (kind, created);
  create table if not exists answer (key text primary key, request text not null, status integer not null, body text not null) strict;
  create table if not exists webhook (
    id integer primary key, event_id text not null, body text not null, due_at integer not null,
    attempts integer not null default 0, delivered_at integer, last_error text) strict;
  create table if not exists setting (name text primary key, value text not null) strict;
`;

export type Row = Record<string, string | number | null>;

/** The sandbox's memory: one SQLite file. A change is in it before its answer leaves, so kill -9 loses nothing answered. */
export type Store = {
  all: (sql: string, ...values: SQLInputValue[]) => Row[];
  get: (sql: string, ...values: SQLInputValue[]) => Row | undefined;
  run: (sql: string, ...values: SQLInputValue[]) => void;
  /** Runs `work` as one change: all of it or, when it throws, nothing. Not nested, not asynchronous. */
  change: <T>(work: () => T) => T;
  close: () => void;
};

export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'sandbox.db'));
  // With a write-ahead log "normal" keeps every commit through kill -9; only a power cut can take the last moments.
  // Waiting for the disk at each commit made loading the demo program's history 60 % longer.
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;');
  database.exec(SCHEMA);
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, ...values) => prepare(sql).all(...values) as Row[],
    get: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => void prepare(sql).run(...values),
    change: (work) => change(database, work),
    close: () => database.close(),
  };
}

function change<T>(database: DatabaseSync, work: () => T): T {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
}

/** An identifier in the style of card gateways: a prefix and 24 letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(32)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 24)
    .padEnd(24, '0')}`;
}
