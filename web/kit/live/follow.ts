import { problemOf } from '../../api/problem.ts';
import { eventReader, type LiveEvent } from './events.ts';

/** `open`: events arrive. `waiting`: the connection was lost and will be tried again. `closed`: the server said it is over. */
export type LiveState = 'connecting' | 'open' | 'waiting' | 'closed' | 'refused';

type Options = {
  onEvent: (event: LiveEvent) => void;
  onState: (state: LiveState) => void;
  signal: AbortSignal;
  /** For tests. */
  fetch?: typeof fetch;
  wait?: (milliseconds: number) => Promise<void>;
};

const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/**
 * Follows a stream of events until the server ends it (an `end` event, or 204), the signal aborts, or the server refuses.
 * A lost connection is made again after the last event seen, waiting longer each time up to 15 seconds.
 */
export async function follow(url: string, options: Options): Promise<void> {
  const { signal, onState, wait = pause } = options;
  const reader = eventReader();
  let failures = 0;
  while (!signal.aborted) {
    onState(failures ? 'waiting' : 'connecting');
    const outcome = await readOnce(url, reader, options).catch(() => 'lost' as const);
    if (signal.aborted) return;
    if (outcome === 'closed' || outcome === 'refused') return onState(outcome);
    failures = outcome === 'progressed' ? 1 : failures + 1;
    onState('waiting');
    await wait(reader.retry() ?? Math.min(500 * 2 ** (failures - 1), 15_000));
  }
}

type Outcome = 'closed' | 'refused' | 'lost' | 'progressed';

async function readOnce(
  url: string,
  reader: ReturnType<typeof eventReader>,
  options: Options,
): Promise<Outcome> {
  const { signal, onEvent, onState } = options;
  const headers = {
    accept: 'text/event-stream',
    ...(reader.lastId() && { 'last-event-id': reader.lastId() }),
  };
  const response = await (options.fetch ?? fetch)(url, {
    headers,
    signal,
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 204) return 'closed';
  if (!response.ok) return (await problemOf(response)).status < 500 ? 'refused' : 'lost';
  if (!response.body) return 'lost';
  onState('open');
  let progressed = false;
  const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let chunk = await chunks.read(); !chunk.done; chunk = await chunks.read()) {
      for (const event of reader.push(chunk.value)) {
        progressed = true;
        if (event.type === 'end') return 'closed';
        onEvent(event);
      }
    }
  } catch {
    // The connection broke in the middle; what arrived counts.
  } finally {
    await chunks.cancel().catch(() => undefined);
  }
  return progressed ? 'progressed' : 'lost';
}
