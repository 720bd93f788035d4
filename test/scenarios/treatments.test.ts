import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences } from '../../server/billing/books/books.sql.ts';
import { verifyStamp } from '../../server/billing/e-invoices/zatca.ts';
import { editOrganization } from '../../server/identity/index.ts';
import { type ExportedInvoice, recomputeInvoice } from '../../tools/recompute.ts';
import { brokenRules, mispriced } from '../e-invoice-rules.ts';
import { readPdf } from '../pdf.ts';
import { type Browser, NOBODY, openShop, type Shop } from '../shop.ts';

let shop: Shop;
let owner: Browser;
let finance: Browser;
const ask: Shop['ask'] = (...asked) => shop.ask(...asked);
beforeAll(async () => {
  shop = await openShop();
  owner = shop.owner;
  finance = await shop.browser(await shop.world.vendor(), 'finance');
}, 120_000);
afterAll(() => shop.close());

const sar = (amount: number) => ({ amount, currency: 'SAR' });
const PAID_OUT = { en: 'Paid out in your name', ar: 'مدفوع باسمكم' };
const PROSPECT = { name: 'Rowad Schools', country: 'SA', registration_number: '1010888888' };
const CONTACT = { name: 'Huda', email: 'huda@rowad.example' };

/** Adds a service of the reseller's own; answers its id. */
async function service(name: string, unit_price: string, more: object = {}): Promise<string> {
  const body = { name: { en: name, ar: name }, kind: 'fixed', unit_price, ...more };
  const added = await ask(owner, 'POST', '/v1/orders/services', body);
  expect(added.status).toBe(201);
  return added.body.id;
}

/** The open draft or document of the reseller for its customer. */
async function newest(query = '') {
  const { items } = (await ask(owner, 'GET', `/v1/billing/invoices?side=issued${query}`)).body;
  return (await ask(owner, 'GET', `/v1/billing/invoices/${items[0].id}`)).body;
}

async function xmlOf(id: string, profile: string): Promise<string> {
  const url = `/v1/billing/invoices/${id}/e-invoice.xml?profile=${profile}`;
  return String((await ask(owner, 'GET', url)).body);
}

async function exported(id: string): Promise<ExportedInvoice> {
  return (await ask(owner, 'GET', `/v1/billing/invoices/${id}/export.json`)).body as ExportedInvoice;
}

/** What the file of an invoice reckoned anew disagrees with. */
async function wrong(id: string) {
  return recomputeInvoice(await exported(id)).filter(({ agrees }) => !agrees);
}

