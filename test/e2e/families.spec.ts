import { paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test } from './fixture.ts';
import { atRest, dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('families are renamed and put in another order, by keyboard too', async ({ desk }) => {
      const { page, say } = await desk.signInAs('vendor', 'channel_manager');
      const order = async () =>
        (await read<{ items: { id: string }[] }>(page.request, '/v1/catalog/families')).items.map(
          ({ id }) => id,
        );
      await page.goto(paths.office.catalogue);
      await page.getByRole('link', { name: say('Families'), exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: say('Product families') })).toBeVisible();
      await atRest(page);
      await examine(page);
      const before = await order();
      const rows = page.getByRole('main').getByRole('listitem');
      const up = rows.nth(1).locator('[data-move$=" -1"]');
      await up.focus();
      await page.keyboard.press('Enter');
      await expect.poll(order).toEqual([before[1], before[0], ...before.slice(2)]);
      // It stands first now, where it cannot go up: the way down has the focus, and takes it back.
      await expect(rows.first().locator(':focus')).toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect.poll(order).toEqual(before);
      const last = rows.last();
      await last.getByRole('button', { name: say('Rename') }).click();
      const dialog = dialogOf(page);
      const field = dialog.getByRole('textbox', {
        name: say(language === 'ar' ? 'Name in Arabic' : 'Name in English'),
      });
      const name = `${await field.inputValue()} 2`;
      await field.fill(name);
      await examine(page);
      await press(page, say('Save the names'));
      await expect(rows.last().getByText(name, { exact: true }).first()).toBeVisible();
    });
  });
}
