import fastify, { type FastifyInstance } from 'fastify';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Caravan API</title>
    <link rel="icon" href="/mark.svg" type="image/svg+xml" />
  </head>
  <body>
    <script id="api-reference" data-url="/openapi.json"
      data-configuration='{"withDefaultFonts":false,"telemetry":false,"hideClientButton":true,"agent":{"disabled":true}}'></script>
    <script src="/docs/standalone.js"></script>
  </body>
</html>
`;

const POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src blob:";

/** What an integrator reads first. */
export const ABOUT = `Everything the program office, the reseller console and the customer panel do.

**Who asks.** Make an access key under *Your account*, with the roles it needs, and send it with every request:
\`Authorization: Bearer caravan_…\`. What its organization may not see answers 404; what its roles may not do answers 403 and says which may.

**Writing.** Bodies are JSON (\`Content-Type: application/json\`). Send an \`Idempotency-Key\` of your own making with each write: the same
key with the same request answers again what it answered first, for a day, and does nothing twice; with another request it answers 409.

**Reading.** A list answers \`{ items, next_cursor }\`. Pass \`next_cursor\` on as \`cursor\` until it is null; \`limit\` is at most 200, \`sort\` a
name or \`-name\`, and \`format=csv\` answers a file. Follow \`GET /v1/events\` to hear what happens: after a break, go on with
\`Last-Event-ID\`.

**Money** is \`{ amount, currency }\`: a whole number of the currency's smallest unit (ISO 4217), so \`{ "amount": 1999, "currency": "SAR" }\`
is 19.99 riyals. A unit price is exact decimal text in the same unit. Days are \`2026-03-31\` in the seller's time zone, and a period
ends before its \`period_to\`; moments are ISO 8601 in UTC.

**Refusals** are RFC 9457 problems: act on \`code\`, show \`detail\`, and find each bad field by the \`pointer\` in \`errors\`. Sentences are in
Arabic for \`Accept-Language: ar\`. One address may ask for
each of these 1,200 times a minute, less where it signs in; the \`x-ratelimit\` headers
say what is left, and 429 says to wait.
`;

/** The API's description at /openapi.json and its page at /docs. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', POLICY).send(PAGE),
  );
  app.get('/docs/standalone.js', { schema: { hide: true } }, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(await script()),
  );
}

let reading: Promise<string> | undefined;
const script = () => (reading ??= readScript());

/**
 * Scalar's whole page in one script: nothing is fetched from elsewhere. Its plugin for Fastify carries it in its code, where the package it is
 * made of brings two hundred others; so it is asked for there, when somebody first reads the page.
 */
async function readScript(): Promise<string> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const shelf = fastify();
  await shelf.register(reference, { routePrefix: '/', configuration: { url: '/openapi.json' } });
  return (await shelf.inject('/js/scalar.js')).body;
}