describe('a quote with services that bear tax and some that bear none', () => {
  let quoted: { net: object; tax: object; total: object };
  let invoice: Awaited<ReturnType<typeof newest>>;

  test('a service without tax says why in both languages', async () => {
    const body = { name: { en: 'Registration', ar: 'تسجيل' }, kind: 'fixed', unit_price: '1000' };
    const exemption = { en: 'Paid out in your name', ar: ' ' };
    expect(await ask(owner, 'POST', '/v1/orders/services', { ...body, exemption })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/exemption/ar' }] },
    });
  });

  test('a code of another country’s law is refused, in the reader’s language, and the fitting ones are told', async () => {
    const body = { name: { en: 'Registration', ar: 'تسجيل' }, kind: 'fixed', unit_price: '1000' };
    const exemption = { ...PAID_OUT, code: 'VATEX-EU-79-C' };
    const refused = await ask(owner, 'POST', '/v1/orders/services', { ...body, exemption });
    const pointer = '#/exemption/code';
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(refused.body.errors[0].detail).toContain('Choose one of VATEX-SA-29, VATEX-SA-29-7, VATEX-SA-30');
    const codes = await ask(owner, 'GET', '/v1/billing/exemption-codes');
    expect(codes.body.items).toEqual(['VATEX-SA-29', 'VATEX-SA-29-7', 'VATEX-SA-30']);
    const account = await shop.world.system(({ db }) =>
      db
        .selectFrom('identity.account')
        .select('id')
        .where('buyer_id', '=', shop.partner.organization.id)
        .executeTakeFirstOrThrow(),
    );
    const fee = {
      account_id: account.id,
      words: PAID_OUT,
      unit_price: 100,
      starts_on: '2026-01-10',
      exemption,
    };
    expect(await ask(finance, 'POST', '/v1/billing/fees', fee)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });

  test('is sent with tax on the rest alone, and says why the others bear none', async () => {
    const lines = [
      { service_id: await service('Migration', '3333', { kind: 'per_seat' }), quantity: 3 },
      { service_id: await service('Registration', '12001', { exemption: PAID_OUT }), quantity: 1 },
      {
        service_id: await service('Financing', '5000', {
          exemption: { en: 'Financial services', ar: 'خدمات مالية', code: 'VATEX-SA-29' },
        }),
        quantity: 1,
      },
    ];
    const told = { prospect: PROSPECT, contact: CONTACT, language: 'en', valid_until: '2026-01-25' };
    const { body: quote } = await ask(owner, 'POST', '/v1/orders/quotes', { ...told, lines });
    await ask(owner, 'POST', `/v1/orders/quotes/${quote.id}/send`);
    await shop.world.runJobs();
    const { token, opened } = await shop.openLetter(CONTACT.email);
    const { cycle_months: _, ...sums } = opened.body.totals[0];
    quoted = sums;
    // 15 % of 99.99 is 15.00.
    expect(quoted).toMatchObject({ net: sar(27_000), tax: sar(1_500), total: sar(28_500) });
    expect(opened.body.lines[1]).toMatchObject({ exemption: { ...PAID_OUT, code: null } });
    const pdf = await ask(NOBODY, 'GET', `/v1/orders/quotes/link/document?token=${token}`);
    expect((await readPdf(pdf.body)).pages.join()).toContain('no tax: Paid out in your name');
    const said = { token, name: 'Huda', consent: true, document_sha256: opened.body.document_sha256 };
    expect((await ask(NOBODY, 'POST', '/v1/orders/quotes/link/accept', said)).status).toBe(200);
    await shop.world.runJobs();
  });

  test('comes to the same tax on the month’s invoice, by treatment', async () => {
    shop.world.moveTo('2026-02-01T06:00:00.000Z');
    const { body: run } = await ask(finance, 'POST', '/v1/billing/runs', { cutoff: '2026-02-01' });
    await shop.world.runJobs();
    expect((await ask(finance, 'GET', `/v1/billing/runs/${run.id}`)).body.findings).toEqual([]);
    await ask(finance, 'POST', `/v1/billing/runs/${run.id}/issue`);
    const draft = await newest();
    await ask(owner, 'POST', '/v1/billing/invoices/issue', { invoice_ids: [draft.id] });
    await shop.world.runJobs();
    invoice = await newest();
    expect(invoice).toMatchObject({ ...quoted, untaxed: sar(17_001), state: 'open' });
    expect(invoice.taxes).toMatchObject([
      { rate: '0.150000', base: sar(9_999), amount: sar(1_500), exemption: null },
      { rate: '0', amount: sar(0) },
      { rate: '0', amount: sar(0) },
    ]);
    for (const { exemption, tax } of invoice.lines) expect(tax).toEqual(sar(exemption ? 0 : 1_500));
    expect(await shop.world.system(({ db }) => differences(db))).toEqual([]);
  });

  test('is an e-invoice of both profiles, a PDF, a file and a table that say so', async () => {
    const european = await xmlOf(invoice.id, 'en16931');
    expect([...brokenRules(european), ...mispriced(european)]).toEqual([]);
    expect(european).toMatch(/<cbc:TaxableAmount currencyID="SAR">170.01</);
    expect(european).toContain('Paid out in your name | مدفوع باسمكم');
    const { body: pdf } = await ask(owner, 'GET', `/v1/billing/invoices/${invoice.id}/document.pdf`);
    const text = (await readPdf(pdf)).pages.join(' ');
    for (const words of [
      'VAT 15% 99.99 15.00',
      'VAT 0% 120.01 0.00',
      'VAT 0% · 120.01: Paid out in your name',
    ])
      expect(text).toContain(words);
    expect(await wrong(invoice.id)).toEqual([]);
    const file = await exported(invoice.id);
    expect(file.taxes).toHaveLength(3);
    expect(file.taxes).toMatchObject([
      { rate: '0.15', base: '9999', amount: '1500', exemption: null },
      expect.anything(),
      expect.anything(),
    ]);
    expect(file.taxes).toEqual(
      expect.arrayContaining([
        { rate: '0', base: '12001', amount: '0', exemption: { ...PAID_OUT, code: null } },
        expect.objectContaining({ base: '5000', amount: '0' }),
      ]),
    );
    const [own, ...rest] = file.taxes ?? [];
    const moved = own ? [{ ...own, base: '10000' }, ...rest] : [];
    const faults = recomputeInvoice({ ...file, taxes: moved }).filter(({ agrees }) => !agrees);
    expect(faults.map(({ what }) => what)).toEqual(['base of the tax']);
    const { body: csv } = await ask(owner, 'GET', `/v1/billing/invoices/${invoice.id}/lines?format=csv`);
    expect(String(csv)).toMatch(/,120\.01,0,Paid out in your name,0\.00,120\.01,SAR/);
  });

  test('is credited line by line, each with the tax it bore', async () => {
    const path = `/v1/billing/invoices/${invoice.id}`;
    const line = invoice.lines.find(({ exemption }: { exemption: object | null }) => exemption);
    const part = { reason: 'Half of it', lines: [{ ...line.key, net: 100 }] };
    const first = await ask(owner, 'POST', `${path}/credit-notes`, part);
    expect(first.body).toMatchObject({ net: sar(-100), untaxed: sar(-100), tax: sar(0), total: sar(-100) });
    const { body: rest } = await ask(owner, 'POST', `${path}/credit-notes`, { reason: 'The rest' });
    expect(rest).toMatchObject({ net: sar(-26_900), untaxed: sar(-16_901), tax: sar(-1_500) });
    for (const id of [first.body.id, rest.id]) {
      const xml = await xmlOf(id, 'en16931');
      expect([...brokenRules(xml), ...mispriced(xml)]).toEqual([]);
      expect(await wrong(id)).toEqual([]);
    }
    expect(await shop.world.system(({ db }) => differences(db))).toEqual([]);
  });

  test('is charged further with and without tax', async () => {
    const words = { en: 'More', ar: 'المزيد' };
    const wrongly = [{ words, net: 500, exemption: { ...PAID_OUT, code: 'VATEX-EU-132' } }];
    const path = `/v1/billing/invoices/${invoice.id}/debit-notes`;
    expect(await ask(owner, 'POST', path, { reason: 'More of it', lines: wrongly })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/lines/0/exemption/code' }] },
    });
    const lines = [
      { words, net: 1_001 },
      { words, net: 500, exemption: PAID_OUT },
    ];
    const body = { reason: 'More of it', lines };
    const { body: note } = await ask(owner, 'POST', path, body);
    expect(note).toMatchObject({ net: sar(1_501), untaxed: sar(500), tax: sar(150), total: sar(1_651) });
    expect(brokenRules(await xmlOf(note.id, 'en16931'))).toEqual([]);
    expect(await wrong(note.id)).toEqual([]);
  });
});

