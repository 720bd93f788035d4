import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, type Page, test, type Visitor } from './fixture.ts';
import { atRest, read } from './parts.ts';

type Named = { id: string; name: string };
type Numbered = { id: string; number: string };
type List<Item> = { items: Item[] };

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('the console’s palette finds pages, customers, products, orders, quotes and invoices', async ({
      desk,
    }) => {
      const seller = await desk.signInAs('reseller', 'owner');
      const { page, say } = seller;
      const { request } = page;
      await go(seller, say('Subscriptions'), say('Subscriptions'), paths.console.subscriptions);
      const customer = await addCustomer(page, `مؤسسة الإنارة ${language} ${Date.now()}`);
      await go(seller, misspelt(customer.name), customer.name, `${paths.console.customers}/${customer.id}`);
      const { items: products } = await read<List<Numbered>>(request, '/v1/orders/store?q=GWS-VAULT');
      const name = language === 'ar' ? 'إضافة Google Vault' : 'Google Vault add-on';
      await go(seller, 'قوقل vault', name, `${paths.console.store}/${products[0]?.id}`);
      await go(seller, 'gogle valt', name, `${paths.console.store}/${products[0]?.id}`);
      for (const [list, at] of [
        ['/v1/orders/orders?limit=1', paths.console.orders],
        ['/v1/orders/quotes?limit=1', paths.console.quotes],
        ['/v1/billing/invoices?side=received&limit=1', paths.console.billing],
      ] as const) {
        const [found] = (await read<List<Numbered>>(request, list)).items;
        await go(seller, found?.number ?? fail(list), found?.number ?? '', `${at}/${found?.id}`);
      }
    });

    test('the office’s palette finds pages, resellers, products, orders and invoices', async ({ desk }) => {
      const office = await desk.signInAs('vendor', 'administrator');
      const { page, say } = office;
      await go(office, say('Ledger'), say('Ledger'), paths.office.ledger);
      await go(office, 'najd', 'Najd IT', paths.office.resellers);
      await go(office, 'M365-TEAMS', 'M365-TEAMS-PHONE', paths.office.catalogue);
      for (const [list, at] of [
        ['/v1/orders/orders?limit=1', paths.office.orders],
        ['/v1/billing/invoices?side=issued&state=paid&limit=1', paths.office.invoices],
      ] as const) {
        const [found] = (await read<List<Numbered>>(page.request, list)).items;
        await go(office, found?.number ?? fail(list), found?.number ?? '', `${at}/${found?.id}`);
      }
    });

    test('it opens by its keys, says when there is nothing, and closes', async ({ desk }) => {
      const { page, say } = await desk.signInAs('customer', 'administrator');
      await open(page, say('Search and commands'));
      await expect(page.getByRole('combobox', { name: say('Search and commands') })).toBeFocused();
      await page.keyboard.type('zzqqxx');
      await expect(page.getByText(say('Nothing by that name.'))).toBeVisible();
      await examine(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await open(page, say('Search and commands'), 'Meta+k');
    });
  });
}

async function open(page: Page, label: string, keys = 'Control+k'): Promise<void> {
  await atRest(page);
  await page.keyboard.press(keys);
  await expect(page.getByRole('dialog', { name: label })).toBeVisible();
}

/** Types into the palette, chooses what is found by its words, and expects to come to the address. */
async function go({ page, say }: Visitor, typed: string, found: string, address: string): Promise<void> {
  const label = say('Search and commands');
  await open(page, label);
  await page.getByRole('combobox', { name: label }).fill(typed);
  await page.getByRole('dialog').getByRole('option', { name: found }).first().click();
  await page.waitForURL((url) => url.pathname.startsWith(address));
}

/** A customer of the reseller that is signed in there. */
async function addCustomer({ request }: Page, name: string): Promise<Named> {
  const data = { name, country: 'SA', headcount: 20, body_kind: 'business', language: 'ar', contact: null };
  const answer = await request.post('/v1/orders/customers', { data, headers: { 'x-caravan-csrf': '1' } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as Named;
}

/** As many people type it: without hamzas and with a plain heh at the end. */
function misspelt(name: string): string {
  return name.replace(/[أإآ]/g, 'ا').replace(/ة/g, 'ه');
}

function fail(what: string): never {
  throw new Error(`the demo has no ${what}`);
}
