import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Door } from './base/door.ts';
import { Fail } from './base/errors.ts';
import { type Authenticate, languageOf, mount } from './base/http.ts';
import { mountLive } from './base/live.ts';
import { problemOf } from './base/problem.ts';
import { keepRawBody } from './base/raw-body.ts';
import type { Route } from './base/route.ts';
import { dropSilentSockets } from './base/silent-sockets.ts';
import { describeApi } from './description.ts';
import { ABOUT } from './docs.ts';

export type AppParts = {
  door: Door;
  routes: Route[];
  authenticate: Authenticate;
  secureCookies: boolean;
  trustProxy: boolean;
  report: (error: unknown) => void;
};

/** The HTTP server with every route mounted, not yet listening. */
export async function buildApp({
  door,
  routes,
  authenticate,
  secureCookies,
  trustProxy,
  report,
}: AppParts): Promise<FastifyInstance> {
  const app = Fastify({ trustProxy, forceCloseConnections: 'idle', routerOptions: { maxParamLength: 500 } });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  keepRawBody(app);
  dropSilentSockets(app);
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, languageOf(request));
    if (problem.status >= 500) report(error);
    if (error instanceof Fail && error.retryAfterSeconds)
      reply.header('retry-after', error.retryAfterSeconds);
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problem);
  });
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: OPENAPI,
    transform: jsonSchemaTransform,
    transformObject: describeApi,
  });
  await app.register(async (scope) => {
    mount(scope, routes, { door, authenticate, secureCookies });
    mountLive(scope, { door, authenticate });
  });
  return app;
}

const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Caravan',
    version: '1.0.0',
    description: ABOUT,
  },
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'caravan_session' },
      accessKey: { type: 'http', scheme: 'bearer' },
    },
  },
} as const;