test('the vendor’s own fees without tax stand on a stamped e-invoice, and what lacks of a minimum is taxed', async () => {
  const vendor = await shop.world.vendor();
  const buyer = shop.partner.organization;
  const registered = { tax_number: '310122393500003', registration_number: '2050012345' };
  await shop.world.as(vendor, ['administrator'], (ctx) => editOrganization(ctx, vendor.id, registered));
  const account = await shop.world.system(({ db }) =>
    db.selectFrom('identity.account').select('id').where('buyer_id', '=', buyer.id).executeTakeFirstOrThrow(),
  );
  const fee = { account_id: account.id, quantity: 1, starts_on: '2026-02-10' };
  const exemption = { en: 'Life insurance', ar: 'تأمين على الحياة', code: 'VATEX-SA-29-7' };
  for (const more of [
    { words: { en: 'Care', ar: 'عناية' }, unit_price: 1_003 },
    { words: { en: 'Cover', ar: 'تغطية' }, unit_price: 20_000, exemption },
  ])
    expect(await ask(finance, 'POST', '/v1/billing/fees', { ...fee, ...more })).toMatchObject({
      status: 201,
      body: { exemption: (more as { exemption?: object }).exemption ?? null },
    });
  const promise = { valid_from: '2026-02-01', amount: 25_000 };
  await ask(finance, 'POST', `/v1/billing/accounts/${account.id}/minimums`, promise);
  shop.world.moveTo('2026-03-01T06:00:00.000Z');
  finance = await shop.browser(vendor, 'finance');
  owner = await shop.browser(buyer, 'owner');
  const { body: run } = await ask(finance, 'POST', '/v1/billing/runs', { cutoff: '2026-03-01' });
  await shop.world.runJobs();
  expect((await ask(finance, 'GET', `/v1/billing/runs/${run.id}`)).body.findings).toEqual([]);
  await ask(finance, 'POST', `/v1/billing/runs/${run.id}/issue`);
  await shop.world.runJobs();
  const { items } = (await ask(owner, 'GET', '/v1/billing/invoices?side=received')).body;
  // 10.03 of fees and 39.97 that lacks are taxed: 7.50 of 50.00.
  expect(items[0]).toMatchObject({ net: sar(25_000), untaxed: sar(20_000), tax: sar(750) });
  const xml = await xmlOf(items[0].id, 'zatca');
  expect([...brokenRules(xml), ...mispriced(xml)]).toEqual([]);
  expect(Object.values(verifyStamp(xml))).not.toContain(false);
  expect(xml).toMatch(/<cbc:ID>E<[\s\S]*VATEX-SA-29-7/);
  expect(await wrong(items[0].id)).toEqual([]);
});
