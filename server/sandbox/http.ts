import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const MAX_BODY = 1024 * 1024;

/** A request as a handler sees it: everything read, nothing to wait for. */
export type Call = {
  method: string;
  path: string;
  /** What the `:names` of the route matched. */
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
};

export type Answer = { status: number; headers?: Record<string, string>; json?: unknown; html?: string };

export type Handler = (call: Call) => Answer;
export type Route = { method: string; path: string; handle: Handler };

/** Stands between the door and the handlers: answers itself, or lets the handler's answer out, late or never. */
export type Interceptor = (call: Call, handle: () => Answer) => Answer | { hangMs: number };

/** A refusal of any of the interfaces: what to answer, in that interface's own shape. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(JSON.stringify(answer.json ?? answer.status));
    this.answer = answer;
  }
}

export function httpServer(routes: readonly Route[], intercept: Interceptor): Server {
  return createServer((request, response) => {
    respond(request, response, routes, intercept).catch((error) => {
      process.stderr.write(`Sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent)
        send(response, { status: 500, json: { description: 'Sandbox: internal error' } });
    });
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  intercept: Interceptor,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const matched = match(routes, request.method ?? 'GET', url.pathname);
  const body = await readBody(request);
  if (body === undefined)
    return send(response, { status: 413, json: { description: 'Sandbox: the body is larger than 1 MB.' } });
  if (!matched)
    return send(response, { status: 404, json: { description: 'Sandbox: there is no such address.' } });
  const { route, params } = matched;
  const call = {
    method: route.method,
    path: url.pathname,
    params,
    query: url.searchParams,
    headers: request.headers,
    body,
  };
  const answer = intercept(call, () => answerOf(() => route.handle(call)));
  if ('hangMs' in answer) hang(response, answer.hangMs);
  else send(response, answer);
}

/** The handler's answer, or the refusal it threw. Inside a change, so that what it did before refusing is kept. */
export function answerOf(handle: () => Answer): Answer {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** Keeps the caller waiting, then drops the line without an answer. */
function hang(response: ServerResponse, ms: number): void {
  const timer = setTimeout(() => response.destroy(), ms);
  response.on('close', () => clearTimeout(timer));
}

function match(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  const parts = path.split('/');
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path.split('/'), parts) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(wanted: string[], parts: string[]): Record<string, string> | undefined {
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const part = parts[i] ?? '';
    if (want.startsWith(':') && part !== '') params[want.slice(1)] = safeDecode(part);
    else if (want !== part) return undefined;
  }
  return params;
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// The pages load nothing from anywhere and run no script.
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

function send(response: ServerResponse, { status, headers, json, html }: Answer): void {
  const body = html ?? (json === undefined ? '' : JSON.stringify(json));
  const type = html === undefined ? { 'content-type': 'application/json; charset=utf-8' } : PAGE_HEADERS;
  response.writeHead(status, { ...type, 'x-caravan-sandbox': 'true', ...headers });
  response.end(body);
}
