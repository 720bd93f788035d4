import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, type Visitor } from './fixture.ts';
import { choose, dialogOf, press } from './parts.ts';

/** Why there is no tax, as it is typed in and printed. */
export const WHY = { en: 'Paid out in your name', ar: 'مدفوع باسمكم' };

/** Fills in why there is no tax; only the codes of the seller's own country are offered. */
export async function sayWhy({ page, say }: Visitor, code: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByRole('checkbox', { name: say('Your country’s tax is added') }).uncheck();
  await dialog.getByRole('textbox', { name: say('Why not, in English') }).fill(WHY.en);
  await dialog.getByRole('textbox', { name: say('Why not, in Arabic') }).fill(WHY.ar);
  await dialog.getByRole('combobox', { name: say('Reason in e-invoices') }).click();
  await expect(page.getByRole('option')).toHaveCount(4);
  await expect(page.getByRole('option').filter({ hasText: 'VATEX-EU' })).toHaveCount(0);
  await page.getByRole('option', { name: code }).first().click();
  await examine(page);
}

/** A fee on the office's page that is not taxed: 120.01 for `name`, by words alone. */
export async function addFee(finance: Visitor, buyer: string, name: string): Promise<void> {
  const { page, say } = finance;
  await page.goto(paths.office.fees);
  await page.getByRole('button', { name: say('Add a charge') }).click();
  const dialog = dialogOf(page);
  await choose(dialog, say('Billed to'), buyer);
  await dialog.getByRole('textbox', { name: say('What it is, in English') }).fill(name);
  await dialog.getByRole('textbox', { name: say('What it is, in Arabic') }).fill(name);
  await dialog.getByRole('textbox', { name: say('Unit price without tax') }).fill('120.01');
  await sayWhy(finance, say('Another reason: the words say it'));
  await press(page, say('Add it'));
  const row = page.getByRole('row').filter({ hasText: name });
  const lang = await page.evaluate(() => document.documentElement.lang as 'en' | 'ar');
  await expect(row.getByRole('cell', { name: say('None') }).filter({ hasText: WHY[lang] })).toBeVisible();
  await examine(page);
}
