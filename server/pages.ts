import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const DIST = join(import.meta.dirname, '..', 'web', 'dist');
const FACES: Record<string, string> = { office: 'vendor', console: 'console', panel: 'panel' };

// Everything comes from here: no other host is asked for anything.
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

/** Serves the built faces: hashed files for ever, each face's page afresh for any address below it. */
export async function servePages(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    if (!request.url.startsWith('/docs')) reply.header('content-security-policy', POLICY);
  });
  if (!existsSync(DIST)) return;
  await app.register(fastifyStatic, {
    root: DIST,
    wildcard: false,
    index: false,
    preCompressed: true,
    // Each file is a route; these are sent in place of theirs.
    globIgnore: ['**/*.br', '**/*.gz'],
    cacheControl: false,
    setHeaders: (response, path) => {
      const forEver = path.includes(`${DIST}/assets/`);
      response.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const pages = new Map(
    ['vendor', 'console', 'panel', 'apply'].map((face) => [
      face,
      readFileSync(join(DIST, face, 'index.html')),
    ]),
  );
  app.setNotFoundHandler((request, reply) => {
    const [path = '/'] = request.url.split('?');
    const isPage = request.method === 'GET' && !path.startsWith('/v1/') && !/\.\w+$/.test(path);
    if (!isPage) return reply.code(404).type('application/problem+json').send(NOT_FOUND);
    const page = pages.get(FACES[path.split('/')[1] ?? ''] ?? 'apply');
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}

const NOT_FOUND = JSON.stringify({
  type: 'urn:caravan:problem:not_found',
  title: 'Not found',
  status: 404,
  code: 'not_found',
  detail: 'There is nothing at this address. /docs lists what the API answers.',
  errors: [],
});
