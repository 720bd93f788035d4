import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test, type Visitor } from './fixture.ts';
import { choose, dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a payment is taken back: both sides see it beside its reversal', async ({ desk }) => {
      const partner = await desk.signInAs('reseller', 'owner');
      const finance = await desk.signInAs('vendor', 'finance');
      const note = `Cheque ${language} ${Date.now()}`;
      await record(finance, await nameOf(partner), note);
      await reverse(finance, note);
      await seeStatement(partner, note);
    });

    test('a recall by the bank that names two transfers waits for one press', async ({ desk }) => {
      const partner = await desk.signInAs('reseller', 'owner');
      const finance = await desk.signInAs('vendor', 'finance');
      await handIn(finance, await referenceOf(partner), language === 'en' ? '77,01' : '77,02');
      await settle(finance);
    });

    test('a seller sees what is overdue, pauses an account and holds it, and sets its letters', async ({
      desk,
    }) => {
      const finance = await desk.signInAs('vendor', 'finance');
      await seeOverdue(finance, language === 'en' ? -1 : -2);
      await pauseAndHold(finance, language);
      const partner = await desk.signInAs('reseller', 'owner');
      await partner.page.goto(paths.console.overdue);
      await examine(partner.page);
      // Both languages are at work on one program: each sets the letters of another seller.
      if (language === 'en') await setLetters(finance, paths.office.reminders);
      else await setLetters(partner, paths.console.reminders);
    });

    test('a reseller has the same for its own customers’ payments', async ({ desk }) => {
      const { page, say } = await desk.signInAs('reseller', 'owner');
      await page.goto(`${paths.console.customerInvoices}?view=payments`);
      // A row that says more than how it was paid is gone again, or has been.
      const paid = say('Bank transfer');
      const rows = page.getByRole('table').getByRole('row');
      await rows
        .filter({ has: page.getByRole('cell', { name: paid, exact: true }) })
        .first()
        .click();
      await expect(dialogOf(page).getByText(say('Recorded'), { exact: true })).toBeVisible();
      await expect(dialogOf(page).getByRole('button', { name: say('Reverse the payment') })).toBeEnabled();
      await examine(page);
    });
  });
}

async function nameOf({ page }: Visitor): Promise<string> {
  const { organization } = await read<{ organization: { name: string } }>(page.request, '/v1/session');
  return organization.name;
}

type Documents = { items: { kind: string; payment_reference: string | null }[] };

async function referenceOf({ page }: Visitor): Promise<string> {
  const { items } = await read<Documents>(page.request, '/v1/billing/invoices?side=received&limit=5');
  return items.find(({ payment_reference }) => payment_reference)?.payment_reference ?? '';
}

async function record({ page, say }: Visitor, buyer: string, note: string): Promise<void> {
  await page.goto(paths.office.payments);
  await page.getByRole('button', { name: say('Record a payment'), exact: true }).click();
  await choose(dialogOf(page), say('Reseller'), buyer);
  await dialogOf(page)
    .getByRole('textbox', { name: say('Amount') })
    .fill('1234.56');
  await dialogOf(page)
    .getByRole('textbox', { name: say('How it came') })
    .fill(note);
  await press(page, say('Record the payment'));
}

