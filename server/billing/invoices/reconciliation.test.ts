import { inflateRawSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import { signIn } from '../../../test/world.ts';
import { minorUnits } from '../../base/money.ts';
import { COLUMNS } from './reconciliation.rules.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let finance: Record<string, string>;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
}, 120_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

const get = (url: string, headers = finance) => app.inject({ url, headers });

/** The rows of a CSV without quoted cells, each by its column. */
function rowsOf(body: string): Record<string, string>[] {
  const [head = '', ...lines] = body.replace('\uFEFF', '').trim().split('\r\n');
  return lines.map((line) =>
    Object.fromEntries(head.split(',').map((name, i) => [name, line.split(',')[i] ?? ''])),
  );
}

test('holds every line of the documents of these days, and sums to them', async () => {
  const { body, headers } = await get(
    '/v1/billing/reconciliation?side=issued&from=2026-02-01&through=2026-02-28',
  );
  expect(headers['content-disposition']).toContain('reconciliation-2026-02-01-2026-02-28.csv');
  const rows = rowsOf(body);
  for (const invoice of past.january) {
    const own = rows.filter((row) => row.InvoiceNumber === invoice.number);
    const sum = (column: string) =>
      own.reduce((total, row) => total + minorUnits(row[column] ?? '', invoice.currency), 0n);
    expect([sum('Subtotal'), sum('TaxTotal'), sum('Total')]).toEqual([
      invoice.net,
      invoice.tax,
      invoice.total,
    ]);
  }
  expect(new Set(rows.map((row) => row.InvoiceNumber))).toEqual(
    new Set(past.january.map(({ number }) => number)),
  );
  expect(rows.find((row) => row.Quantity === '16')).toMatchObject({
    CustomerName: 'Buyer noor.example',
    CustomerDomainName: 'noor.example',
    ChargeType: 'Recurring',
    ChargeStartDate: '2026-01-20',
    ChargeEndDate: '2026-01-31',
    Proration: '12/31',
    UnitPrice: '27',
    DiscountPercent: '20',
    EffectiveUnitPrice: '21.6',
    TaxRatePercent: '15',
    Currency: 'SAR',
  });
});

test('has the columns that partners know, each once', () => {
  const names = COLUMNS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of [
    'CustomerName',
    'CustomerDomainName',
    'SubscriptionId',
    'SkuId',
    'ProductName',
    'ChargeType',
    'ChargeStartDate',
    'ChargeEndDate',
    'Quantity',
    'UnitPrice',
    'Subtotal',
    'TaxTotal',
    'Total',
    'Currency',
    'InvoiceNumber',
    'PurchaseOrder',
  ])
    expect(names).toContain(name);
});

test('of one document, as CSV and as a spreadsheet with numbers in it', async () => {
  const invoice = past.january.find(({ buyer_id }) => buyer_id === past.najd.id);
  const csv = await get(`/v1/billing/invoices/${invoice?.id}/lines?format=csv`);
  expect(rowsOf(csv.body).every((row) => row.InvoiceNumber === invoice?.number)).toBe(true);
  const xlsx = await get(`/v1/billing/invoices/${invoice?.id}/lines?format=xlsx`);
  expect(xlsx.headers['content-type']).toContain('spreadsheetml');
  expect(sheetOf(xlsx.rawPayload)).toMatch(/<c [^>]*><v>21\.6<\/v><\/c>/);
});

/** The first sheet's XML out of the ZIP that a spreadsheet is: found by the central directory. */
function sheetOf(zip: Buffer): string {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const entry = zip.lastIndexOf(name) - 46;
  const [size, start] = [zip.readUInt32LE(entry + 20), zip.readUInt32LE(entry + 42)];
  const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  return inflateRawSync(zip.subarray(data, data + size)).toString();
}

test('a buyer gets what it was sent, a seller what it sent, a stranger nothing', async () => {
  const owner = await signIn(app, (await past.world.person(past.najd, ['owner'])).email);
  const days = 'from=2026-02-01&through=2026-03-31';
  const received = rowsOf((await get(`/v1/billing/reconciliation?side=received&${days}`, owner)).body);
  expect(new Set(received.map((row) => row.Partner))).toEqual(new Set(['Najd IT']));
  const sent = rowsOf((await get(`/v1/billing/reconciliation?side=issued&${days}`, owner)).body);
  expect(new Set(sent.map((row) => row.Seller))).toEqual(new Set(['Najd IT']));
  const stranger = await signIn(app, (await past.world.person(await past.world.reseller(), ['owner'])).email);
  expect(rowsOf((await get(`/v1/billing/reconciliation?side=received&${days}`, stranger)).body)).toEqual([]);
  expect((await get(`/v1/billing/invoices/${past.january[0]?.id}/lines`, stranger)).statusCode).toBe(404);
  expect(
    (await get('/v1/billing/reconciliation?side=issued&from=2026-03-02&through=2026-03-01')).statusCode,
  ).toBe(422);
});
