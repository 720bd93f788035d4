import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { type Desk, expect, test, type Visitor } from './fixture.ts';
import { atRest, choose, dialogOf, press } from './parts.ts';

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
      await expect(
        page
          .getByText(say('At least {0} characters.', { 0: 2 }))
          .or(page.getByText(say('Fill this in.')))
          .first(),
      ).toBeVisible();
      await examine(page);
      const office = await officeAt(desk, `${paths.office.deals}?tab=forecast`);
      await examine(office.page);
      await office.page.goto(`${paths.office.deals}?tab=rules`);
      await examine(office.page);
    });
  });
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
