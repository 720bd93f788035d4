import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, signIn, type World } from '../world.ts';

let world: World;
let app: Awaited<ReturnType<World['http']>>;
let headers: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
  await world.person(await world.vendor(), ['administrator'], { email: 'admin@languages.example' });
  headers = await signIn(app, 'admin@languages.example');
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const send = (url: string, payload: object | string, language: string, more: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { ...headers, 'accept-language': language, ...more } });

test('a refusal comes in the language of the page that asked, its fields with it', async () => {
  const family = { id: '!', name: { en: 'A', ar: 'أ' }, position: 0 };
  const english = await send('/v1/catalog/families', family, 'en');
  const arabic = await send('/v1/catalog/families', family, 'ar');
  expect(english.json()).toMatchObject({
    title: 'A field needs another value',
    errors: [{ pointer: '#/id', detail: expect.stringContaining('A code has letters') }],
  });
  expect(arabic.json()).toMatchObject({
    code: 'invalid_field',
    title: 'أحد الحقول يحتاج إلى قيمة أخرى',
    detail: expect.stringContaining('الرمز حروف لاتينية'),
    errors: [{ pointer: '#/id', detail: expect.stringContaining('الرمز حروف لاتينية') }],
  });
});

test('the faults of a file are told in the language of each reader, whoever handed it in', async () => {
  const rows = 'offer,price_sar\nX-1,-5\n';
  const type = { 'content-type': 'application/octet-stream' };
  const handed = await send('/v1/catalog/imports?name=prices.csv', rows, 'en', type);
  expect(handed.json().faults[0].sentence).toContain('is below zero');
  const url = `/v1/catalog/imports/${handed.json().id}`;
  const read = await app.inject({ url, headers: { ...headers, 'accept-language': 'ar' } });
  expect(read.json().faults[0]).toMatchObject({
    line: 2,
    column: 'price_sar',
    sentence: expect.stringContaining('أقل من صفر'),
  });
});

test('a write that is replayed answers in the language of the second asking', async () => {
  const rows = 'offer,price_sar\nX-2,-5\n';
  const more = { 'content-type': 'application/octet-stream', 'idempotency-key': 'languages-1' };
  const first = await send('/v1/catalog/imports?name=again.csv', rows, 'en', more);
  const second = await send('/v1/catalog/imports?name=again.csv', rows, 'ar', more);
  expect(second.json().id).toBe(first.json().id);
  expect(second.json().faults[0].sentence).toContain('أقل من صفر');
});
