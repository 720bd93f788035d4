import { z } from 'zod';
import type {
  Provisioner,
  ProvisioningOrder,
  ProvisioningPoll,
  ProvisioningProgress,
  ProvisioningStart,
} from '../orders/index.ts';
import { ConnectorError } from './connector-error.ts';

export type ServiceBrokerConfig = {
  /** The broker's address, without `/v2`. */
  url: string;
  username: string;
  password: string;
  timeoutMs?: number;
};

const API_VERSION = '2.17';
const TIMEOUT_MS = 15_000;
// The specification requires these two; what they name means nothing outside Cloud Foundry.
const PLATFORM = { organization_guid: 'caravan', space_guid: 'caravan', context: { platform: 'caravan' } };
// The specification knows no suspension: it is an update of the parameter `suspended`, which brokers that can suspend name so.
const METHODS = {
  create: 'PUT',
  update: 'PATCH',
  cancel: 'DELETE',
  pause: 'PATCH',
  resume: 'PATCH',
} as const;

const Failure = z.object({ error: z.string().optional(), description: z.string().optional() }).catch({});
const Accepted = z.object({ operation: z.string().max(10_000).optional() }).catch({});
const Progress = z.object({
  state: z.enum(['in progress', 'succeeded', 'failed']),
  description: z.string().optional(),
});

/**
 * Provisions through any broker of the Open Service Broker API 2.x. A PUT that timed out may have been taken, and
 * the id makes it the same PUT when repeated: the broker answers 200 or 202 for what it already has, so no instance is
 * orphaned and none is made twice.
 */
export function createServiceBroker(config: ServiceBrokerConfig): Provisioner {
  return {
    start: async (order) =>
      readStart(order, await call(config, METHODS[order.kind], startPath(order), startBody(order))),
    poll: async (poll) => readProgress(poll, await call(config, 'GET', pollPath(poll))),
  };
}

function startPath({ instanceId, kind, service, plan, parameters }: ProvisioningOrder): string {
  const query = new URLSearchParams({ accepts_incomplete: 'true' });
  if (kind !== 'cancel') return `${instancePath(instanceId)}?${query}`;
  query.set('service_id', service);
  query.set('plan_id', plan);
  // A DELETE has no body; a broker that takes parameters for it (the sandbox's delay_ms) finds them in the query.
  for (const [name, value] of Object.entries(parameters))
    if (typeof value === 'number') query.set(name, String(value));
  return `${instancePath(instanceId)}?${query}`;
}

function startBody({
  kind,
  service,
  plan,
  quantity,
  domain,
  parameters,
}: ProvisioningOrder): object | undefined {
  if (kind === 'cancel') return undefined;
  const suspended = { pause: { suspended: true }, resume: { suspended: false } };
  const wanted = {
    ...parameters,
    quantity,
    ...(domain !== undefined && { domain }),
    ...((kind === 'pause' || kind === 'resume') && suspended[kind]),
  };
  const order = { service_id: service, plan_id: plan, parameters: wanted };
  return kind === 'create' ? { ...order, ...PLATFORM } : { ...order, context: PLATFORM.context };
}

function pollPath({ instanceId, service, plan, operation }: ProvisioningPoll): string {
  const query = new URLSearchParams({ service_id: service, plan_id: plan });
  if (operation !== '') query.set('operation', operation);
  return `${instancePath(instanceId)}/last_operation?${query}`;
}

function instancePath(instanceId: string): string {
  return `/v2/service_instances/${encodeURIComponent(instanceId)}`;
}

type Reply = { status: number; body: unknown; retryAfterSeconds: number | undefined };

async function call(
  config: ServiceBrokerConfig,
  method: string,
  path: string,
  body?: object,
): Promise<Reply> {
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${config.username}:${config.password}`).toString('base64')}`,
    'x-broker-api-version': API_VERSION,
    ...(body && { 'content-type': 'application/json' }),
  };
  const signal = AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS);
  try {
    const response = await fetch(`${config.url.replace(/\/+$/, '')}${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      redirect: 'error',
      signal,
    });
    return {
      status: response.status,
      body: parse(await response.text()),
      retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
    };
  } catch (cause) {
    throw new ConnectorError(true, noAnswer(cause), { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noAnswer(cause: unknown): string {
  if (cause instanceof Error && cause.name === 'TimeoutError')
    return 'The service broker did not answer in time.';
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
  return `The service broker could not be reached: ${inner}`;
}

function retryAfter(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function readStart(order: ProvisioningOrder, reply: Reply): ProvisioningStart {
  if (reply.status === 200 || reply.status === 201) return { state: 'succeeded' };
  if (reply.status === 202)
    return { state: 'in_progress', operation: Accepted.parse(reply.body).operation ?? '' };
  if (reply.status === 410 && order.kind === 'cancel') return { state: 'succeeded' };
  throw failure(reply);
}

function readProgress(poll: ProvisioningPoll, reply: Reply): ProvisioningProgress {
  if (reply.status === 410 && poll.kind === 'cancel') return { state: 'succeeded' };
  if (reply.status === 404 || reply.status === 410) return { state: 'failed', description: describe(reply) };
  if (reply.status !== 200) throw failure(reply);
  const progress = Progress.safeParse(reply.body);
  if (!progress.success)
    throw new ConnectorError(true, 'The service broker answered something that is not an operation.');
  const { state, description } = progress.data;
  return {
    state: state === 'in progress' ? 'in_progress' : state,
    ...(description !== undefined && { description }),
  };
}

function describe({ status, body }: Reply): string {
  const { error, description } = Failure.parse(body);
  return description ?? error ?? `The service broker answered ${status}.`;
}

/** 5xx, 408, 429 and a concurrent operation (422) pass by themselves; every other refusal needs a person. */
function failure(reply: Reply): ConnectorError {
  const concurrent = reply.status === 422 && Failure.parse(reply.body).error === 'ConcurrencyError';
  const retryable = reply.status >= 500 || reply.status === 408 || reply.status === 429 || concurrent;
  const { retryAfterSeconds } = reply;
  return new ConnectorError(
    retryable,
    describe(reply),
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}
