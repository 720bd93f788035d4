import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { addFee, sayWhy, WHY } from './exempt-fee.ts';
import { expect, type Page, test, type Visitor } from './fixture.ts';
import { dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a fee says why it bears no tax, and its line says so to whoever pays it', async ({ desk }) => {
      const partner = await desk.signInAs('reseller', 'owner');
      const finance = await desk.signInAs('vendor', 'finance');
      const name = `Registration ${language} ${Date.now()}`;
      await addFee(finance, await nameOf(partner.page), name);
      await seeNext(partner, name);
    });

    test('a further charge with a reason of the law is a document, a page and files that say so', async ({
      desk,
    }) => {
      const finance = await desk.signInAs('vendor', 'finance');
      const note = await chargeFurther(finance);
      await seeNote(finance, note);
    });
  });
}

async function nameOf(page: Page): Promise<string> {
  const { organization } = await read<{ organization: { name: string } }>(page.request, '/v1/session');
  return organization.name;
}

/** The buyer's next invoice has the line, with its reason where it is explained. */
async function seeNext({ page, say }: Visitor, name: string): Promise<void> {
  await page.goto(paths.console.billing);
  await page.getByRole('button', { name: say('See what it is made of') }).click();
  const row = page.getByRole('dialog').getByRole('row').filter({ hasText: name });
  await expect(row).toContainText(/120[.٫]01/);
  await row.getByRole('button', { name: say('Explain this line: {product}', { product: name }) }).click();
  const lang = await page.evaluate(() => document.documentElement.lang as 'en' | 'ar');
  await expect(page.getByRole('dialog').getByText(WHY[lang]).first()).toBeVisible();
  await examine(page);
}

type Found = { items: { id: string; kind: string; state: string; total: { amount: number } }[] };

/** A debit note on an issued invoice of the vendor's; answers its id. */
async function chargeFurther(finance: Visitor): Promise<string> {
  const { page, say } = finance;
  const { items } = await read<Found>(page.request, '/v1/billing/invoices?side=issued&limit=50');
  const invoice = items.find(({ kind, state }) => kind === 'invoice' && state !== 'draft');
  await page.goto(`${paths.office.invoices}/${invoice?.id}`);
  await page.getByRole('button', { name: say('Charge more') }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: say('What it is for, in English') }).fill('Cover');
  await dialog.getByRole('textbox', { name: say('What it is for, in Arabic') }).fill('تغطية');
  await dialog.getByRole('textbox', { name: say('Amount without tax') }).fill('350');
  await sayWhy(finance, say('Life insurance'));
  await dialog.getByRole('textbox', { name: say('Reason'), exact: true }).fill('It was forgotten');
  await press(page, say('Issue the debit note'));
  const known = new Set(items.map(({ id }) => id));
  const after = await read<Found>(page.request, '/v1/billing/invoices?side=issued&limit=50');
  const note = after.items.find(({ id, kind }) => kind === 'debit_note' && !known.has(id));
  expect(note?.total.amount).toBe(35_000);
  return note?.id ?? '';
}

async function seeNote({ page }: Visitor, id: string): Promise<void> {
  await page.goto(`${paths.office.invoices}/${id}`);
  const lang = await page.evaluate(() => document.documentElement.lang as 'en' | 'ar');
  await expect(page.getByText(WHY[lang]).first()).toBeVisible();
  await expect(page.getByText('It was forgotten').first()).toBeVisible();
  await examine(page);
  const file = async (address: string) =>
    (await page.request.get(`/v1/billing/invoices/${id}/${address}`)).body();
  const european = (await file('e-invoice.xml?profile=en16931')).toString();
  expect(european).toContain(`${WHY.en} | ${WHY.ar}`);
  const saudi = (await file('e-invoice.xml?profile=zatca')).toString();
  expect(saudi).toContain('<cbc:TaxExemptionReasonCode>VATEX-SA-29-7<');
  const csv = (await file('lines?format=csv')).toString();
  expect(csv).toContain(WHY.en);
  expect((await file('document.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
}
