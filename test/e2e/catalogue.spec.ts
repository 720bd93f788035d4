import { readFileSync } from 'node:fs';
import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, type Page, test, type Visitor } from './fixture.ts';
import { atRest, choose, dialogOf } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a product is added with a relation and an offer, seen in the store, and withdrawn', async ({
      desk,
    }) => {
      const code = `LIFT-${language.toUpperCase()}-${Date.now()}`;
      const office = await desk.signInAs('vendor', 'administrator');
      await addProduct(office, code);
      await addOffer(office, code);
      const seller = await desk.signInAs('reseller', 'sales');
      await findInStore(seller, code);
      await expect(seller.page.getByText(/12[.,٫]50?/).first()).toBeVisible();
      await expect(
        seller.page.getByRole('link', { name: 'Google Workspace Business Starter' }),
      ).toBeVisible();
      await examine(seller.page);
      await withdraw(office);
      await seller.page.goto(paths.console.store);
      await seller.page.getByRole('searchbox').fill(code);
      await expect(seller.page.getByText(code)).toHaveCount(0);
    });

    test('a registrar’s price list is handed in, its difference seen, and published', async ({ desk }) => {
      const office = await desk.signInAs('vendor', 'administrator');
      const { page, say } = office;
      await handIn(office, {
        name: 'prices.json',
        mimeType: 'application/json',
        buffer: await priceList(page, language),
      });
      await expect(page.getByRole('heading', { level: 1, name: 'prices.json' })).toBeVisible();
      const changes = page.getByRole('table', { name: say('Difference') });
      await expect(changes.getByRole('row').nth(1)).toBeVisible();
      await examine(page);
      // Years from now, so that no other test's store changes.
      await publishFrom(office, language === 'ar' ? '2032-01-01' : '2031-01-01');
      await expect(page.getByRole('link', { name: say('Hand in another file') })).toBeVisible();
    });

    test('a file with faults is refused, each named by its place in the reader’s language', async ({
      desk,
    }) => {
      const office = await desk.signInAs('vendor', 'administrator');
      const { page, say } = office;
      await handIn(office, { name: 'faults.csv', mimeType: 'text/csv', buffer: Buffer.from(FAULTS) });
      await expect(
        page.getByText(say('Nothing of the file was taken. Mend these places and hand it in again.')),
      ).toBeVisible();
      const rows = page.getByRole('table', { name: say('Faults') }).getByRole('row');
      await expect(rows).toHaveCount(PLACES.length + 1);
      for (const [index, [line, column, cell, sentences]] of PLACES.entries()) {
        const row = rows.nth(index + 1);
        await expect(row.getByRole('cell').nth(0)).toHaveText(line);
        await expect(row.getByRole('cell').nth(1)).toHaveText(`${column}${cell}`);
        await expect(row.getByRole('cell').nth(2)).toContainText(sentences[language]);
      }
      await examine(page);
    });
  });
}

/** Looks at the difference for the day and publishes it; looked at anew where another test has published meanwhile. */
async function publishFrom({ page, say }: Visitor, day: string): Promise<void> {
  await page.getByLabel(say('Holds from')).fill(day);
  await page.getByRole('button', { name: say('Show the difference for this') }).click();
  const publish = page.getByRole('button', {
    name: new RegExp(`${say('Publish from {day}', { day: '' }).trim()}.*\\d{4}|${day.slice(0, 4)}`),
  });
  const done = page.getByRole('link', { name: say('Hand in another file') });
  await expect(async () => {
    if (await done.isVisible()) return;
    await publish.click();
    await dialogOf(page)
      .getByRole('button', { name: say('Publish'), exact: true })
      .click();
    await done
      .waitFor({ timeout: 10_000 })
      .catch(() => page.getByRole('button', { name: say('Compare again') }).click({ timeout: 1000 }));
    await expect(done).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 120_000 });
}

/** Five kinds of faults, each at its line, column and cell. */
const FAULTS = [
  'product,product_en,offer,term_months,price_sar,needs_domain,colour',
  'GWS-STARTER,,GWS-STARTER-FLEX,,-5,,',
  'GWS-STARTER,,GWS-STARTER-ANNUAL,twelve,,,',
  'GWS-STANDARD,,GWS-STANDARD-FLEX,,,maybe,',
  'a product,,,,,,',
].join('\n');
const PLACES: [line: string, column: string, cell: string, sentence: Record<'en' | 'ar', string>][] = [
  ['1', 'colour', 'G1', { en: 'There is no column', ar: 'لا يوجد عمود' }],
  ['2', 'price_sar', 'E2', { en: 'is below zero', ar: 'أقل من صفر' }],
  ['3', 'term_months', 'D3', { en: 'is no whole number', ar: 'ليس عددًا صحيحًا' }],
  ['4', 'needs_domain', 'F4', { en: 'write yes or no', ar: 'اكتب نعم أو لا' }],
  ['5', 'product', 'A5', { en: 'is no code', ar: 'ليس رمزًا' }],
];

