import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenRules } from '../../../test/e-invoice-rules.ts';
import { readPdf } from '../../../test/pdf.ts';
import { openWorld, signIn, type World } from '../../../test/world.ts';
import { editOrganization, type Organization } from '../../identity/index.ts';
import { europeanFile, saudiFile } from '../e-invoices/e-invoices.ts';
import { verifyStamp } from '../e-invoices/zatca.ts';
import { addFee } from '../fees/fees.ts';
import { invoiceFile } from '../invoices/documents.ts';
import { issueRun } from '../invoices/invoices.ts';
import { openMonthEnd } from '../runs/runs.ts';
import { convert, type ExchangeRate } from './exchange-rates.rules.ts';
import { recordExchangeRate } from './exchange-rates.ts';

const DOLLAR = { from_currency: 'USD', to_currency: 'SAR', rate: '3.75', source: 'Saudi Central Bank' };
const rate = (from_currency: string, to_currency: string, exact: string): ExchangeRate => ({
  ...{ from_currency, to_currency, rate: exact },
  ...{ valid_on: '2026-01-01', source: 'test' },
});

describe('conversion', () => {
  test.each([
    [1500n, rate('USD', 'SAR', '3.75'), 5625n],
    [1n, rate('USD', 'SAR', '3.5'), 4n],
    [-1n, rate('USD', 'SAR', '3.5'), -4n],
    [1000n, rate('KWD', 'SAR', '12.2'), 1220n],
    [1000n, rate('SAR', 'KWD', '0.0819'), 819n],
    [999n, rate('JPY', 'SAR', '0.0245'), 2448n],
    [100n, rate('SAR', 'JPY', '40.816'), 41n],
  ])('%d of %o is %d', (amount, by, expected) => expect(convert(amount, by)).toBe(expected));

  test('is off the exact product by half a minor unit at most, and odd: what a credit note takes back is what was told', () => {
    const decimals = fc
      .tuple(fc.nat(9_999), fc.nat(999_999))
      .map(([a, b]) => `${a}.${String(b).padStart(6, '0')}`);
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), decimals, (amount, exact) => {
        const told = convert(amount, rate('USD', 'SAR', exact));
        const millionths = amount * BigInt(exact.replace('.', ''));
        const off = told * 1_000_000n - millionths;
        expect(off <= 500_000n && off >= -500_000n).toBe(true);
        expect(convert(-amount, rate('USD', 'SAR', exact))).toBe(-told);
      }),
    );
  });
});

