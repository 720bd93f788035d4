import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test, type Visitor } from './fixture.ts';
import { dialogOf, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('what a customer paid too much goes back by transfer, and is credit again when it comes back', async ({
      desk,
    }) => {
      const owner = await desk.signInAs('reseller', 'owner');
      const note = `Cheque ${language} ${Date.now()}`;
      await overpaid(owner, note);
      await refund(owner, note);
      await comeBack(owner, note);
    });
  });
}

/** A customer that has bought nothing yet and has paid 50.00. */
async function overpaid({ page: { request } }: Visitor, note: string): Promise<void> {
  const headers = { 'x-caravan-csrf': '1' };
  const customer = { name: note, country: 'SA', body_kind: 'business', language: 'ar', contact: null };
  const added = await request.post('/v1/orders/customers', { headers, data: customer });
  const { id } = (await added.json()) as { id: string };
  const { account, through } = await read<{ account: { id: string }; through: string }>(
    request,
    `/v1/billing/statement?buyer_id=${id}`,
  );
  const data = { account_id: account.id, amount: 5000, received_on: through, note };
  const paid = await request.post('/v1/billing/payments', { headers, data });
  expect(paid.status(), await paid.text()).toBe(201);
}

async function refund({ page, say }: Visitor, note: string): Promise<void> {
  await page.goto(`${paths.console.customerInvoices}?view=payments`);
  const rows = page.getByRole('row').filter({ hasText: note });
  await rows.first().click();
  await dialogOf(page)
    .getByRole('button', { name: say('Refund'), exact: true })
    .click();
  const form = dialogOf(page).filter({ hasText: say('Refund this payment') });
  const amount = form.getByRole('textbox', { name: say('Amount') });
  await expect(amount).toHaveValue('50.00');
  await form.getByRole('button', { name: say('Record the refund') }).click();
  await expect(form.getByText(say('Fill this in.'))).toBeVisible();
  await amount.fill('20.00');
  await form.getByRole('textbox', { name: say('The bank’s reference') }).fill(`TRF ${note}`);
  await examine(page);
  await form.getByRole('button', { name: say('Record the refund') }).click();
  await expect(form).toBeHidden();
  await expect(dialogOf(page)).toContainText(say('Refunded'));
  await expect(dialogOf(page)).toContainText(`TRF ${note}`);
  await examine(page);
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText(say('Refunded'));
  await expect(rows.nth(1)).toContainText(say('Sent back in part'));
}

async function comeBack({ page, say }: Visitor, note: string): Promise<void> {
  const rows = page.getByRole('row').filter({ hasText: note });
  await rows.nth(1).click();
  await dialogOf(page)
    .getByRole('button', { name: say('It came back') })
    .click();
  const question = dialogOf(page).filter({ hasText: say('Did this refund come back?') });
  await question.getByRole('textbox', { name: say('What the bank said') }).fill('AC04 closed account');
  await examine(page);
  await question.getByRole('button', { name: say('It came back') }).click();
  await expect(question).toBeHidden();
  await expect(dialogOf(page)).toContainText(say('Came back'));
  await expect(dialogOf(page)).toContainText('AC04 closed account');
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toBeHidden();
  const back = page.getByRole('row').filter({ hasText: say('Refund came back') });
  await expect(back.first()).toBeVisible();
  await examine(page);
}
