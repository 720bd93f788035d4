import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import { toCsv } from './csv.ts';
import { type Actor, type Ctx, type Language, permit } from './ctx.ts';
import { type Door, standAs } from './door.ts';
import type { FailCode } from './errors.codes.ts';
import { Fail } from './errors.ts';
import { firstAnswer, freeKey, keepAnswer } from './idempotency.ts';
import { Problem } from './problem.ts';
import type { Answer, FileAnswer, Route, SpooledAnswer } from './route.ts';
import { answerIn } from './sentences.ts';

export const SESSION_COOKIE = 'caravan_session';

/** Who knocks, from the cookie or the bearer key; runs as the system role inside the request's transaction. */
export type Authenticate = (ctx: Ctx, credentials: { session?: string; bearer?: string }) => Promise<Actor>;

export type Mounting = { door: Door; authenticate: Authenticate; secureCookies: boolean };

/** Puts the routes on the server: schema, guard, transaction, idempotency and answer are the same for all. */
export function mount(app: FastifyInstance, routes: Route[], mounting: Mounting): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      schema: documented(route),
      bodyLimit: route.bodyLimit ?? 1_048_576,
      config: { rateLimit: { max: route.perMinute ?? 1200, timeWindow: 60_000 } },
      handler: (request, reply) => handle(route, mounting, request, reply),
    });
  }
}

function documented(route: Route): FastifySchema {
  const tag = route.path.split('/')[2] ?? 'caravan';
  return {
    tags: [tag],
    summary: route.summary,
    operationId: operationId(route),
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.access !== 'public' && { security: [{ session: [] }, { accessKey: [] }] }),
    response: { [route.status ?? 200]: route.reply ?? z.any().describe('A file'), '4xx': problemFor(route) },
  };
}

const COMMON: FailCode[] = ['invalid_field', 'not_signed_in', 'not_allowed', 'not_found', 'rate_limited'];

function problemFor(route: Route) {
  return Problem.describe(`Codes: ${[...COMMON, ...(route.errors ?? [])].join(', ')}`);
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace('/v1/', '')
    .split('/')
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part));
  return [method.toLowerCase(), ...words]
    .join('-')
    .replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
}

async function handle(
  route: Route,
  mounting: Mounting,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  guardOrigin(request);
  const answer: Answer = {};
  const { door, authenticate } = mounting;
  const result = await door.enter(visitOf(request), async (ctx) => {
    ctx.actor = await authenticate(ctx, credentialsOf(request));
    if (route.access !== 'public') requireSignIn(ctx, request);
    if (route.access !== 'public' && route.access !== 'person') permit(ctx, route.access);
    const before = route.secret ? undefined : await firstAnswer(ctx, request);
    if (before) return before;
    await standAs(ctx);
    const { params, query, body } = request;
    const asked = {
      params,
      query,
      body,
      answer,
      raw: request.raw_body ?? Buffer.alloc(0),
      headers: request.headers,
    };
    const value = await route.handle(ctx, asked).catch(async (error) => {
      if (error instanceof Fail && error.commits) await freeKey(ctx, request);
      throw error;
    });
    if (!route.secret) await keepAnswer(ctx, request, route.status ?? 200, value);
    return { status: route.status ?? 200, value };
  });
  if (answer.cookie) setCookie(reply, answer.cookie, mounting.secureCookies);
  const value = typeof result.value === 'function' ? await result.value() : result.value;
  return send(request, reply, result.status, value);
}

/** What the reader reads, by the header that a page sends. */
export function languageOf(request: FastifyRequest): Language {
  return request.headers['accept-language']?.startsWith('ar') ? 'ar' : 'en';
}

function visitOf(request: FastifyRequest) {
  // Authentication itself runs as the system; standAs() puts the request behind the wall before its verb runs.
  return {
    actor: SYSTEM_UNTIL_KNOWN,
    language: languageOf(request),
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  };
}

const SYSTEM_UNTIL_KNOWN: Actor = {
  kind: 'system',
  personId: null,
  personName: null,
  sessionId: null,
  organizationId: null,
  organizationKind: null,
  organizationState: null,
  sellerId: null,
  resellerId: null,
  roles: [],
};

/** What a request shows to be known by. */
export function credentialsOf(request: FastifyRequest) {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const session = request.cookies[SESSION_COOKIE];
  return { ...(session && { session }), ...(bearer && { bearer }) };
}

/** A browser's cross-site form cannot set this header, so a write with a cookie must carry it. */
function guardOrigin(request: FastifyRequest): void {
  const writes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!writes || !request.cookies[SESSION_COOKIE] || request.headers.authorization) return;
  if (request.headers['x-caravan-csrf']) return;
  throw new Fail('forbidden', 'csrf', 'Send the header X-Caravan-Csrf: 1 with writes from a browser.');
}

function requireSignIn(ctx: Ctx, { headers }: FastifyRequest): void {
  if (ctx.actor.kind !== 'anonymous') return;
  const words = headers.authorization
    ? 'This access key is not known or was revoked; send one as Authorization: Bearer, or make a new one.'
    : 'Sign in first.';
  throw new Fail('unauthenticated', 'not_signed_in', words);
}

function setCookie(reply: FastifyReply, cookie: NonNullable<Answer['cookie']>, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, cookie.value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: cookie.maxAgeSeconds,
  });
}

function send(request: FastifyRequest, reply: FastifyReply, status: number, value: unknown): unknown {
  reply.code(status).header('cache-control', 'no-store');
  if (isFile(value)) return sendFile(reply, value, Buffer.from(value.file));
  if (isSpooled(value)) return sendFile(reply, value, value.spooled.open());
  if (wantsCsv(request) && isList(value)) {
    const name = `${new URL(request.url, 'http://x').pathname.split('/').pop()}.csv`;
    return sendFile(reply, { filename: name, type: 'text/csv; charset=utf-8' }, toCsv(value.items));
  }
  return reply.send(status === 204 ? undefined : answerIn(value, languageOf(request)));
}

type Named = { filename: string; type: string; inline?: boolean };
function sendFile(
  reply: FastifyReply,
  { filename, type, inline }: Named,
  content: Uint8Array | Readable,
): unknown {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const disposition = `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
  return reply.type(type).header('content-disposition', disposition).send(content);
}

function isFile(value: unknown): value is FileAnswer {
  return typeof value === 'object' && value !== null && 'file' in value && value.file instanceof Uint8Array;
}

function isSpooled(value: unknown): value is SpooledAnswer {
  return typeof value === 'object' && value !== null && 'spooled' in value && 'filename' in value;
}

function isList(value: unknown): value is { items: object[] } {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}

function wantsCsv(request: FastifyRequest): boolean {
  return (request.query as { format?: string } | undefined)?.format === 'csv';
}
