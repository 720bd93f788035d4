import { addFee, WHY } from './exempt-fee.ts';
import { expect, type Page, test, type Visitor } from './fixture.ts';
import {
  expectBalanced,
  expectPaid,
  importTransfer,
  keepCard,
  openInvoice,
  payByCard,
  runMonthEnds,
} from './journey/billing.ts';
import {
  apply,
  approve,
  downloadContract,
  enterConsole,
  handIn,
  linkOfLetter,
  setSupportContact,
} from './journey/joining.ts';
import { changeQuantity, customerJoins, orderHeld, orderProvisioned } from './journey/selling.ts';
import { PASSWORD, storyOf } from './journey/story.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('from an application to paid invoices', async ({ desk }) => {
      const story = storyOf(desk);
      let partner: Visitor = await test.step('a business applies', () => apply(story));
      await test.step('it confirms its address, reads the terms and accepts them', async () => {
        await handIn(partner, await linkOfLetter(story, story.contact.email), story);
      });
      await test.step('a channel manager approves it', () => approve(story));
      await test.step('its page leads it into the console, and it downloads its contract', async () => {
        partner = await enterConsole(partner, story);
        await downloadContract(partner);
        await setSupportContact(partner, story);
      });
      await test.step('an order for more than 750 employees is held', () => orderHeld(partner, story));
      await test.step('an order is provisioned', () => orderProvisioned(partner, story));
      const customer = await test.step('the customer joins its panel', () => customerJoins(partner, story));
      await test.step('the quantity changes in mid-month', async () => {
        await desk.moveTo(story.days.change);
        await changeQuantity(partner, story);
        await customer.page.reload();
        await expect(customer.page.getByRole('link', { name: story.product })).toContainText('16');
      });
      await test.step('finance charges something that bears no tax', async () => {
        await addFee(
          await desk.signInAs('vendor', 'finance'),
          story.company,
          `Licence of ${story.customer.domain}`,
        );
      });
      await test.step('finance runs the month end, and a bank transfer pays the invoice', async () => {
        await desk.moveTo(story.days.firstMonthEnd);
        const finance = await desk.signInAs('vendor', 'finance');
        await runMonthEnds(finance);
        partner = await desk.signIn('reseller', story.contact.email, PASSWORD);
        const invoice = await openInvoice(partner, [10, 16]);
        await expect(partner.page.getByText(WHY[language]).first()).toBeVisible();
        await expectTreatments(partner.page, invoice.id);
        await importTransfer(finance, invoice, story.company, await ibanOn(partner.page));
        await expectPaid(partner);
      });
      await test.step('a card pays the next one, the book balances, and a card is kept for those to come', async () => {
        await desk.moveTo(story.days.secondMonthEnd);
        const finance = await desk.signInAs('vendor', 'finance');
        await runMonthEnds(finance);
        partner = await desk.signIn('reseller', story.contact.email, PASSWORD);
        await openInvoice(partner, [16]);
        await payByCard(partner, story);
        await expectPaid(partner);
        await expectBalanced(finance);
        await keepCard(partner, story);
      });
    });
  });
}

/** Where the invoice on the page says to transfer to. */
async function ibanOn(page: Page): Promise<string> {
  const iban = await page
    .getByText(/^[A-Z]{2}\d{2}( [\dA-Z]{4})+( [\dA-Z]{1,4})?$/)
    .first()
    .textContent();
  return (iban ?? '').replaceAll(' ', '');
}

/** The files of the invoice tell what is taxed and what is not. */
async function expectTreatments(page: Page, id: string): Promise<void> {
  const file = async (address: string) =>
    (await (await page.request.get(`/v1/billing/invoices/${id}/${address}`)).body()).toString();
  expect(await file('e-invoice.xml?profile=en16931')).toContain(`${WHY.en} | ${WHY.ar}`);
  const { taxes } = JSON.parse(await file('export.json')) as { taxes: { base: string; rate: string }[] };
  expect(taxes.map(({ rate }) => rate)).toEqual(['0.15', '0']);
  expect(taxes[1]?.base).toBe('12001');
}