describe('an invoice in dollars of a seller in the Kingdom', () => {
  let world: World;
  let vendor: Organization;
  let buyer: Organization;
  let id: string;
  const finance = <T>(work: Parameters<typeof world.as<T>>[2]) => world.as(vendor, ['finance'], work);

  beforeAll(async () => {
    world = await openWorld('2026-02-20T06:00:00.000Z');
    vendor = await world.vendor();
    const facts = {
      tax_number: '310122393500003',
      registration_number: '2050012345',
      address: 'King Fahd Road 7420\nRiyadh 12214',
    };
    await world.as(vendor, ['administrator'], (ctx) => editOrganization(ctx, vendor.id, facts));
    buyer = await world.reseller({
      name: 'Dollar Trading',
      country: 'SA',
      currency: 'USD',
      tax_number: '311111111100003',
    });
    const account = await world.system(({ db }) =>
      db
        .selectFrom('identity.account')
        .select('id')
        .where('buyer_id', '=', buyer.id)
        .executeTakeFirstOrThrow(),
    );
    const words = { en: 'Migration', ar: 'ترحيل' };
    const once = {
      customer_id: null,
      quantity: 1,
      every_months: null,
      reference: null,
      starts_on: '2026-02-20',
    };
    await finance((ctx) =>
      addFee(ctx, { account_id: account.id, words, exemption: null, unit_price: 10_000n, ...once }),
    );
    world.moveTo('2026-03-01T06:00:00.000Z');
    const run = await finance((ctx) => openMonthEnd(ctx, '2026-03-01'));
    await world.runJobs();
    await finance((ctx) => issueRun(ctx, run.id));
    await world.runJobs();
    const invoice = await world.system(({ db }) =>
      db.selectFrom('billing.invoice').selectAll().where('buyer_id', '=', buyer.id).executeTakeFirstOrThrow(),
    );
    expect([invoice.currency, invoice.tax]).toEqual(['USD', 1_500n]);
    id = invoice.id;
  });
  afterAll(() => world.close());

  const european = async () => Buffer.from((await finance((ctx) => europeanFile(ctx, id))).file).toString();

  test('has no e-invoice by ZATCA before a rate is recorded, and says what to record', async () => {
    await expect(finance((ctx) => saudiFile(ctx, id))).rejects.toThrow(
      'Its tax must be told in SAR: record the rate of exchange of USD up to its day of issue.',
    );
    expect(await european()).not.toContain('TaxCurrencyCode');
  });

  test('a rate of the days after its issue does not help it', async () => {
    world.moveTo('2026-03-05T06:00:00.000Z');
    await finance((ctx) => recordExchangeRate(ctx, { ...DOLLAR, rate: '3.9', valid_on: '2026-03-02' }));
    await expect(finance((ctx) => saudiFile(ctx, id))).rejects.toThrow('record the rate');
  });

  test('the rate of its day is enough, is told in both files, in the PDF and in the answer, and stays when it is corrected', async () => {
    await finance((ctx) => recordExchangeRate(ctx, { ...DOLLAR, valid_on: '2026-02-27' }));
    await world.runJobs();
    const saudi = Buffer.from((await finance((ctx) => saudiFile(ctx, id))).file).toString();
    expect(saudi).toContain(
      '<cac:TaxTotal><cbc:TaxAmount currencyID="SAR">56.25</cbc:TaxAmount></cac:TaxTotal>',
    );
    expect([...brokenRules(saudi), ...Object.values(verifyStamp(saudi)).filter((holds) => !holds)]).toEqual(
      [],
    );
    world.moveTo('2026-03-06T06:00:00.000Z');
    await finance((ctx) => recordExchangeRate(ctx, { ...DOLLAR, rate: '4', valid_on: '2026-02-27' }));
    const xml = await european();
    expect(xml).toContain('<cbc:TaxCurrencyCode>SAR</cbc:TaxCurrencyCode>');
    expect(xml).toContain(
      '<cac:TaxTotal><cbc:TaxAmount currencyID="SAR">56.25</cbc:TaxAmount></cac:TaxTotal>',
    );
    expect(brokenRules(xml)).toEqual([]);
    const make = await finance((ctx) => invoiceFile(ctx, id, 'en'));
    const { pages } = await readPdf(Buffer.from((await make()).file));
    expect(pages.join(' ')).toContain('1 USD = 3.75 SAR');
    expect(pages.join(' ')).toContain('56.25');
    const app = await world.http();
    const owner = await signIn(app, (await world.person(buyer, ['owner'])).email);
    const answer = await app.inject({ url: `/v1/billing/invoices/${id}`, headers: owner });
    expect(answer.json().tax_at_home).toEqual({
      ...{ ...DOLLAR, valid_on: '2026-02-27' },
      amount: { amount: 5625, currency: 'SAR' },
    });
    await app.close();
  });

  test('refuses what is no rate, and whoever does not keep the books', async () => {
    const ask = (wanted: Partial<ExchangeRate>) =>
      finance((ctx) => recordExchangeRate(ctx, { ...DOLLAR, valid_on: '2026-03-01', ...wanted }));
    await expect(ask({ to_currency: 'USD' })).rejects.toThrow('Choose two different currencies.');
    await expect(ask({ from_currency: 'ZZZ' })).rejects.toThrow('No country pays in "ZZZ".');
    await expect(ask({ valid_on: '2026-12-01' })).rejects.toThrow('on its day or later');
    await expect(ask({ rate: '0' })).rejects.toThrow('above nought');
    await expect(
      world.as(buyer, ['owner'], (ctx) => recordExchangeRate(ctx, { ...DOLLAR, valid_on: '2026-03-01' })),
    ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
