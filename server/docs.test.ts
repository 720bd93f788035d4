import swagger from '@fastify/swagger';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveDocs } from './docs.ts';

const app = fastify();
beforeAll(async () => {
  await app.register(swagger, { openapi: { info: { title: 'Caravan', version: '1' } } });
  await serveDocs(app);
});
afterAll(() => app.close());

test('the API’s page loads its script and its description from here', async () => {
  const { headers, body } = await app.inject('/docs');
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  const addresses = [...body.matchAll(/(?:src|data-url)="([^"]+)"/g)].map(([, address]) => address ?? '');
  expect(addresses).toEqual(['/openapi.json', '/docs/standalone.js']);
  const [description, script] = await Promise.all(addresses.map((address) => app.inject(address)));
  expect(description?.json()).toMatchObject({ info: { title: 'Caravan' } });
  expect(script?.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script?.body).toContain('createApiReference');
  expect(script?.body.length).toBeGreaterThan(1_000_000);
});
