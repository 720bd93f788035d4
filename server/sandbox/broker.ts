import {
  lasting,
  type Operation,
  type OperationKind,
  progressOf,
  same,
  wrongParameters,
} from './broker.rules.ts';
import type { Config } from './config.ts';
import { addFault, factsOf, jsonBody, optionsOf, requireBasicAuth, takeFault } from './faults.ts';
import { type Answer, answerOf, type Call, Refusal, type Route } from './http.ts';
import { newId, type Row, type Store } from './store.ts';

type Instance = {
  id: string;
  service: string;
  plan: string;
  parameters: Record<string, unknown>;
  state: string;
};
type Broker = { store: Store; config: Config; now: () => number };

/** The Open Service Broker API 2.17: a catalogue that takes any plan, and instances that come up after a while. */
export function brokerRoutes(store: Store, config: Config, now: () => number): Route[] {
  const broker = { store, config, now };
  const route = (method: string, path: string, handle: (broker: Broker, call: Call) => Answer): Route => ({
    method,
    path: `/v2/${path}`,
    handle: (call) => {
      requireBasicAuth(call, config);
      requireVersion(call);
      return store.change(() => {
        settle(broker);
        return answerOf(() => handle(broker, call));
      });
    },
  });
  return [
    route('GET', 'catalog', showCatalog),
    route('PUT', 'service_instances/:id', createInstance),
    route('GET', 'service_instances/:id', showInstance),
    route('PATCH', 'service_instances/:id', updateInstance),
    route('DELETE', 'service_instances/:id', cancelInstance),
    route('GET', 'service_instances/:id/last_operation', showOperation),
  ];
}

function requireVersion(call: Call): void {
  const version = call.headers['x-broker-api-version'];
  if (typeof version === 'string' && /^2\.\d+$/.test(version)) return;
  throw refusal(412, 'Sandbox: X-Broker-API-Version must be 2.17 or another 2.x.');
}

function refusal(status: number, description: string, error?: string): Refusal {
  return new Refusal({ status, json: { ...(error && { error }), description } });
}

/** Every plan that was ever ordered: the program that buys here keeps its own catalogue. */
function showCatalog({ store }: Broker): Answer {
  const rows = store.all('select distinct service, plan from instance order by service, plan');
  const services = [...Map.groupBy(rows, (row) => String(row.service))].map(([service, plans]) => ({
    id: service,
    name: service,
    description: `Sandbox: ${service}`,
    bindable: false,
    instances_retrievable: true,
    plan_updateable: true,
    plans: plans.map(({ plan }) => ({ id: plan, name: plan, description: `Sandbox: ${plan}` })),
  }));
  return { status: 200, json: { services } };
}

type Request = { service: string; plan: string; parameters: Record<string, unknown>; delayMs: number };