async function reverse({ page, say }: Visitor, note: string): Promise<void> {
  const rows = page.getByRole('row').filter({ hasText: note });
  await rows.first().click();
  await expect(dialogOf(page)).toContainText(note);
  await examine(page);
  await dialogOf(page)
    .getByRole('button', { name: say('Reverse the payment') })
    .click();
  const question = dialogOf(page).filter({ hasText: say('Reverse this payment?') });
  await question.getByRole('radio', { name: say('Returned by the bank') }).click();
  await question.getByRole('textbox', { name: say('Note') }).fill(`${note}, bounced`);
  await examine(page);
  await question.getByRole('button', { name: say('Reverse it') }).click();
  await expect(question).toBeHidden();
  await expect(dialogOf(page)).toContainText(say('Returned by the bank'));
  await expect(dialogOf(page).getByRole('button', { name: say('Reverse the payment') })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText(say('Returned by the bank'));
  await expect(rows.nth(1)).toContainText(say('Reversed'));
  await examine(page);
}

async function seeStatement({ page, say }: Visitor, note: string): Promise<void> {
  await page.goto(paths.console.statement);
  const rows = page.getByRole('row').filter({ hasText: note });
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText(say('Payment'));
  await expect(rows.nth(1)).toContainText(say('Payment reversed'));
  await expect(rows.nth(1)).toContainText(`${note}, bounced`);
  await examine(page);
}

/** A file with two transfers of one sum for one invoice, and a recall that fits both. */
async function handIn({ page }: Visitor, reference: string, amount: string): Promise<void> {
  const line = (mark: string, own: string) =>
    `:61:2603090309${mark}${amount}NTRFNONREF//${own}\n:86:${reference}`;
  const lines = [line('C', 'ONE'), line('C', 'TWO'), line('RC', 'BACK')].join('\n');
  const file = `:20:F\n:25:SA0380000000608010167519\n:28C:1\n:60F:C260309SAR0,00\n${lines}\n:62F:C260309SAR${amount}\n-\n`;
  await page.goto(`${paths.office.payments}?tab=bank-files`);
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: `recall-${amount}.sta`, mimeType: 'text/plain' },
    buffer: Buffer.from(file),
  });
}

async function settle({ page, say }: Visitor): Promise<void> {
  const table = page.getByRole('table', { name: say('Entries of the file') });
  const back = table.getByRole('row').filter({ hasText: say('Waits for you') });
  await back.getByRole('button', { name: say('Reverse'), exact: true }).click();
  await expect(dialogOf(page)).toContainText(say('Most likely this one'));
  await expect(dialogOf(page).getByRole('radio', { checked: true })).toHaveCount(1);
  await examine(page);
  await press(page, say('Reverse the payment'));
  await page.goto(paths.office.payments);
  const reversed = page.getByRole('row').filter({ hasText: say('Returned by the bank') });
  await expect(reversed.first()).toBeVisible();
}

/** Opens an account that comes late by what is overdue: one that nobody orders as. */
async function seeOverdue({ page, say }: Visitor, row: number): Promise<void> {
  await page.goto(paths.office.overdue);
  const table = page.getByRole('table', { name: say('Accounts with something open') });
  await expect(table.getByRole('row').nth(1)).toBeVisible();
  await examine(page);
  await table.getByRole('row').nth(row).click();
  await expect(page.getByRole('heading', { name: say('Open invoices') })).toBeVisible();
  await examine(page);
}

async function pauseAndHold({ page, say }: Visitor, language: string): Promise<void> {
  const promise = `A promise (${language})`;
  await page.getByRole('button', { name: say('Pause reminders') }).click();
  await dialogOf(page)
    .getByRole('textbox', { name: say('Reason') })
    .fill(promise);
  await examine(page);
  await press(page, say('Pause reminders'));
  await expect(page.getByText(promise)).toBeVisible();
  await page.getByRole('button', { name: say('End the pause') }).click();
  await expect(page.getByText(promise)).toBeHidden();
  for (const verb of ['Hold purchases', 'Lift the hold'] as const) {
    await page.getByRole('button', { name: say(verb) }).click();
    await dialogOf(page)
      .getByRole('textbox', { name: say('Reason') })
      .fill(`A word with the owner (${language})`);
    await press(page, say(verb));
    await examine(page);
  }
  await expect(page.getByRole('table', { name: say('Holds') }).getByRole('row')).not.toHaveCount(0);
}

async function setLetters({ page, say }: Visitor, address: string): Promise<void> {
  await page.goto(address);
  await examine(page);
  const versions = page.getByRole('table', { name: say('Versions') }).getByRole('row');
  const before = await versions.count();
  await page.getByRole('textbox').nth(2).fill('12');
  await page.getByRole('button', { name: say('Save') }).click();
  await expect(versions).not.toHaveCount(before);
  await page.reload();
  await expect(page.getByRole('textbox').nth(2)).toHaveValue('12');
}
