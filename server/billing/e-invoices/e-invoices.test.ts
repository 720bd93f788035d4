import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRules, mispriced } from '../../../test/e-invoice-rules.ts';
import { issuedOf, openHistory, type ProgramHistory } from '../../../test/history.ts';
import { readPdf } from '../../../test/pdf.ts';
import { signIn } from '../../../test/world.ts';
import { getOrganization } from '../../identity/index.ts';
import { invoiceFile } from '../invoices/documents.ts';
import { issueRun } from '../invoices/invoices.ts';
import { openMonthEnd } from '../runs/runs.ts';
import { stampInvoices } from './e-invoices.task.ts';
import { checkChain, europeanFile, saudiFile, stampBatch } from './e-invoices.ts';
import { readQr } from './qr.ts';
import { FIRST_PREVIOUS_HASH, verifyStamp } from './zatca.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
}, 120_000);
afterAll(() => past.stop());

const text = (file: { file: Uint8Array }) => Buffer.from(file.file).toString();
const links = () =>
  past.world.system(({ db }) =>
    db
      .selectFrom('billing.e_invoice_link')
      .selectAll()
      .where('seller_id', '=', past.vendor.id)
      .orderBy('counter')
      .execute(),
  );

describe('the chain', () => {
  test('has each issued invoice of the vendor once, in the order of issue, each link holding the one before', async () => {
    const issued = [...past.january, ...past.february].map(({ number }) => number);
    const chain = await links();
    expect(chain.map((link) => link.invoice_number)).toEqual(issued);
    expect(chain.map((link) => link.counter)).toEqual(issued.map((_, i) => BigInt(i + 1)));
    expect(chain.map((link) => link.previous_hash)).toEqual([
      FIRST_PREVIOUS_HASH,
      ...chain.slice(0, -1).map((link) => link.hash),
    ]);
    const check = await past.world.as(past.vendor, ['finance'], checkChain);
    expect(check).toEqual({ links: issued.length, holds: true, broken_at: null, cause: null });
  });

  test('grows by nothing when the task runs again, and two who stamp at once stamp each invoice once', async () => {
    const before = await links();
    await stampInvoices.run(
      past.world.door,
      { resellerId: past.vendor.reseller_id, sellerId: past.vendor.id },
      { number: 1, last: false },
    );
    expect(await links()).toEqual(before);
    past.world.moveTo('2026-04-01T06:00:00.000Z');
    const run = await past.world.as(past.vendor, ['finance'], (ctx) => openMonthEnd(ctx, '2026-04-01'));
    await past.world.runJobs();
    await past.world.as(past.vendor, ['finance'], (ctx) => issueRun(ctx, run.id));
    const invoices = await issuedOf(past.world, run);
    const stamped = await Promise.all(
      [1, 2].map(() =>
        past.world.system(async (ctx) => stampBatch(ctx, await getOrganization(ctx, past.vendor.id))),
      ),
    );
    expect(stamped.toSorted()).toEqual([0, invoices.length]);
    expect((await links()).slice(before.length).map((link) => link.invoice_number)).toEqual(
      invoices.map(({ number }) => number),
    );
  });
});

