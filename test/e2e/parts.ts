import { readFileSync } from 'node:fs';
import type { APIRequestContext, Download, Locator } from '@playwright/test';
import { expect, type Page } from './fixture.ts';

/** Chooses an option of a `Select` or `Combobox` by its words; in a combobox they are typed first. */
export async function choose(within: Page | Locator, label: string, option: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label });
  await field.click();
  if (await field.evaluate((element) => element.tagName === 'INPUT')) await field.fill(option);
  const page = 'page' in within ? within.page() : within;
  await page.getByRole('option', { name: option }).first().click();
}

/** The dialog that is open; a toast, which is one to screen readers too, is not meant. */
export function dialogOf(page: Page): Locator {
  return page.locator('[role=dialog]:not([aria-modal=false])');
}

/** Presses the button of this name in the dialog that is open, which closes it. */
export async function press(page: Page, name: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Expects a PDF behind each language of a page's menu of documents; `label` is on its button. */
export async function expectDocuments(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const links = page.getByRole('menuitem').and(page.locator('[href*=".pdf"]'));
  await expect(links).toHaveCount(2);
  const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  await page.keyboard.press('Escape');
  for (const address of addresses) expectPdf(await (await page.request.get(address)).body());
}

/** Expects that what was downloaded is a PDF. */
export async function expectPdfDownload(download: Download): Promise<void> {
  expectPdf(readFileSync(await download.path()));
}

function expectPdf(bytes: Buffer): void {
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(5_000);
}

/** What the API answers to whoever is signed in there. */
export async function read<Answer>(request: APIRequestContext, address: string): Promise<Answer> {
  const answer = await request.get(address);
  expect(answer.status(), address).toBe(200);
  return (await answer.json()) as Answer;
}

/** Waits until the page shows what it has to show: its heading, and no placeholder any more. */
export async function atRest(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true], .animate-sweep') === null);
}
