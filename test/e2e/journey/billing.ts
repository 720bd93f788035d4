import { writeCamt053 } from '../../../server/connectors/index.ts';
import { WORDS as CARD_WORDS } from '../../../server/sandbox/pay.words.ts';
import { SETUP_WORDS } from '../../../server/sandbox/setup.words.ts';
import { paths } from '../../../web/paths.ts';
import { expect, type Visitor } from '../fixture.ts';
import { expectDocuments, press, read } from '../parts.ts';
import { programNow } from '../program.ts';
import type { Story } from './story.ts';

/** Finance runs every month that is over and not billed: opens it, sees it drafted, looks at the drafts, issues. */
export async function runMonthEnds({ page, say }: Visitor): Promise<void> {
  await page.goto(paths.office.monthEnd);
  const start = page.getByRole('button', { name: say('Start the month end') });
  const none = page.getByText(
    say('Every month that is over has been billed. The next one can start once this month has ended.'),
  );
  await expect(start.or(none)).toBeVisible();
  while (await start.isVisible()) {
    await start.click();
    await press(page, say('Start'));
    await reviewAndIssue({ page, say });
    await page.goto(paths.office.monthEnd);
    await expect(start.or(none)).toBeVisible();
  }
}

/** The page of the run follows it by itself: drafted and checked, then issued. */
async function reviewAndIssue({ page, say }: Visitor): Promise<void> {
  await page.waitForURL(/\/office\/month-end\/[\w-]{36}$/);
  const issue = page.getByRole('button', { name: say('Issue'), exact: true });
  await expect(issue).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByText(say('Every day charged once'))).toBeVisible();
  await expect(
    page
      .getByRole('table', { name: say('Invoices') })
      .getByRole('row')
      .nth(1),
  ).toContainText(say('Draft'));
  await issue.click();
  await press(page, say('Issue'));
  await expect(issue).toBeHidden({ timeout: 30_000 });
  await expect(page.getByText(say('Issued'), { exact: true }).first()).toBeVisible();
}

export type Invoice = {
  id: string;
  number: string;
  payment_reference: string;
  total: { amount: number; currency: string };
};

/** The reseller's newest invoice, opened from its list: a line for each quantity of the month, and a PDF. */
export async function openInvoice({ page, say }: Visitor, quantities: number[]): Promise<Invoice> {
  type List = { items: Invoice[] };
  const { items } = await read<List>(page.request, '/v1/billing/invoices?side=received&state=open');
  const [invoice] = items;
  if (!invoice) throw new Error('the reseller has no open invoice');
  await page.goto(paths.console.billing);
  await page.getByRole('link', { name: invoice.number }).click();
  const lines = page.getByRole('table', { name: say('What is charged') }).getByRole('row');
  for (const quantity of quantities)
    await expect(
      lines.filter({ has: page.getByRole('cell', { name: String(quantity), exact: true }) }),
    ).toHaveCount(1);
  await expectDocuments(page, say('Download'));
  return invoice;
}

/** Finance takes in the bank's file with the reseller's transfer; it finds the invoice by its reference. */
export async function importTransfer(
  { page, say }: Visitor,
  invoice: Invoice,
  payer: string,
  iban: string,
): Promise<void> {
  await page.goto(paths.office.payments);
  await page.getByRole('tab', { name: say('Bank files') }).click();
  const name = `${invoice.number}.xml`;
  const buffer = Buffer.from(statementOf(invoice, payer, iban));
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/xml', buffer });
  const entry = page
    .getByRole('table', { name: say('Entries of the file') })
    .getByRole('row')
    .nth(1);
  await expect(entry).toContainText(payer);
  await expect(entry).toContainText(say('Matched'));
}

function statementOf(invoice: Invoice, payer: string, iban: string): string {
  const today = programNow().slice(0, 10);
  return writeCamt053({
    id: `E2E-${invoice.number}`,
    account: iban,
    currency: invoice.total.currency,
    from: today,
    to: today,
    opening: 0n,
    entries: [
      {
        amount: BigInt(invoice.total.amount),
        direction: 'credit',
        bookedOn: today,
        counterparty: { name: payer },
        remittance: `Payment ${invoice.payment_reference}`,
        bankReference: `E2E-${invoice.number}`,
      },
    ],
  });
}

/** Pays the invoice that is open on the page, on the card gateway's own page; the way back shows it paid. */
export async function payByCard({ page, say }: Visitor, { desk }: Story): Promise<void> {
  const words = CARD_WORDS[desk.language];
  const [before] = say('Pay {sum}', { sum: '\u0000' }).split('\u0000');
  await page.getByRole('button', { name: new RegExp(`^${before}`) }).click();
  await page.waitForURL(/\/pay\//);
  await page.getByLabel(words.number).fill('4242 4242 4242 4242');
  await page.getByLabel(words.expiry).fill('12/40');
  await page.getByLabel(words.cvc).fill('123');
  await page.getByLabel(words.name).fill('LAYLA HADDAD');
  await page.getByRole('button', { name: words.pay }).click();
  await page.waitForURL(/\/console\/billing/);
}

/** Keeps a card on the gateway's page for what falls due from now on; the way back shows it with what was agreed to. */
export async function keepCard({ page, say }: Visitor, { desk }: Story): Promise<void> {
  const words = CARD_WORDS[desk.language];
  await page.goto(paths.console.billing);
  await page.getByRole('link', { name: say('Automatic payment') }).click();
  await page.getByRole('button', { name: say('Keep a card') }).click();
  await page.getByRole('button', { name: say('Agree and continue') }).click();
  await page.waitForURL(/\/setup\//);
  await page.getByLabel(words.number).fill('5555 5555 5555 4444');
  await page.getByLabel(words.expiry).fill('12/40');
  await page.getByLabel(words.cvc).fill('123');
  await page.getByRole('button', { name: SETUP_WORDS[desk.language].save }).click();
  await page.waitForURL(/\/console\/billing\/card/);
  await expect(page.getByText('Mastercard •••• 4444')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('switch', { name: say('Pay invoices automatically') })).toBeChecked();
}

/** The open page of the invoice turns to paid by itself. */
export async function expectPaid({ page, say }: Visitor): Promise<void> {
  await expect(page.getByText(say('Paid in full'))).toBeVisible({ timeout: 30_000 });
}

/** The vendor's book balances in every currency. */
export async function expectBalanced({ page, say }: Visitor): Promise<void> {
  await page.goto(paths.office.ledger);
  await expect(page.getByText(say('Balanced'), { exact: true }).first()).toBeVisible();
  await expect(page.getByText(say('Out of balance'), { exact: true })).toHaveCount(0);
}