describe('the files', () => {
  test('both sides read both profiles; each holds every rule on sums; a stranger finds nothing', async () => {
    for (const invoice of [...past.january, ...past.february, ...past.drafts]) {
      const buyer = [past.najd, past.dubai, past.jidda].find(({ id }) => id === invoice.buyer_id);
      const reader = buyer ?? past.najd;
      const european = text(await past.world.as(reader, ['owner'], (ctx) => europeanFile(ctx, invoice.id)));
      expect(brokenRules(european)).toEqual([]);
      const saudi = text(await past.world.as(reader, ['owner'], (ctx) => saudiFile(ctx, invoice.id)));
      expect([...brokenRules(saudi), ...mispriced(saudi), ...mispriced(european)]).toEqual([]);
      expect(Object.values(verifyStamp(saudi))).not.toContain(false);
    }
    const stranger = await past.world.reseller();
    const [invoice] = past.january;
    await expect(
      past.world.as(stranger, ['owner'], (ctx) => saudiFile(ctx, invoice?.id ?? '')),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('over HTTP: the stamp’s QR says seller, tax number, sums and hash; an export is zero-rated and flagged', async () => {
    const app = await past.world.http();
    const finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
    const home = past.january.find(({ buyer_id }) => buyer_id === past.najd.id);
    const stamp = await app.inject({ url: `/v1/billing/invoices/${home?.id}/e-invoice`, headers: finance });
    const qr = readQr(stamp.json().qr);
    const [name, number, at, total, tax, hash] = [1, 2, 3, 4, 5, 6].map((tag) => qr.get(tag)?.toString());
    expect([name, number, at]).toEqual(['Sahara Net', '310122393500003', '2026-02-01T09:00:00']);
    expect([total, tax]).toEqual(
      [home?.total, home?.tax].map(
        (amount) => `${(amount ?? 0n) / 100n}.${String((amount ?? 0n) % 100n).padStart(2, '0')}`,
      ),
    );
    expect(hash).toBe(stamp.json().hash);
    const abroad = past.january.find(({ buyer_id }) => buyer_id === past.dubai.id);
    const file = await app.inject({
      url: `/v1/billing/invoices/${abroad?.id}/e-invoice.xml?profile=zatca`,
      headers: finance,
    });
    expect(file.headers['content-type']).toBe('application/xml');
    expect(file.body).toContain('VATEX-SA-33');
    expect(file.body).toMatch(/<cbc:InvoiceTypeCode name="0[12]00\d00">388</);
    expect(file.body).toContain('<cbc:TaxAmount currencyID="SAR">0.00</cbc:TaxAmount>');
    await app.close();
  });
});

describe('the archive', () => {
  test('cannot be rewritten, and a file that was changed behind its back is named', async () => {
    await expect(
      past.world.system(({ db }) => sql`update billing.e_invoice_link set hash = 'x'`.execute(db)),
    ).rejects.toThrow('permission denied');
    const owner = past.world.database;
    await owner.transaction().execute(async (db) => {
      await sql`set local role none`.execute(db);
      await sql`alter table billing.e_invoice no force row level security`.execute(db);
      await sql`update billing.e_invoice set xml = replace(xml, '<cbc:PaymentMeansCode>30<', '<cbc:PaymentMeansCode>42<') where counter = 2 and seller_id = ${past.vendor.id}`.execute(
        db,
      );
      await sql`alter table billing.e_invoice force row level security`.execute(db);
    });
    expect(await past.world.as(past.vendor, ['finance'], checkChain)).toEqual({
      links: 1,
      holds: false,
      broken_at: '2',
      cause: 'Its file is not the one that was stamped.',
    });
  });
});

test('the PDF of a Saudi seller is bilingual PDF/A-3 and carries both e-invoices', async () => {
  const [invoice] = past.february;
  const make = await past.world.as(past.vendor, ['finance'], (ctx) =>
    invoiceFile(ctx, invoice?.id ?? '', 'en'),
  );
  const { file } = await make();
  const { attachments, pages } = await readPdf(file);
  expect(Object.keys(attachments)).toEqual([`${invoice?.number}.ubl.xml`, `${invoice?.number}.zatca.xml`]);
  expect(verifyStamp(attachments[`${invoice?.number}.zatca.xml`] ?? '').hash).toBe(true);
  for (const words of ['Tax invoice', 'فاتورة', 'Issue date', 'المستفيد', 'العملة'])
    expect(pages[0]).toContain(words);
  const raw = Buffer.from(file).toString('latin1');
  expect(raw).toMatch(/pdfaid:part>3<[\s\S]*pdfaid:conformance>B</);
  expect(raw).toContain('/GTS_PDFA1');
  expect(raw.match(/\/AFRelationship \/Alternative/g)).toHaveLength(2);
  expect(raw.match(/\/Subtype \/application#2Fxml/g)).toHaveLength(2);
});
