import { expect, test } from 'vitest';
import { eventReader } from './events.ts';
import { follow, type LiveState } from './follow.ts';

test('events are read across chunks, whatever ends their lines', () => {
  const reader = eventReader();
  expect(reader.push('id: 1\nevent: progress\nda')).toEqual([]);
  expect(reader.push('ta: {"done":1}\n\n: a comment\n\nid: 2\r\ndata: a\r\ndata: b\r\n\r\n')).toEqual([
    { id: '1', type: 'progress', data: '{"done":1}' },
    { id: '2', type: 'message', data: 'a\nb' },
  ]);
  expect(reader.lastId()).toBe('2');
});

test('retry is the server’s to set and an event without data is none', () => {
  const reader = eventReader();
  expect(reader.push('retry: 3000\n\nid: 9\n\n')).toEqual([]);
  expect(reader.retry()).toBe(3000);
  expect(reader.lastId()).toBe('9');
});

/** A server that answers each connection with the next of `answers`, and notes the Last-Event-ID it was asked with. */
function server(answers: (Response | 'down')[]) {
  const askedAfter: (string | null)[] = [];
  const fetch = async (_url: unknown, init?: RequestInit) => {
    askedAfter.push(new Headers(init?.headers).get('last-event-id'));
    const answer = answers.shift();
    if (answer === undefined || answer === 'down') throw new TypeError('connection refused');
    return answer;
  };
  return { askedAfter, fetch: fetch as typeof globalThis.fetch };
}

const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } });

async function followed(answers: (Response | 'down')[]) {
  const { fetch, askedAfter } = server(answers);
  const seen: string[] = [];
  const states: LiveState[] = [];
  const waits: number[] = [];
  await follow('/v1/x/events', {
    fetch,
    signal: new AbortController().signal,
    onEvent: (event) => seen.push(event.data),
    onState: (state) => states.push(state),
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { seen, states, waits, askedAfter };
}

test('a lost stream resumes after the last event and ends when the server says so', async () => {
  const { seen, askedAfter, states, waits } = await followed([
    stream('id: 1\ndata: a\n\nid: 2\ndata: b\n\n'),
    'down',
    'down',
    stream('id: 3\ndata: c\n\nevent: end\ndata: \n\n'),
  ]);
  expect(seen).toEqual(['a', 'b', 'c']);
  expect(askedAfter).toEqual([null, '2', '2', '2']);
  expect(waits).toEqual([500, 1000, 2000]);
  expect(states.at(-1)).toBe('closed');
});

test('a refusal is not repeated', async () => {
  const { states, askedAfter } = await followed([new Response('{}', { status: 404 })]);
  expect(states.at(-1)).toBe('refused');
  expect(askedAfter).toHaveLength(1);
});

test('204 means there is nothing more to come', async () => {
  const { states } = await followed([new Response(null, { status: 204 })]);
  expect(states.at(-1)).toBe('closed');
});
