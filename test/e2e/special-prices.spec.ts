import type { APIRequestContext } from '@playwright/test';
import { path, paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { type Desk, expect, test, type Visitor } from './fixture.ts';
import { atRest, dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a held order is released at the price that the office has approved', async ({ desk }) => {
      const seller = await desk.signInAs('reseller', 'sales');
      const order = await heldOrder(seller.page.request, language);
      const number = await request(seller, order);
      await endorse(await officeAt(desk, 'channel_supervisor', number));
      await agree(await officeAt(desk, 'channel_manager', number));
      await agree(await officeAt(desk, 'management', number));
      await seller.page.goto(path(paths.console.order, { orderId: order }));
      await seller.page.getByRole('button', { name: seller.say('Release at the approved price') }).click();
      await expect(seller.page.getByText(seller.say('The order goes on'))).toBeVisible();
      await examine(seller.page);
    });

    test('who approves can be changed, and somebody can be stood in for', async ({ desk }) => {
      const { page, say } = await desk.signInAs('vendor', 'management');
      await page.goto(paths.office.approvals);
      await page.getByRole('button', { name: say('Change the levels') }).click();
      await dialogOf(page)
        .getByRole('textbox', { name: say('Discount over') })
        .nth(1)
        .fill('5');
      await press(page, say('Set the levels'));
      await expect(page.getByText(say('The levels are changed'))).toBeVisible();
      await page.getByRole('button', { name: say('Say who stands in') }).click();
      await expect(dialogOf(page)).toBeVisible();
      await page.keyboard.press('Escape');
      await examine(page);
    });
  });
}

/** An order for a ministry, which is held. */
async function heldOrder(api: APIRequestContext, language: string): Promise<string> {
  const headers = { 'x-caravan-csrf': '1' };
  const domain = `ministry-${language}-${Date.now()}.example`;
  const data = {
    ...{ name: `Ministry ${domain}`, country: 'SA', domain, headcount: 300, body_kind: 'government' },
    ...{ language: 'en', contact: null },
  };
  const customer = await (await api.post('/v1/orders/customers', { headers, data })).json();
  const store = await read<{ items: { offers: { offer_id: string; unit: string; billing: string }[] }[] }>(
    api,
    '/v1/orders/store?q=GWS',
  );
  const offer = store.items
    .flatMap(({ offers }) => offers)
    .find(({ unit, billing }) => unit === 'seat' && billing === 'recurring');
  const lines = [{ offer_id: offer?.offer_id, quantity: 20 }];
  const placed = await api.post('/v1/orders/orders', {
    headers,
    data: { customer_id: customer.id, lines },
  });
  const order = await placed.json();
  expect(order.state).toBe('held');
  return order.id;
}

/** Asks for a price from the order's own page; answers the request's number. */
async function request({ page, say }: Visitor, order: string): Promise<string> {
  await page.goto(path(paths.console.order, { orderId: order }));
  await page.getByRole('link', { name: say('Request a special price') }).click();
  await page.getByRole('textbox', { name: say('Wished price of one') }).fill('1');
  await page.getByRole('textbox', { name: say('Why this price') }).fill('A reference for the sector.');
  await examine(page);
  await page.getByRole('button', { name: say('Send the request') }).click();
  await expect(page.getByText(say('With the supervisor')).first()).toBeVisible();
  await examine(page);
  const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  return /SP\d+/.exec(heading)?.[0] ?? '';
}

async function officeAt(desk: Desk, role: string, number: string): Promise<Visitor> {
  const visitor = await desk.signInAs('vendor', role);
  await visitor.page.goto(`${paths.office.specialPrices}?q=${number}`);
  await visitor.page.getByRole('link', { name: number }).first().click();
  await atRest(visitor.page);
  return visitor;
}

async function endorse({ page, say }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('Endorse'), exact: true }).click();
  await dialogOf(page).getByRole('textbox').fill('Worth it.');
  await press(page, say('Endorse'));
  await expect(page.getByText(say('In approval')).first()).toBeVisible();
  await examine(page);
}

async function agree({ page, say }: Visitor): Promise<void> {
  await page.getByRole('button', { name: say('Agree'), exact: true }).click();
  await press(page, say('Agree'));
  await expect(page.getByText(say('You have agreed'))).toBeVisible();
}
