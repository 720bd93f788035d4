import { path, paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test } from './fixture.ts';
import { choose, dialogOf, press, read } from './parts.ts';

type Named = { id: string; name: string };
type Plans = { items: { id: string; name: { en: string; ar: string } }[] };

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a reseller is moved to another plan, with the month to come on both', async ({ desk }) => {
      const { page, say } = await desk.signInAs('vendor', 'administrator');
      const { items } = await read<{ items: Named[] }>(
        page.request,
        '/v1/program/resellers?limit=50&sort=name',
      );
      // Not the one that the journeys tell of; another one for each language.
      const reseller = items.filter(({ name }) => !name.includes('Najd')).at(language === 'en' ? -1 : -2);
      const plans = await read<Plans>(page.request, '/v1/catalog/bundle-plans?sort=-code');
      await page.goto(path(paths.office.reseller, { resellerId: reseller?.id ?? '' }));
      await page.getByRole('button', { name: say('Move to another plan') }).click();
      const dialog = dialogOf(page);
      await choose(dialog, say('Bundle plan'), plans.items[0]?.name[language] ?? '');
      await expect(dialog.getByText(say('After the move')).first()).toBeVisible();
      await examine(page);
      await press(page, say('Set the move'));
      await expect(page.getByText(say('Coming')).first()).toBeVisible();
    });

    test('a promotion is added for coming days, and can be ended early', async ({ desk }) => {
      const { page, say } = await desk.signInAs('vendor', 'channel_manager');
      await page.goto(paths.office.promotions);
      await page.getByRole('button', { name: say('New promotion') }).click();
      const dialog = dialogOf(page);
      const code = `E2E-${language.toUpperCase()}`;
      await dialog.getByRole('textbox', { name: say('Name in English') }).fill(`Trial ${language}`);
      await dialog.getByRole('textbox', { name: say('Name in Arabic') }).fill(`تجربة ${language}`);
      await dialog.getByRole('textbox', { name: say('Code') }).fill(code);
      await dialog.getByRole('textbox', { name: say('Discount'), exact: true }).fill('1');
      await dialog.getByLabel(say('First day'), { exact: true }).fill('2031-01-01');
      await dialog.getByLabel(say('First day without it')).fill('2031-02-01');
      await examine(page);
      await press(page, say('Add the promotion'));
      const row = page.getByRole('row').filter({ hasText: code });
      await row.getByRole('button', { name: say('End early') }).click();
      await press(page, say('End it'));
      await expect(page.getByText(say('The promotion ends early'))).toBeVisible();
      await examine(page);
    });

    test('a price opens to its steps, and a quote for a ministry says what it takes', async ({ desk }) => {
      const { page, say } = await desk.signInAs('reseller', 'sales');
      await page.goto(paths.console.newQuote);
      await page.getByRole('radio', { name: say('A prospect') }).click();
      await page.getByRole('textbox', { name: say('Name of the company') }).fill('Ministry of Trials');
      await page.getByRole('textbox', { name: say('Domain') }).fill(`ministry-${language}.example`);
      await choose(page, say('Kind of body'), say('Government'));
      const store = await read<Plans>(page.request, '/v1/orders/store?q=GWS-STARTER');
      await choose(page, say('Add a product or a service'), store.items[0]?.name[language] ?? '');
      await expect(page.getByText(say('A government body takes a special price.'))).toBeVisible();
      const cost = page.getByText(say('Your cost, a unit')).locator('..').getByRole('button');
      await cost.click();
      await expect(page.getByText(say('The price, step by step'))).toBeVisible();
      await expect(page.getByText(say('List price')).first()).toBeVisible();
      await examine(page);
    });

    test('a customer reads its partner’s quotes signed in', async ({ desk }) => {
      const { page, say } = await desk.signInAs('customer', 'administrator');
      await page.goto(paths.panel.quotes);
      await page.getByRole('link', { name: /Q-\d+/ }).first().click();
      await expect(page.getByRole('heading', { name: say('What is offered') })).toBeVisible();
      await expect(page.getByRole('button', { name: say('Accept the quote') })).toBeVisible();
      await examine(page);
    });
  });
}
