import type { APIRequestContext } from '@playwright/test';
import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test } from './fixture.ts';
import { read } from './parts.ts';
import { programNow } from './program.ts';

const headers = { 'x-caravan-csrf': '1' };

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a line of use opens to the bands of its month', async ({ desk }) => {
      const office = await desk.signInAs('vendor', 'administrator');
      const { page, say } = await desk.signInAs('reseller', 'owner');
      const code = `EGRESS-${language.toUpperCase()}-${Date.now()}`;
      const offer = await publish(office.page.request, code);
      const subscription = await sell(page.request, offer, code);
      await activate(office.page.request, subscription);
      await tell(office.page.request, subscription);
      await page.goto(paths.console.billing);
      await page.getByRole('button', { name: say('See what it is made of') }).click();
      const lines = page.getByRole('dialog').getByRole('row').filter({ hasText: code });
      await expect(lines).toHaveCount(2);
      await lines
        .last()
        .getByRole('button', { name: say('Explain this line: {product}', { product: code }) })
        .click();
      const bands = page.getByRole('table', { name: say('Each unit at the price of its band.') });
      await expect(bands.getByRole('row')).toHaveCount(4);
      // Of 1,200 units a thousand at 1.00 and two hundred at half of it, both less the plan's discount; none beyond five thousand.
      await expect(bands.getByRole('row').nth(1)).toContainText(/1[,٬]?000 ×/);
      await expect(bands.getByRole('row').nth(2)).toContainText('200 ×');
      await expect(bands.getByRole('row').nth(3)).toContainText('0 ×');
      await examine(page);
    });
  });
}

async function post<Answer>(api: APIRequestContext, address: string, data: object): Promise<Answer> {
  const answer = await api.post(address, { headers, data });
  expect(answer.ok(), `${address}: ${await answer.text()}`).toBe(true);
  return (answer.status() === 204 ? null : await answer.json()) as Answer;
}

/** Gigabytes: the first thousand of a month at 1.00, the next four thousand at half of it, and at a quarter from there. */
async function publish(api: APIRequestContext, code: string): Promise<string> {
  const name = { en: code, ar: code };
  const { items } = await read<{ items: { id: string }[] }>(api, '/v1/catalog/families');
  const product = await post<{ id: string }>(api, '/v1/catalog/products', {
    ...{ code, family_id: items[0]?.id, name, description: name, unit: 'gigabyte', connector: 'manual' },
  });
  const bands = [
    { above: 1000, unit_price: '50' },
    { above: 5000, unit_price: '25' },
  ];
  const offer = await post<{ id: string }>(api, `/v1/catalog/products/${product.id}/offers`, {
    ...{ code: `${code}-USE`, name: { en: 'By use', ar: 'بحسب الاستخدام' }, billing: 'per_use' },
    ...{ term_months: 1, cycle_months: 1, rate_model: 'tiered' },
    prices: [{ currency: 'SAR', valid_from: '2020-01-01', unit_price: '100', bands }],
  });
  return offer.id;
}

/** An order of it for a customer of the reseller's own; answers the subscription. */
async function sell(api: APIRequestContext, offer_id: string, code: string): Promise<string> {
  const domain = `${code.toLowerCase()}.example`;
  const data = {
    ...{ name: `Byte Movers ${code.slice(-6)}`, country: 'SA', domain, headcount: 30, body_kind: 'business' },
    ...{ language: 'en', contact: null },
  };
  const customer = await post<{ id: string }>(api, '/v1/orders/customers', data);
  const lines = [{ offer_id, quantity: 1 }];
  const order = await post<{ lines: { subscription_id: string }[] }>(api, '/v1/orders/orders', {
    customer_id: customer.id,
    lines,
  });
  return order.lines[0]?.subscription_id ?? '';
}

/** What the office does for what is set up by hand, as soon as the order has reached it. */
async function activate(api: APIRequestContext, subscription: string): Promise<void> {
  const address = `/v1/orders/subscriptions/${subscription}`;
  const operation = async () => {
    const { operations } = await read<{ operations: { id: string; state: string }[] }>(api, address);
    return operations.find(({ state }) => state !== 'done');
  };
  await expect(async () => {
    const waiting = await operation();
    if (waiting) await post(api, `/v1/orders/operations/${waiting.id}/complete`, {});
    const { state } = await read<{ state: string }>(api, address);
    expect(state).toBe('active');
  }).toPass({ timeout: 30_000 });
}

async function tell(api: APIRequestContext, subscription: string): Promise<void> {
  const used_on = programNow().slice(0, 10);
  await post(api, '/v1/billing/usage-events', {
    events: [{ subscription, event_id: 'e2e', used_on, units: 1200 }],
  });
}
