import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';

let world: World;
let app: FastifyInstance;

beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

test('whose program it is can be asked by anybody; its bank and papers cannot', async () => {
  const vendor = await world.vendor();
  const answer = await app.inject({ method: 'GET', url: '/v1/program/vendor' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    name: vendor.name,
    country: vendor.country,
    support_email: null,
    support_phone: null,
    support_url: null,
    brand_color: null,
    demo: false,
  });
});
