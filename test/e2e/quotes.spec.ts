import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { type Desk, expect, type Page, test, type Visitor } from './fixture.ts';
import { choose, dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a quote goes from the composer to an order, by a link and without an account', async ({ desk }) => {
      const seller = await desk.signInAs('reseller', 'owner');
      const email = `buyer-${language}@dunes-clinics.example`;
      await compose(seller, `Dunes Clinics ${language}`, email);
      await examine(seller.page);
      await send(seller);
      const link = await linkOf(seller, email);
      const reader = await desk.visit(link);
      await examine(reader.page);
      await expectNoCosts(reader.page);
      await askForChanges(reader);
      await sendNextVersion(seller);
      await accept(desk, await linkOf(seller, email, 2));
      await expectOrder(seller);
    });

    test('a link that is none leads nowhere', async ({ desk }) => {
      const { page, say } = await desk.visit(`${paths.quote}?token=${'x'.repeat(43)}`);
      await expect(
        page.getByRole('heading', { level: 1, name: say('This link does not work') }),
      ).toBeVisible();
      await examine(page);
    });
  });
}

/** A prospect, a product at the book's price and a service at one of its own. */
async function compose({ page, say }: Visitor, name: string, email: string): Promise<void> {
  await page.goto(paths.console.newQuote);
  await page.getByRole('radio', { name: say('A prospect') }).click();
  await page.getByRole('textbox', { name: say('Name of the company') }).fill(name);
  await page.getByRole('textbox', { name: say('Domain') }).fill(`${email.split('@')[0]}.example`);
  await page.getByRole('textbox', { name: say('Who gets the quote') }).fill('Layla Haddad');
  await page.getByRole('textbox', { name: say('E-mail address') }).fill(email);
  const words = await wordsOfOffer({ page, say });
  await choose(page, say('Add a product or a service'), words.product);
  await choose(page, say('Add a product or a service'), words.service);
  const lines = page.getByRole('listitem').filter({ has: page.getByLabel(say('Quantity')) });
  await expect(lines).toHaveCount(2);
  await lines.first().getByLabel(say('Quantity')).fill('12');
  await lines
    .last()
    .getByRole('textbox', { name: say('Unit price') })
    .fill('90');
  await expect(page.getByRole('heading', { name: say('If it is accepted') })).toBeVisible();
  await page.getByRole('button', { name: say('Keep and look at it') }).click();
  await page.waitForURL(/\/console\/quotes\/[\w-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name: /Q-\d+/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: say('If it is accepted') })).toBeVisible();
}

/** What the demo's reseller sells, in the reader's language. */
async function wordsOfOffer({ page }: Visitor): Promise<{ product: string; service: string }> {
  type Named = { items: { name: { en: string; ar: string } }[] };
  const language = await page.evaluate(() => document.documentElement.lang as 'en' | 'ar');
  const store = await read<Named>(page.request, '/v1/orders/store?q=GWS-STARTER');
  const services = await read<Named>(page.request, '/v1/orders/services');
  const service = services.items.at(-1);
  return { product: store.items[0]?.name[language] ?? '', service: service?.name[language] ?? '' };
}

async function send({ page, say }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('Send the quote') }).click();
  await press(page, say('Send the quote'));
  await expect(page.getByRole('link', { name: say('PDF') }).first()).toBeVisible({ timeout: 60_000 });
}

/** The link in the newest letter to the contact; the reseller's letters are its own, and its API shows them. */
async function linkOf({ page }: Visitor, email: string, letters = 1): Promise<string> {
  type Letters = { items: { id: string; kind: string }[] };
  const list = `/v1/identity/mails?q=${encodeURIComponent(email)}`;
  const sent = async () =>
    (await read<Letters>(page.request, list)).items.filter(({ kind }) => kind === 'quote.sent');
  await expect.poll(async () => (await sent()).length, { timeout: 60_000 }).toBe(letters);
  const [newest] = await sent();
  const { body } = await read<{ body: string }>(page.request, `/v1/identity/mails/${newest?.id}`);
  const token = /[?&]token=([\w-]+)/.exec(body)?.[1];
  return `${paths.quote}?token=${token}`;
}

async function askForChanges({ page, say }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('Ask for changes') }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: say('What should be different') }).fill('20 seats, please');
  await press(page, say('Send the wishes'));
  await expect(page.getByText(say('Your wishes are with us'))).toBeVisible();
}

async function sendNextVersion(seller: Visitor): Promise<void> {
  const { page, say } = seller;
  await expect(page.getByText('20 seats, please')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: say('Write the next version') }).click();
  await page.getByLabel(say('Quantity')).first().fill('20');
  await page.getByRole('button', { name: say('Keep and look at it') }).click();
  await page.getByRole('button', { name: say('Send the quote') }).click();
  await press(page, say('Send the quote'));
  await expect(page.getByText(say('Not sent'))).toBeHidden();
}

async function accept(desk: Desk, link: string): Promise<void> {
  const { page, say } = await desk.visit(link);
  await page.getByRole('checkbox').click();
  await page.getByRole('textbox', { name: say('Your full name') }).fill('Layla Haddad');
  await page.getByRole('button', { name: say('Accept the quote') }).click();
  await expect(page.getByText(say('Accepted. Thank you!'))).toBeVisible();
  await examine(page);
}

async function expectOrder({ page, say }: Visitor): Promise<void> {
  await page.getByRole('link', { name: say('See the order') }).click({ timeout: 60_000 });
  await page.waitForURL(/\/console\/orders\/[\w-]{36}$/);
  await expect(page.getByText(say('Fulfilled'), { exact: true }).first()).toBeVisible({ timeout: 60_000 });
}

/** What the reader's page holds and what it was told names no cost and no margin. */
async function expectNoCosts(page: Page): Promise<void> {
  const token = new URL(page.url()).searchParams.get('token');
  const answer = await page.request.post('/v1/orders/quotes/link', { data: { token } });
  expect(await answer.text()).not.toMatch(/cost|margin|book_price/);
}