function readRequest({ config }: Broker, call: Call, existing?: Instance): Request {
  const body = jsonBody(call);
  const parameters = (body.parameters ?? {}) as Record<string, unknown>;
  const service = body.service_id ?? existing?.service;
  const plan = body.plan_id ?? existing?.plan;
  if (!isName(service) || !isName(plan))
    throw refusal(400, 'Sandbox: service_id and plan_id must be names of letters, digits, dots and dashes.');
  if (parameters === null || typeof parameters !== 'object' || Array.isArray(parameters))
    throw refusal(400, 'Sandbox: parameters must be an object.');
  const wrong = wrongParameters(parameters);
  if (wrong) throw refusal(400, `Sandbox: ${wrong}`);
  return {
    service,
    plan,
    parameters,
    delayMs: (parameters.delay_ms as number | undefined) ?? config.delayMs,
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(value);
}

function createInstance(broker: Broker, call: Call): Answer {
  const body = jsonBody(call);
  if (!body.organization_guid || !body.space_guid)
    throw refusal(400, 'Sandbox: organization_guid and space_guid are required.');
  const request = readRequest(broker, call);
  const existing = findInstance(broker, call.params.id ?? '');
  const running = existing && runningOperation(broker, existing.id);
  if (existing && (running || existing.state === 'active')) return repeated(existing, request, running);
  return start(broker, call, 'create', request);
}

/** The same order again is answered as the first was; another one under the same id is a conflict. */
function repeated(existing: Instance, request: Request, running: Operation | undefined): Answer {
  const wanted = lasting(request.parameters);
  const kept = running?.kind === 'create' ? running.parameters : existing.parameters;
  const alike = existing.service === request.service && existing.plan === request.plan && same(kept, wanted);
  if (!alike || (running && running.kind !== 'create'))
    throw refusal(409, 'Sandbox: another service instance has this id.');
  return running ? { status: 202, json: { operation: running.id } } : { status: 200, json: {} };
}

function updateInstance(broker: Broker, call: Call): Answer {
  const instance = needInstance(broker, call);
  const request = readRequest(broker, call, instance);
  if (request.service !== instance.service)
    throw refusal(400, 'Sandbox: the service of an instance cannot change.');
  const wanted = { ...instance.parameters, ...lasting(request.parameters) };
  const running = runningOperation(broker, instance.id);
  if (running)
    return joinRunning(running, 'update', running.plan === request.plan && same(running.parameters, wanted));
  if (instance.plan === request.plan && same(instance.parameters, wanted)) return { status: 200, json: {} };
  return start(broker, call, 'update', { ...request, parameters: { ...request.parameters, ...wanted } });
}

function cancelInstance(broker: Broker, call: Call): Answer {
  if (!call.query.get('service_id') || !call.query.get('plan_id'))
    throw refusal(400, 'Sandbox: service_id and plan_id are required.');
  const instance = findInstance(broker, call.params.id ?? '');
  if (!instance || instance.state === 'cancelled') return { status: 410, json: {} };
  const running = runningOperation(broker, instance.id);
  if (running) return joinRunning(running, 'cancel', true);
  const { service, plan, parameters } = instance;
  return start(broker, call, 'cancel', {
    service,
    plan,
    parameters,
    delayMs: delayOf(broker, call, parameters),
  });
}

function delayOf({ config }: Broker, call: Call, parameters: Record<string, unknown>): number {
  const asked = call.query.get('delay_ms') ?? parameters.delay_ms;
  return asked !== undefined && /^\d{1,8}$/.test(String(asked)) ? Number(asked) : config.delayMs;
}

function joinRunning(running: Operation, kind: OperationKind, alike: boolean): Answer {
  if (running.kind === kind && alike) return { status: 202, json: { operation: running.id } };
  throw refusal(422, 'Sandbox: another operation is in progress for this instance.', 'ConcurrencyError');
}

/** Begins an operation; one that takes no time is done before the answer. */
function start(broker: Broker, call: Call, kind: OperationKind, request: Request): Answer {
  const { store, now } = broker;
  const id = call.params.id ?? '';
  if (request.parameters.sandbox_fault) addOwnFault(broker, id, request.parameters.sandbox_fault);
  const facts = factsOf(call);
  const refused = takeFault(store, ['fail_permanently'], facts);
  if (refused)
    throw refusal(400, optionsOf(refused).description ?? 'Sandbox: this order cannot be provisioned.');
  if (request.delayMs > 0 && call.query.get('accepts_incomplete') !== 'true') {
    throw refusal(422, 'Sandbox: this service is provisioned asynchronously.', 'AsyncRequired');
  }
  const failing = takeFault(store, ['fail_times'], facts);
  const failure = failing ? (optionsOf(failing).description ?? 'Sandbox: an injected failure.') : null;
  if (kind === 'create') saveInstance(broker, id, request);
  const operation = newId('op');
  store.run(
    'insert into operation (id, instance_id, kind, plan, parameters, started_at, delay_ms, failure) values (?, ?, ?, ?, ?, ?, ?, ?)',
    operation,
    id,
    kind,
    request.plan,
    JSON.stringify(lasting(request.parameters)),
    now(),
    request.delayMs,
    failure,
  );
  return request.delayMs > 0 ? { status: 202, json: { operation } } : finishAtOnce(broker, kind, failure);
}

function finishAtOnce(broker: Broker, kind: OperationKind, failure: string | null): Answer {
  settle(broker);
  if (failure !== null) return { status: 500, json: { description: failure } };
  return { status: kind === 'create' ? 201 : 200, json: {} };
}

function addOwnFault({ store }: Broker, id: string, fault: unknown): void {
  addFault(store, { ...(fault as Record<string, unknown>), match: { instance_id: id } }, `instance ${id}`);
}

function saveInstance({ store, now }: Broker, id: string, { service, plan, parameters }: Request): void {
  store.run(
    `insert into instance (id, service, plan, parameters, state, created_at) values (?, ?, ?, ?, 'creating', ?)
     on conflict (id) do update set service = excluded.service, plan = excluded.plan, parameters = excluded.parameters, state = 'creating'`,
    id,
    service,
    plan,
    JSON.stringify(lasting(parameters)),
    now(),
  );
}

/** Lets every operation whose time has come take effect. Called before anything is looked at. */
export function settle({ store, now }: Pick<Broker, 'store' | 'now'>): void {
  for (const row of store.all(
    'select * from operation where settled = 0 and started_at + delay_ms <= ? order by started_at',
    now(),
  )) {
    const operation = toOperation(row);
    apply(store, operation);
    store.run('update operation set settled = 1 where id = ?', operation.id);
  }
}

function apply(store: Store, { kind, failure, plan, parameters, instance_id }: Operation): void {
  if (failure !== null) {
    if (kind === 'create') store.run("update instance set state = 'failed' where id = ?", instance_id);
    return;
  }
  const state = kind === 'cancel' ? 'cancelled' : 'active';
  store.run(
    'update instance set state = ?, plan = ?, parameters = ? where id = ?',
    state,
    plan,
    JSON.stringify(parameters),
    instance_id,
  );
}

function showInstance(broker: Broker, call: Call): Answer {
  const instance = needInstance(broker, call);
  if (runningOperation(broker, instance.id)?.kind === 'create')
    throw refusal(404, 'Sandbox: this instance is still being made.');
  return {
    status: 200,
    json: { service_id: instance.service, plan_id: instance.plan, parameters: instance.parameters },
  };
}

/** How the operation named in the query stands, or else the instance's latest. */
function showOperation({ store, now }: Broker, call: Call): Answer {
  const id = call.params.id ?? '';
  const named = call.query.get('operation');
  const row = named
    ? store.get('select * from operation where instance_id = ? and id = ?', id, named)
    : store.get(
        'select * from operation where instance_id = ? order by started_at desc, rowid desc limit 1',
        id,
      );
  if (!row) throw refusal(404, 'Sandbox: there is no such operation.');
  const operation = toOperation(row);
  const progress = progressOf(operation, now());
  if (operation.kind === 'cancel' && progress.state === 'succeeded') return { status: 410, json: {} };
  return { status: 200, json: progress };
}

function needInstance(broker: Broker, call: Call): Instance {
  const instance = findInstance(broker, call.params.id ?? '');
  if (!instance || instance.state === 'cancelled' || instance.state === 'failed')
    throw refusal(404, 'Sandbox: there is no such service instance.');
  return instance;
}

function findInstance({ store }: Broker, id: string): Instance | undefined {
  const row = store.get('select * from instance where id = ?', id);
  return row && ({ ...row, parameters: JSON.parse(String(row.parameters)) } as Instance);
}

function runningOperation({ store }: Broker, id: string): Operation | undefined {
  const row = store.get('select * from operation where instance_id = ? and settled = 0', id);
  return row && toOperation(row);
}

function toOperation(row: Row): Operation {
  return { ...row, parameters: JSON.parse(String(row.parameters)) } as Operation;
}
