import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from './caller.ts';

export type LiveEvent = {
  name: string;
  id: string;
  data: { subject_id: string; payload: Record<string, unknown> };
};

/** The news of /v1/events, heard as a browser's EventSource hears them: a lost stream goes on after the last event. */
export type Stream = {
  /** All that was heard, in order. */
  events: LiveEvent[];
  /** The first event that fits, heard already or still to come. Throws with what was heard when none comes. */
  hear(fits: (event: LiveEvent) => boolean, patienceMs?: number): Promise<LiveEvent>;
  /** Loses the connection; it is made anew with Last-Event-ID. */
  drop(): void;
  /** How often the stream was begun. */
  readonly connections: number;
  close(): Promise<void>;
};

const RETRY_MS = 300;
const PATIENCE_MS = 60_000;

/** Listens from `cursor` on: a session's `live_cursor`, or an event's id. */
export function listen(caller: Caller, cursor: string): Stream {
  const events: LiveEvent[] = [];
  let last = cursor;
  let connections = 0;
  let closed = false;
  let connection = new AbortController();

  async function connect(): Promise<void> {
    connection = new AbortController();
    const headers = { ...caller.headers(), 'last-event-id': last };
    const response = await fetch(`${caller.url}/v1/events`, { headers, signal: connection.signal });
    if (!response.ok || !response.body) throw new Error(`${response.status} from the stream`);
    connections += 1;
    let rest = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = `${rest}${chunk}`.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  }
  function take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const [id, name, data] = [field('id'), field('event'), field('data')];
    if (id) last = id;
    if (id && name && data) events.push({ id, name, data: JSON.parse(data) });
  }
  async function goOn(): Promise<void> {
    while (!closed) {
      await connect().catch(() => {});
      if (!closed) await sleep(RETRY_MS);
    }
  }

  const running = goOn();
  return {
    events,
    async hear(fits, patienceMs = PATIENCE_MS) {
      const end = performance.now() + patienceMs;
      for (;;) {
        const heard = events.find(fits);
        if (heard) return heard;
        if (performance.now() > end)
          throw new Error(`Not heard, but: ${events.map(({ name }) => name).join(', ')}`);
        await sleep(50);
      }
    },
    drop: () => connection.abort(),
    get connections() {
      return connections;
    },
    async close() {
      closed = true;
      connection.abort();
      await running;
    },
  };
}