/** The 809 top-level domains of the registrar's list, at prices that only this language's run has. */
async function priceList(page: Page, language: string): Promise<Buffer> {
  const list = JSON.parse(readFileSync('db/demo/tld-prices.dynadot.json', 'utf8')) as PriceList;
  expect(Object.keys(list.prices)).toHaveLength(809);
  const cents = language === 'ar' ? 0.01 : 0.02;
  for (const one of Object.values(list.prices))
    one.register_price = Math.round((one.register_price + cents) * 100) / 100;
  await page.waitForLoadState();
  return Buffer.from(JSON.stringify(list));
}

type PriceList = { prices: Record<string, { register_price: number }> };
type Upload = { name: string; mimeType: string; buffer: Buffer };

async function handIn({ page, say }: Visitor, file: Upload): Promise<void> {
  await page.goto(paths.office.catalogue);
  await page.getByRole('link', { name: say('Import') }).click();
  await atRest(page);
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/imports\/[0-9a-f-]{36}/);
  await atRest(page);
}

async function addProduct({ page, say }: Visitor, code: string): Promise<void> {
  await page.goto(paths.office.catalogue);
  await page.getByRole('link', { name: say('New product') }).click();
  await atRest(page);
  await page.getByRole('textbox', { name: say('Name in English') }).fill(`Lift ${code}`);
  await page.getByRole('button', { name: say('Add the product') }).click();
  await expect(page.getByText(say('Fill this in.')).first()).toBeVisible();
  await examine(page);
  await page.getByRole('textbox', { name: say('Name in Arabic') }).fill(`رافعة ${code}`);
  await page.getByRole('textbox', { name: say('Code') }).fill(code);
  await addFamily({ page, say }, code.toLowerCase());
  await page.getByRole('button', { name: say('Add a relation') }).click();
  await choose(page, say('Add a product'), 'Google Workspace Business Starter');
  await examine(page);
  await page.getByRole('button', { name: say('Add the product') }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await expect(page.getByText(say('It is not for sale yet'))).toBeVisible();
  await examine(page);
}

async function addFamily({ page, say }: Visitor, code: string): Promise<void> {
  await page.getByRole('button', { name: say('New family') }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: say('Name in English') }).fill('Lifts');
  await dialog.getByRole('textbox', { name: say('Name in Arabic') }).fill('روافع');
  await dialog.getByRole('textbox', { name: say('Code') }).fill(code);
  await dialog.getByRole('button', { name: say('Add the family') }).click();
  await expect(dialog).toBeHidden();
}

async function addOffer({ page, say }: Visitor, code: string): Promise<void> {
  await page.getByRole('link', { name: say('Add an offer') }).click();
  await atRest(page);
  await page.getByRole('radio', { name: say('A year, paid monthly') }).click();
  await expect(page.getByRole('textbox', { name: say('Code') })).toHaveValue(`${code}-ANNUAL`);
  await page.getByRole('textbox', { name: say('Name in English') }).fill('A year');
  await page.getByRole('textbox', { name: say('Name in Arabic') }).fill('سنة');
  await page.getByRole('textbox', { name: say('Price in {currency}', { currency: 'SAR' }) }).fill('12.50');
  await examine(page);
  await page.getByRole('button', { name: say('Add the offer') }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await expect(page.getByRole('cell', { name: /12[.,٫]50/ })).toBeVisible();
  await examine(page);
}

async function findInStore({ page }: Visitor, code: string): Promise<void> {
  await page.goto(paths.console.store);
  await page.getByRole('searchbox').fill(code);
  await page.getByRole('link', { name: code }).click();
  await expect(page.getByRole('heading', { level: 1, name: code })).toBeVisible();
  await atRest(page);
}

/** Takes the product that is open out of the store from today on. */
async function withdraw({ page, say }: Visitor): Promise<void> {
  await page
    .getByRole('button', { name: say('Withdraw from sale') })
    .first()
    .click();
  const dialog = dialogOf(page);
  await expect(dialog.getByText(say('Take this product out of the store?'))).toBeVisible();
  await dialog.getByRole('button', { name: say('Withdraw from sale') }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: say('Put back on sale') })).toBeVisible();
}
