import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fail } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's bytes as they came: what signatures and idempotency hash. */
    raw_body?: Buffer;
  }
}

/** Reads JSON itself, keeping the bytes; any other content type reaches the route as `raw` bytes alone. */
export function keepRawBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      request.raw_body = body;
      if (body.length === 0) return undefined;
      try {
        return JSON.parse(body.toString());
      } catch {
        throw new Fail('invalid', 'invalid_body', 'The body is not valid JSON.');
      }
    },
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    request.raw_body = body;
    return undefined;
  });
}
