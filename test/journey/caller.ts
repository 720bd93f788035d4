import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// biome-ignore lint/suspicious/noExplicitAny: the journey reads answers as a program's script would.
export type Json = any;

/** What was answered. `attempts` is 1 unless the server was away in between. */
export type Answer = {
  status: number;
  body: Json;
  bytes: Buffer;
  type: string;
  attempts: number;
};

/**
 * A client of the API, as careful programs write them: it keeps its cookie, gives every write an Idempotency-Key, and asks again with
 * the same key while the server does not answer, or answers that something broke. Signed in, it signs in anew when its session has ended.
 */
export type Caller = {
  /** The answer, whatever its status. */
  ask(method: Method, path: string, body?: object | string): Promise<Answer>;
  /** The body of a good answer. Throws with the problem otherwise. */
  get(path: string): Promise<Json>;
  post(path: string, body?: object | string): Promise<Json>;
  /** Signs in, and again whenever it must. Answers the session. */
  signIn(email: string, password: string): Promise<Json>;
  headers(): Record<string, string>;
  readonly url: string;
  /** How often it had to ask again, in all. */
  readonly retries: number;
};

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
type Request = { method: Method; path: string; body: object | string | undefined; key: string };

const PATIENCE_MS = 180_000;
const ATTEMPT_MS = 30_000;
const PAUSE_MS = 150;

/** A caller of the program at `url` that is nobody yet. */
export function openCaller(url: string): Caller {
  let cookie: string | undefined;
  let credentials: { email: string; password: string } | undefined;
  let retries = 0;

  const headers = () => ({ 'x-caravan-csrf': '1', ...(cookie && { cookie }) });
  async function ask(method: Method, path: string, body?: object | string): Promise<Answer> {
    const request = { method, path, body, key: randomUUID() };
    const answer = await persistently(() => send(url, headers(), request));
    retries += answer.attempts - 1;
    if (answer.cookie) cookie = answer.cookie;
    if (answer.status !== 401 || !credentials || `${method} ${path}` === 'POST /v1/session') return answer;
    await signInAgain(credentials);
    return ask(method, path, body);
  }
  async function signInAgain(known: { email: string; password: string }) {
    cookie = undefined;
    return good(await ask('POST', '/v1/session', known));
  }
  return {
    url,
    headers,
    ask,
    get: async (path) => good(await ask('GET', path)),
    post: async (path, body) => good(await ask('POST', path, body)),
    signIn(email, password) {
      credentials = { email, password };
      return signInAgain(credentials);
    },
    get retries() {
      return retries;
    },
  };
}

/** The body, if the answer is good. Throws an Error with all that was answered otherwise. */
function good({ status, body }: Answer) {
  if (status < 300) return body;
  throw new Error(`${status}: ${JSON.stringify(body)}`);
}

type Sent = Omit<Answer, 'attempts'> & { cookie: string | undefined };

/** Does it again while nothing answers, or something that broke. Throws the last failure when that takes too long. */
export async function persistently<Outcome extends { status: number }>(
  attempt: () => Promise<Outcome>,
): Promise<Outcome & { attempts: number }> {
  const end = performance.now() + PATIENCE_MS;
  for (let attempts = 1; ; attempts++) {
    const outcome = await attempt().catch((error: Error) => error);
    const isFinal = !(outcome instanceof Error) && outcome.status < 500;
    if (isFinal) return { ...outcome, attempts };
    if (performance.now() > end)
      throw outcome instanceof Error
        ? outcome
        : new Error(`Still ${outcome.status}: ${JSON.stringify(outcome)}`);
    await sleep(PAUSE_MS);
  }
}

async function send(
  url: string,
  headers: Record<string, string>,
  { method, path, body, key }: Request,
): Promise<Sent> {
  const isText = typeof body === 'string';
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...headers,
      ...(method !== 'GET' && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': isText ? 'application/xml' : 'application/json' }),
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(ATTEMPT_MS),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  const read = type.includes('json') && bytes.length > 0 ? JSON.parse(bytes.toString()) : bytes.toString();
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  return { status: response.status, body: read, bytes, type, cookie };
}

/** Asks until the answer is as wanted; throws with the last one when that takes too long. */
export async function until<Value>(
  look: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Value> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (isWanted(value)) return value;
    if (performance.now() > end) throw new Error(`Waited in vain: ${JSON.stringify(value)}`);
    await sleep(PAUSE_MS);
  }
}
