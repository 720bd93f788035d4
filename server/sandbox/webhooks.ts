import { createHmac } from 'node:crypto';
import type { Config } from './config.ts';
import { newId, type Row, type Store } from './store.ts';

const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;
const LONGEST_WAIT_MS = 3_600_000;
// With the default first wait of a second, 80 attempts are about three days: what card gateways promise.
const MOST_ATTEMPTS = 80;

export type Webhooks = {
  /** Writes the delivery down; it is sent once the change it belongs to is on disk. */
  enqueue: (eventId: string, body: string) => void;
  /** Sends what is due, and goes on doing so as deliveries fall due. */
  start: () => void;
  stop: () => Promise<void>;
};

/** Records that something happened to `thing` and queues the news of it. Part of the caller's change. */
export function emitEvent(
  gateway: { store: Store; webhooks: Webhooks; now: () => number },
  type: string,
  thing: object,
): void {
  const { store, now, webhooks } = gateway;
  const id = newId('evt');
  const event = {
    id,
    object: 'event',
    api_version: API_VERSION,
    created: Math.floor(now() / 1000),
    data: { object: thing },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
  const body = JSON.stringify(event);
  store.run('insert into object (id, kind, body, created) values (?, ?, ?, ?)', id, 'event', body, now());
  webhooks.enqueue(id, body);
}

/** Stripe's signature over a body: `t=seconds,v1=hex`. */
function signature(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Where events are sent: what was set over HTTP, else what the process was started with. */
function endpointOf(store: Store, config: Config): { url: string | undefined; secret: string } {
  const set = (name: string) =>
    store.get('select value from setting where name = ?', name)?.value as string | undefined;
  return {
    url: set('webhook_url') ?? config.webhookUrl,
    secret: set('webhook_secret') ?? config.webhookSecret,
  };
}

/** Deliveries in the order they fell due, one at a time, each retried with doubling waits until it is taken. */
export function createWebhooks(store: Store, config: Config, now: () => number): Webhooks {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const plan = () => {
    clearTimeout(timer);
    if (stopping.signal.aborted || running) return;
    const due = store.get(
      'select min(due_at) as due from webhook where delivered_at is null and attempts < ?',
      MOST_ATTEMPTS,
    )?.due;
    if (typeof due === 'number') timer = setTimeout(work, Math.max(0, due - now()));
  };
  const work = () => {
    running = deliverDue(store, config, now, stopping.signal).finally(() => {
      running = undefined;
      plan();
    });
  };
  return {
    enqueue: (eventId, body) => {
      if (!endpointOf(store, config).url) return;
      store.run('insert into webhook (event_id, body, due_at) values (?, ?, ?)', eventId, body, now());
      setImmediate(plan);
    },
    start: plan,
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}

async function deliverDue(
  store: Store,
  config: Config,
  now: () => number,
  stopping: AbortSignal,
): Promise<void> {
  const due = store.all(
    'select * from webhook where delivered_at is null and due_at <= ? and attempts < ? order by id limit 50',
    now(),
    MOST_ATTEMPTS,
  );
  for (const row of due) {
    const failure = await deliver(row, endpointOf(store, config), now, stopping);
    if (stopping.aborted) return;
    if (failure === undefined)
      store.run(
        'update webhook set delivered_at = ?, attempts = attempts + 1 where id = ?',
        now(),
        row.id ?? null,
      );
    else retryLater(store, row, failure, now() + waitAfter(Number(row.attempts), config.retryMs));
  }
}

function retryLater(store: Store, row: Row, failure: string, dueAt: number): void {
  store.run(
    'update webhook set attempts = attempts + 1, due_at = ?, last_error = ? where id = ?',
    dueAt,
    failure,
    row.id ?? null,
  );
}

function waitAfter(attempts: number, first: number): number {
  return Math.min(first * 2 ** Math.min(attempts, 30), LONGEST_WAIT_MS);
}

/** Undefined if the receiver took it, else why not. */
async function deliver(
  row: Row,
  { url, secret }: { url: string | undefined; secret: string },
  now: () => number,
  stopping: AbortSignal,
): Promise<string | undefined> {
  const body = String(row.body);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signature(body, secret, Math.floor(now() / 1000)),
  };
  try {
    const response = await fetch(url ?? '', {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
