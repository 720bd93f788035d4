import { paths } from '../../../web/paths.ts';
import { expect, type Visitor } from '../fixture.ts';
import { choose, dialogOf, press, read } from '../parts.ts';
import { wordsOf } from '../words.ts';
import { PASSWORD, type Story } from './story.ts';

type Customer = { name: string; domain?: string; headcount: number; person?: string; email?: string };

/** Adds a customer; its administrator is invited when there is one. */
async function addCustomer({ page, say }: Visitor, customer: Customer): Promise<void> {
  await page.goto(paths.console.newCustomer);
  const type = (label: string, text: string) =>
    page
      .getByRole('textbox', { name: say(label) })
      .first()
      .fill(text);
  await type('Name', customer.name);
  if (customer.domain) await type('Domain', customer.domain);
  await page.getByLabel(say('Employees')).fill(String(customer.headcount));
  if (customer.person) await type('Name of the administrator', customer.person);
  if (customer.email) await page.getByRole('textbox', { name: say('E-mail') }).fill(customer.email);
  await page.getByRole('button', { name: say('Add the customer') }).click();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
}

/** Finds the product in the store, sees its own discounted price and puts ten seats of it into an order for the customer. */
async function prepareOrder({ page, say }: Visitor, story: Story, customer: Customer): Promise<void> {
  await page.goto(paths.console.store);
  await page.getByRole('searchbox').fill(story.product);
  await page.getByRole('link', { name: story.product, exact: true }).click();
  const offer = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: story.offer }) });
  await expect(offer.locator('s')).toBeVisible();
  await offer.getByRole('button', { name: say('Add {name} to the order', { name: story.offer }) }).click();
  await page.getByRole('link', { name: say('Review the order') }).click();
  await choose(page, say('Order for'), customer.name);
  await page.getByLabel(say('Quantity')).fill('10');
  if (!customer.domain)
    await page.getByRole('textbox', { name: say('For the domain') }).fill('large.example');
}

/** Places the order; answers its address. */
async function placeOrder({ page, say }: Visitor): Promise<string> {
  await page.getByRole('button', { name: say('Place the order') }).click();
  await page.waitForURL(/\/console\/orders\/[\w-]{36}$/);
  return page.url();
}

/** For a large customer the order says before it is placed, and after, that it is held and what happens next. */
export async function orderHeld(partner: Visitor, story: Story): Promise<void> {
  const { page, say } = partner;
  await addCustomer(partner, story.large);
  await prepareOrder(partner, story, story.large);
  await expect(page.getByText(say('What happens next'))).toBeVisible();
  await placeOrder(partner);
  const words =
    'The order is held: this customer needs a special price, which management has to approve. Request it here; your channel supervisor is brought in, and nothing is billed meanwhile.';
  await expect(page.getByText(say(words))).toBeVisible();
  await expect(page.getByText('Ibrahim Al-Ghamdi')).toBeVisible();
}

/** Orders for the customer and watches it being provisioned, without touching the page, until the subscription is active. */
export async function orderProvisioned(partner: Visitor, story: Story): Promise<void> {
  const { page, say } = partner;
  await addCustomer(partner, { ...story.customer, headcount: 40 });
  await prepareOrder(partner, story, { ...story.customer, headcount: 40 });
  await placeOrder(partner);
  await expect(page.getByText(say('Fulfilled'), { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: story.product }).first().click();
  await expect(page.getByText(say('Active'), { exact: true }).first()).toBeVisible();
}

/** The customer's administrator joins by the invitation and finds the subscription and whom to ask. */
export async function customerJoins(partner: Visitor, story: Story): Promise<Visitor> {
  const link = await invitationOf(partner, story.customer.email);
  const { page, say } = await story.desk.visit(link);
  await page.getByRole('textbox', { name: say('New password') }).fill(PASSWORD);
  await page.getByRole('button', { name: say('Accept the invitation') }).click();
  await page.waitForURL(`**${paths.panel.home}`);
  const words = await wordsOf('panel', story.desk.language);
  await expect(page.getByRole('link', { name: story.product })).toContainText(words('Active'));
  await expect(page.getByRole('link', { name: story.supportEmail })).toBeVisible();
  return { page, say: words };
}

/** The link in the letter to the invited; the reseller's letters are its own, and its API shows them. */
async function invitationOf({ page }: Visitor, email: string): Promise<string> {
  type Letters = { items: { id: string; recipient: string }[] };
  const { items } = await read<Letters>(page.request, `/v1/identity/mails?q=${encodeURIComponent(email)}`);
  expect(items).toHaveLength(1);
  const { body } = await read<{ body: string }>(page.request, `/v1/identity/mails/${items[0]?.id}`);
  const [link] = /https?:\S+\/invitation\?token=[\w-]+/.exec(body) ?? [];
  if (!link) throw new Error(`the letter has no invitation:\n${body}`);
  return link;
}

/** Asks for sixteen in the middle of the month; the timeline shows both quantities once the change is provisioned. */
export async function changeQuantity({ page, say }: Visitor, story: Story): Promise<void> {
  await page.goto(paths.console.subscriptions);
  await page.getByRole('link', { name: story.customer.domain }).click();
  await page.getByRole('button', { name: say('Change the quantity') }).click();
  await dialogOf(page).getByLabel(say('New quantity')).fill('16');
  await press(page, say('Change it'));
  const timeline = page.getByRole('table', { name: say('Quantities over time') });
  await expect(timeline.getByRole('row')).toHaveCount(3, { timeout: 30_000 });
  await expect(timeline.getByRole('row').nth(1)).toContainText('16');
}
