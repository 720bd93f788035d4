import type { APIRequestContext } from '@playwright/test';
import { path, paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { type Desk, expect, test, type Visitor } from './fixture.ts';
import { atRest, choose, dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a deal is registered, moved by keyboard, approved, and ended by the customer’s choice', async ({
      desk,
    }) => {
      const name = `Farasan Pearls ${language} ${Date.now()}`;
      const seller = await desk.signInAs('reseller', 'sales');
      const address = await register(seller, name);
      await moveByKeyboard(seller, name, language === 'ar');
      const manager = await desk.signInAs('vendor', 'channel_manager');
      await approve(manager, name);
      await seller.page.goto(address);
      await expect(seller.page.getByText(seller.say('Protected until')).first()).toBeVisible();
      await examine(seller.page);
      await recordChoice(manager);
      await seller.page.goto(address);
      await expect(seller.page.getByText(seller.say('The customer’s choice')).first()).toBeVisible();
      await expect(seller.page.getByText('Hejaz Systems')).toHaveCount(0);
      await examine(seller.page);
    });

    test('the office sees two deals for one hospital side by side', async ({ desk }) => {
      const { page, say } = await officeAt(desk, paths.office.deals);
      await page.getByRole('link', { name: 'مستشفى الروضة' }).click();
      await atRest(page);
      const pair = page.getByRole('table', { name: say('Side by side with {0}', { 0: '' }).trim() });
      await expect(pair.getByText('Al-Rawdah Hospital')).toBeVisible();
      await expect(pair.getByText(say('Same domain'))).toBeVisible();
      await expect(pair.getByText(say('Same number'))).toBeVisible();
      await examine(page);
    });

    test('the office sees another partner’s customer beside a deal, and judges it', async ({ desk }) => {
      const seller = await desk.signInAs('reseller', 'sales');
      const { page, say } = await desk.signInAs('vendor', 'channel_manager');
      const customer = await rivalsCustomer(seller.page.request, page.request, language);
      const deal = await registerFor(seller.page.request, customer);
      const open = async () => {
        await page.goto(path(paths.office.deal, { dealId: deal }));
        await atRest(page);
        await expect(page.getByText(say('This may be another partner’s customer'))).toBeVisible({
          timeout: 1000,
        });
      };
      await expect(open).toPass({ timeout: 30_000 });
      const pair = page.getByRole('table', {
        name: say('Side by side with {name}', { name: customer.name }),
      });
      await expect(pair.getByRole('link', { name: customer.seller.name })).toBeVisible();
      await examine(page);
      await page
        .getByRole('button', { name: say('They are two') })
        .first()
        .click();
      await expect(page.getByText(say('Compared with another partner’s customer'))).toBeVisible();
      // Its reseller reads nothing of it.
      await seller.page.goto(path(paths.console.deal, { dealId: deal }));
      await atRest(seller.page);
      await expect(seller.page.getByText(customer.seller.name)).toHaveCount(0);
    });

    test('boards, forecasts, rules and forms are free of axe violations', async ({ desk }) => {
      const { page, say } = await desk.signInAs('reseller', 'owner');
      for (const at of [
        paths.console.deals,
        `${paths.console.deals}?tab=list`,
        `${paths.console.deals}?tab=forecast`,
        paths.console.newDeal,
      ]) {
        await page.goto(at);
        await examine(page);
      }
      await page.goto(paths.console.newDeal);
      await page.getByRole('button', { name: say('Register the deal') }).click();
      await expect(page.getByText(say('Fill this in.')).first()).toBeVisible();
      await examine(page);
      const office = await officeAt(desk, `${paths.office.deals}?tab=forecast`);
      await examine(office.page);
      await office.page.goto(`${paths.office.deals}?tab=rules`);
      await examine(office.page);
    });
  });
}

type Customer = { name: string; country: string; seller: { name: string } };

/** A customer that another reseller than this one sells to; another one for each language. */
async function rivalsCustomer(
  seller: APIRequestContext,
  office: APIRequestContext,
  language: string,
): Promise<Customer> {
  const own = (await read<{ organization: { name: string } }>(seller, '/v1/session')).organization.name;
  const { items } = await read<{ items: Customer[] }>(office, '/v1/orders/customers?limit=200&sort=name');
  const customer = items.filter((one) => one.seller.name !== own).at(language === 'en' ? 0 : -1);
  if (!customer) throw new Error('the demo has no other reseller with a customer');
  return customer;
}

/** Registers a deal for somebody of this name; answers its id. */
async function registerFor(api: APIRequestContext, { name, country }: Customer): Promise<string> {
  const data = {
    ...{ name, country, contact_name: 'Salma', closes_on: '2026-12-31', register: true },
    value: { amount: 5_000_000, currency: 'SAR' },
  };
  const answer = await api.post('/v1/deals/deals', { data, headers: { 'x-caravan-csrf': '1' } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).id;
}

async function officeAt(desk: Desk, address: string): Promise<Visitor> {
  const visitor = await desk.signInAs('vendor', 'channel_manager');
  await visitor.page.goto(address);
  return visitor;
}

/** Fills the form as far as it asks, and registers at once; answers where the deal stands. */
async function register({ page, say }: Visitor, name: string): Promise<string> {
  await page.goto(paths.console.deals);
  await page
    .getByRole('link', { name: say('New deal') })
    .first()
    .click();
  await page.getByRole('textbox', { name: say('Name'), exact: true }).fill(name);
  await page.getByRole('textbox', { name: say('Contact person') }).fill('Salma');
  await page.getByRole('textbox', { name: say('Expected value') }).fill('125000');
  await page.getByRole('button', { name: say('Register the deal') }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByText(say('Waiting for a decision')).first()).toBeVisible();
  return page.url();
}

/** Picks the card up, carries it two columns on and lays it down; everything is read out. */
async function moveByKeyboard({ page, say }: Visitor, name: string, rtl: boolean): Promise<void> {
  await page.goto(paths.console.deals);
  const handle = page.getByRole('button', { name: say('Move {0}', { 0: name }), exact: true });
  await handle.focus();
  await page.keyboard.press('Space');
  const onward = rtl ? 'ArrowLeft' : 'ArrowRight';
  await page.keyboard.press(onward);
  await page.keyboard.press(onward);
  await expect(handle).toBeFocused();
  const moved = page.waitForResponse((answer) => answer.url().endsWith('/stage') && answer.ok());
  await page.keyboard.press('Space');
  await moved;
  const column = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: say('Proposal') }) });
  await expect(column.getByRole('link', { name })).toBeVisible();
  await examine(page);
}

async function approve({ page, say }: Visitor, name: string): Promise<void> {
  await page.goto(`${paths.office.deals}?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).click();
  await atRest(page);
  await page.getByRole('button', { name: say('Approve'), exact: true }).click();
  await press(page, say('Approve the deal'));
  await expect(page.getByText(say('Protected until')).first()).toBeVisible();
  await examine(page);
}

async function recordChoice({ page, say }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('More'), exact: true }).click();
  await page.getByRole('menuitem', { name: say('Record the customer’s choice') }).click();
  const dialog = dialogOf(page);
  await choose(dialog, say('Partner the customer has chosen'), 'Hejaz Systems');
  await dialog.getByRole('textbox', { name: say('E-mail address') }).fill('salma@farasan.example');
  await dialog.getByRole('textbox', { name: say('What you have it from') }).fill('E-mail of today');
  await examine(page);
  await press(page, say('Record it and end this deal'));
  await expect(page.getByRole('heading', { name: say('The customer’s choice'), exact: true })).toBeVisible();
}
