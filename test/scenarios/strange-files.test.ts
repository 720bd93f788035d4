import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { strToU8, zipSync } from 'fflate';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wireConnectors } from '../../server/wiring.ts';
import { stockCatalogue } from '../catalogue.ts';
import { sheetXml, text, workbook, workbookOf } from '../workbooks.ts';
import { openWorld, signIn, type World } from '../world.ts';

let world: World;
let app: FastifyInstance;
let headers: Record<string, string>;
beforeAll(async () => {
  world = await openWorld();
  wireConnectors({ SANDBOX_URL: 'http://127.0.0.1:1' });
  await stockCatalogue(world);
  app = await world.http();
  headers = await signIn(app, (await world.person(await world.vendor(), ['administrator'])).email);
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${[...'bcdefgh'].map((each, i) => `<!ENTITY ${each} "&${'abcdefg'[i]};&${'abcdefg'[i]};&${'abcdefg'[i]};">`).join('')}]>`;
const outside = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
const camt = 'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"';

const FILES: [string, Uint8Array | string][] = [
  ['nothing', ''],
  ['one line break', '\n'],
  ['zeros', new Uint8Array(2048)],
  ['noise', randomBytes(4096)],
  ['a PDF', '%PDF-1.7\n%âãÏÓ'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ['a web page', '<!doctype html><html><body>Your session has expired</body></html>'],
  ['a text document', zipSync({ 'word/document.xml': strToU8('<w:document/>') })],
  ['an empty archive', zipSync({})],
  ['a torn workbook', workbook([[text('offer')], [text('A-1')]]).subarray(0, 200)],
  ['a workbook with a billion laughs', workbookOf([{ xml: laughs + sheetXml([[text('&h;')]]) }])],
  ['a workbook of one letter, 300 MB', workbookOf([{ xml: `<worksheet>${' '.repeat(300 * 1024 * 1024)}` }])],
  ['a billion laughs', `${laughs}<Document ${camt}>&h;</Document>`],
  ['an entity from outside', `${outside}<Document ${camt}>&x;</Document>`],
  ['elements without end', '<a>'.repeat(100_000)],
  ['half a character', `<Document ${camt}>&#xD800;</Document>`],
  ['JSON without end', `{"prices": ${'['.repeat(100_000)}`],
  [
    'JSON with NUL',
    '{"prices": {"a\\u0000b": {"register_price": "1\\u0000", "usage": "\\ud800", "currency": "USD"}}}',
  ],
  ['a table with NUL', 'offer,product_en\nA-1,\u0000\n'],
  ['a table in UTF-16 without its mark', Buffer.from('offer,product\nA-1,B\n', 'utf16le')],
  ['one cell of 2 MB', `offer,product_en\nA-1,${'x'.repeat(2_000_000)}\n`],
  ['20,000 columns', `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(',')}\n1\n`],
  ['a formula', 'offer,product,product_en\n=cmd|calc!A1,@SUM(A1),+1\n'],
  ['a statement without an end', ':20:X\n:25:1\n:28C:1\n:60F:C260101SAR0,00\n:61:260102C1,00NTRF\n'],
];
const DOORS = ['billing/bank-files', 'catalog/imports', 'billing/usage-files'];

test.each(FILES.flatMap(([what, bytes]) => DOORS.map((door) => [what, door, bytes] as const)))(
  '%s handed in at %s is refused in words, and nothing of it is kept',
  async (_, door, bytes) => {
    const before = await kept();
    const payload = Buffer.from(bytes);
    const type = { 'content-type': 'application/octet-stream' };
    const answer = await app.inject({
      method: 'POST',
      url: `/v1/${door}?name=strange`,
      headers: { ...headers, ...type },
      payload,
    });
    const { detail, state, faults } = answer.json();
    if (door === 'catalog/imports') {
      expect([answer.statusCode, state]).toEqual([201, 'refused']);
      expect(faults[0]).toMatchObject({
        line: expect.any(Number),
        sentence: expect.stringMatching(/\w{3}.*\./s),
      });
    } else {
      expect(answer.statusCode).toBe(422);
      expect(detail).toMatch(/\bLine \d+|\bempty\b/);
    }
    expect(await kept()).toEqual(before);
  },
);

test('a name that no database can keep is refused in words', async () => {
  const type = { 'content-type': 'application/octet-stream' };
  const url = '/v1/catalog/imports?name=a%00b';
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: { ...headers, ...type },
    payload: 'offer\nA-1\n',
  });
  expect([answer.statusCode, answer.json().detail]).toEqual([422, expect.stringMatching(/cannot be kept/)]);
});

/** How much of anything that a file could bring there is. */
async function kept(): Promise<unknown> {
  const { rows } = await world.system(({ db }) =>
    sql`select (select count(*) from billing.bank_file) as files, (select count(*) from billing.bank_entry) as entries,
      (select count(*) from billing.payment) as payments, (select count(*) from billing.usage_event) as events,
      (select count(*) from catalog.import_change) as changes, (select count(*) from catalog.product_version) as versions`.execute(
      db,
    ),
  );
  return rows;
}
