import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { problemOf } from './problem.ts';
import type { paths } from './schema.d.ts';
import { keyRing, uuid } from './writes.ts';

const keys = keyRing(uuid);
const writes = new WeakMap<Request, string>();

const conventions: Middleware = {
  async onRequest({ request }) {
    request.headers.set('accept-language', document.documentElement.lang);
    if (request.method === 'GET') return;
    const write = `${request.method} ${request.url} ${await request.clone().text()}`;
    writes.set(request, write);
    request.headers.set('x-caravan-csrf', '1');
    if (!request.headers.has('idempotency-key')) request.headers.set('idempotency-key', keys.keyFor(write));
  },
  async onResponse({ request, response }) {
    const write = writes.get(request);
    if (write) keys.answered(write);
    if (!response.ok) throw await problemOf(response);
  },
};

/**
 * The API, typed from docs/openapi.json. It resolves to the answer and rejects with `Problem` for any refusal, so
 * `data` is always there: `const { data } = await api.GET('/v1/session')`. Language, CSRF header and Idempotency-Key
 * are added to every request.
 */
export const api = createFetchClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' });
api.use(conventions);

/** The same as hooks: `$api.useQuery('get', path, { params })`, `$api.useMutation('post', path)`. */
export const $api = createQueryClient(api);

type Loose = (path: string, init: object) => Promise<{ data?: unknown }>;

/** A GET by an address known only at run time (a table's `from`). The caller names the answer's type. */
export async function read<Answer>(path: string, query: object = {}, signal?: AbortSignal): Promise<Answer> {
  const { data } = await (api.GET as unknown as Loose)(path, { params: { query }, signal });
  return data as Answer;
}

/** A write by an address known only at run time. */
export async function write<Answer>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Answer> {
  const { data } = await (api[method] as unknown as Loose)(path, body ? { body } : {});
  return data as Answer;
}

/** One item of a list's answer: `Item<'/v1/program/resellers'>`. */
export type Item<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { items: (infer Row)[] } } } } };
}
  ? Row
  : never;

/** What a path's GET answers: `Answer<'/v1/session'>`. */
export type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
