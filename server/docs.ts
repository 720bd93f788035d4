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
