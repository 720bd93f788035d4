import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { type Actor, SYSTEM } from './ctx.ts';
import { type Door, standAs } from './door.ts';
import { Fail } from './errors.ts';
import { eventsAfter, newestCursor, organizationsWithNews, type SeenEvent } from './events.ts';
import { type Authenticate, credentialsOf } from './http.ts';
import { Problem } from './problem.ts';

/** Milliseconds between two looks for news; no look is taken while nobody listens. */
const LOOK_MS = 400;
/** Says that the stream lives, and asks anew whether its reader may still listen. */
const HEARTBEAT_MS = 15_000;
/** Streams of one person: a tab each, with room to spare. */
const STREAMS_EACH = 20;
const BATCH = 200;
/** A reader that takes nothing for so many bytes is gone, whatever its socket says. */
const BACKLOG_BYTES = 1_048_576;

const Query = z.object({
  after: z
    .string()
    .regex(/^\d{1,19}\.\d{1,19}$/, 'A cursor is what `live_cursor` or an event’s id said.')
    .optional(),
  subject_id: z.uuid().optional(),
});
type Wanted = z.infer<typeof Query>;

type Stream = {
  raw: FastifyReply['raw'];
  credentials: { session?: string; bearer?: string };
  address: string;
  holder: string;
  organizationId: string;
  subjectId: string | undefined;
  cursor: string;
  /** When it is looked after next whether there is news or not (milliseconds of the machine's monotonic clock). */
  dueAt: number;
};

/**
 * GET /v1/events: the events that the signed-in organization may see, as they happen (server-sent events). Each event's
 * `id` is its cursor: a lost stream goes on after `Last-Event-ID` or `?after=`. One loop looks for everybody's news; what
 * a stream is told is read behind the wall as its actor, whose session is checked anew each time.
 */
export function mountLive(
  app: FastifyInstance,
  { door, authenticate }: { door: Door; authenticate: Authenticate },
): void {
  const hub = openHub(door, authenticate);
  app.addHook('preClose', () => hub.close());
  app.get<{ Querystring: Wanted }>(
    '/v1/events',
    { schema: SCHEMA, config: { rateLimit: { max: 120, timeWindow: 60_000 } } },
    async (request, reply) => {
      const stream = await openStream(door, authenticate, request, reply);
      if (hub.count(stream.holder) >= STREAMS_EACH) {
        throw new Fail(
          'limited',
          'rate_limited',
          'Too many pages of yours listen already. Close some of them.',
        );
      }
      reply.hijack();
      begin(stream);
      hub.add(stream);
    },
  );
}

const SCHEMA: FastifySchema = {
  tags: ['events'],
  summary: 'What happens, as it happens: a stream of server-sent events that resumes.',
  operationId: 'getEvents',
  description:
    'Each event has its name as `event`, its cursor as `id` and `{ subject_id, payload, recorded_at }` as data. A lost stream goes on after the header Last-Event-ID or `after`.',
  security: [{ session: [] }, { accessKey: [] }],
  querystring: Query,
  response: {
    200: { description: 'A stream', content: { 'text/event-stream': { schema: z.string() } } },
    '4xx': Problem,
  },
};

async function openStream(
  door: Door,
  authenticate: Authenticate,
  request: FastifyRequest<{ Querystring: Wanted }>,
  reply: FastifyReply,
): Promise<Stream> {
  const credentials = credentialsOf(request);
  const { after, subject_id } = request.query;
  const resumed = Query.shape.after.safeParse(request.headers['last-event-id'] || undefined).data;
  const { actor, newest } = await door.enter({ actor: SYSTEM, address: request.ip }, async (ctx) => ({
    actor: await authenticate(ctx, credentials),
    newest: await newestCursor(ctx.db),
  }));
  const { organizationId } = actor;
  if (!organizationId) throw new Fail('unauthenticated', 'not_signed_in', 'Sign in first.');
  const cursor = resumed ?? after ?? newest;
  const about = { holder: holderOf(actor), organizationId, subjectId: subject_id, cursor, dueAt: 0 };
  return { raw: reply.raw, credentials, address: request.ip, ...about };
}

function holderOf({ personId, organizationId }: Actor): string {
  return personId ?? `key:${organizationId}`;
}

function begin({ raw, cursor }: Stream): void {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'close',
  });
  raw.write(`retry: 2000\nid: ${cursor}\n\n`);
}

function openHub(door: Door, authenticate: Authenticate) {
  const streams = new Set<Stream>();
  const closing = new AbortController();
  let looking: Promise<void> | undefined;
  return {
    count: (holder: string) => [...streams].filter((stream) => stream.holder === holder).length,
    add(stream: Stream) {
      streams.add(stream);
      stream.raw.on('close', () => streams.delete(stream));
      looking ??= look(door, authenticate, streams, closing.signal).finally(() => {
        looking = undefined;
      });
    },
    async close() {
      closing.abort();
      for (const stream of streams) stream.raw.end();
      await looking;
    },
  };
}

/** Looks until nobody listens any more. A database that is away for a while only delays the news. */
async function look(
  door: Door,
  authenticate: Authenticate,
  streams: Set<Stream>,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | null = null;
  while (streams.size > 0 && !signal.aborted) {
    try {
      const news = await door.system((ctx) => organizationsWithNews(ctx.db, cursor));
      cursor = news.cursor;
      await serve(
        door,
        authenticate,
        [...streams].filter((stream) => isDue(stream) || news.organizations.has(stream.organizationId)),
      );
    } catch {
      // Tried again at the next look; the request log tells of a database that is away.
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}

function isDue({ dueAt }: Stream): boolean {
  return performance.now() >= dueAt;
}

async function serve(door: Door, authenticate: Authenticate, streams: Stream[]): Promise<void> {
  for (const stream of streams) await tell(door, authenticate, stream);
}

async function tell(door: Door, authenticate: Authenticate, stream: Stream): Promise<void> {
  const { raw, address } = stream;
  const events = await door.enter({ actor: SYSTEM, address }, async (ctx) => {
    ctx.actor = await authenticate(ctx, stream.credentials);
    if (ctx.actor.organizationId !== stream.organizationId) return null;
    await standAs(ctx);
    return eventsAfter(ctx.db, stream.cursor, BATCH);
  });
  // Signed out, or acting for another organization: the reader connects anew and is told who they are.
  if (events === null || raw.destroyed) return void raw.end();
  if (raw.writableLength > BACKLOG_BYTES) return void raw.destroy();
  raw.write(events.length > 0 ? events.map((event) => lines(stream, event)).join('') : ': nothing new\n\n');
  stream.cursor = events.at(-1)?.cursor ?? stream.cursor;
  stream.dueAt = events.length === BATCH ? 0 : performance.now() + HEARTBEAT_MS;
}

function lines(
  { subjectId }: Stream,
  { cursor, name, subjectId: about, payload, recordedAt }: SeenEvent,
): string {
  if (subjectId && about !== subjectId) return `id: ${cursor}\n\n`;
  const data = JSON.stringify({ subject_id: about, payload, recorded_at: recordedAt });
  return `event: ${name}\nid: ${cursor}\ndata: ${data}\n\n`;
}
