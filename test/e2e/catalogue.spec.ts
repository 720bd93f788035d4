import AxeBuilder from '@axe-core/playwright';
import { paths } from '../../web/paths.ts';
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
  });
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
    .getByRole('button', { name: say('Withdraw') })
    .first()
    .click();
  const dialog = dialogOf(page);
  await expect(dialog.getByText(say('Take this product out of the store?'))).toBeVisible();
  await dialog.getByRole('button', { name: say('Withdraw') }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: say('Put back on sale') })).toBeVisible();
}

async function examine(page: Page): Promise<void> {
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}
