import { timingSafeEqual } from 'node:crypto';
import type { Config } from './config.ts';
import { type Answer, type Call, type Interceptor, Refusal, type Route } from './http.ts';
import type { Row, Store } from './store.ts';

/**
 * `fail_times`: the operation is taken and then fails. `fail_permanently`: refused with 400 each time, until the
 * fault is removed. `http_500` and `timeout`: the door itself breaks.
 */
export const FAULT_KINDS = ['fail_times', 'timeout', 'http_500', 'fail_permanently'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a fault may be matched by. Every one given must hold; `path` matches by its beginning. */
type Facts = {
  method?: string;
  path?: string;
  instance_id?: string;
  service_id?: string;
  plan_id?: string;
  domain?: string;
  operation?: string;
};
const MATCHES = ['method', 'path', 'instance_id', 'service_id', 'plan_id', 'domain', 'operation'] as const;

/** Options of a fault: what it says, how long a `timeout` hangs, and whether the work is done before it hangs. */
type Options = { description?: string; ms?: number; when?: 'before' | 'after' };

const HANG_MS = 60_000;
const OPERATIONS: Record<string, string> = { PUT: 'create', PATCH: 'update', DELETE: 'cancel' };

/** Refuses a caller without the broker's user name and password. */
export function requireBasicAuth(call: Call, config: Config): void {
  const given = Buffer.from(call.headers.authorization ?? '');
  const wanted = Buffer.from(
    `Basic ${Buffer.from(`${config.brokerUser}:${config.brokerPassword}`).toString('base64')}`,
  );
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  const headers = { 'www-authenticate': 'Basic realm="Sandbox"' };
  throw new Refusal({ status: 401, headers, json: { description: 'Sandbox: wrong user name or password.' } });
}

/** Breaks the doors that a `timeout` or an `http_500` names; every other call goes through. */
export function faultInterceptor(store: Store): Interceptor {
  return (call, handle) => {
    if (call.path.startsWith('/sandbox/')) return handle();
    const facts = factsOf(call);
    const broken = takeFault(store, ['http_500'], facts);
    if (broken)
      return {
        status: 500,
        json: errorBody(call, optionsOf(broken).description ?? 'Sandbox: an injected fault.'),
      };
    const hanging = takeFault(store, ['timeout'], facts);
    if (!hanging) return handle();
    const { ms = HANG_MS, when = 'after' } = optionsOf(hanging);
    if (when === 'after') handle();
    return { hangMs: ms };
  };
}

function errorBody(call: Call, description: string): unknown {
  return call.path.startsWith('/v1/')
    ? { error: { type: 'api_error', message: description } }
    : { description };
}

/** What is known of a call before it is handled. */
export function factsOf(call: Call): Facts {
  const facts: Facts = { method: call.method, path: call.path };
  if (!call.path.startsWith('/v2/service_instances/')) return facts;
  const body = jsonBody(call);
  const parameters = (body.parameters ?? {}) as Record<string, unknown>;
  return {
    ...facts,
    instance_id: call.params.id,
    operation: OPERATIONS[call.method],
    service_id: text(body.service_id) ?? call.query.get('service_id') ?? undefined,
    plan_id: text(body.plan_id) ?? call.query.get('plan_id') ?? undefined,
    domain: text(parameters.domain),
  };
}

/** The first standing fault of these kinds that matches; it is used up by one. */
export function takeFault(store: Store, kinds: readonly FaultKind[], facts: Facts): Row | undefined {
  const standing = store.all('select * from fault where left is null or left > 0 order by id');
  const found = standing.find(
    (row) => kinds.includes(row.kind as FaultKind) && matches(JSON.parse(String(row.match)), facts),
  );
  if (found && found.left !== null)
    store.run('update fault set left = left - 1 where id = ?', found.id ?? null);
  return found;
}

function matches(match: Facts, facts: Facts): boolean {
  return MATCHES.every((key) => {
    const wanted = match[key];
    return (
      wanted === undefined || (key === 'path' ? (facts.path ?? '').startsWith(wanted) : facts[key] === wanted)
    );
  });
}

export function optionsOf(fault: Row): Options {
  return JSON.parse(String(fault.options)) as Options;
}

/**
 * Puts up a fault from its JSON: `{kind, match?, times?, ms?, when?, description?}`. `times` is 1 unless given, and
 * without end for `fail_permanently`. One `source` (an instance's own parameters) puts up its fault only once.
 */
export function addFault(store: Store, input: Record<string, unknown>, source: string | null = null): void {
  const kind = FAULT_KINDS.find((each) => each === input.kind);
  if (!kind)
    throw new Refusal({
      status: 400,
      json: { description: `Sandbox: kind must be one of ${FAULT_KINDS.join(', ')}.` },
    });
  const times = Number.isInteger(input.times) ? Number(input.times) : 1;
  const { match = {}, description, ms, when } = input;
  const options = JSON.stringify({ description, ms, when });
  const left = kind === 'fail_permanently' && input.times === undefined ? null : times;
  store.run(
    'insert into fault (kind, match, options, left, source) values (?, ?, ?, ?, ?) on conflict (source) do nothing',
    kind,
    JSON.stringify(match),
    options,
    left,
    source,
  );
}

/** The addresses by which tests put up, list and remove faults. */
export function faultRoutes(store: Store, config: Config): Route[] {
  const guarded = (handle: (call: Call) => Answer) => (call: Call) => {
    requireBasicAuth(call, config);
    return store.change(() => handle(call));
  };
  const list = (status: number): Answer => {
    const faults = store.all('select id, kind, match, options, left from fault order by id');
    return { status, json: { faults } };
  };
  const add = guarded((call) => {
    addFault(store, jsonBody(call));
    return list(201);
  });
  const clear = guarded(() => {
    store.run('delete from fault');
    return { status: 204 };
  });
  const path = '/sandbox/faults';
  return [
    { method: 'POST', path, handle: add },
    { method: 'GET', path, handle: guarded(() => list(200)) },
    { method: 'DELETE', path, handle: clear },
  ];
}

/** The JSON object in the body; an empty object when there is none, so that each caller can say what it lacks. */
export function jsonBody(call: Call): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(call.body || '{}');
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
