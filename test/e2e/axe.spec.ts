import { paths } from '../../web/paths.ts';
import { addressesOf } from './addresses.ts';
import { violationsOn } from './examine.ts';
import { expect, type Kind, type Page, test } from './fixture.ts';

const PEOPLE: [Kind, string][] = [
  ['vendor', 'administrator'],
  ['reseller', 'owner'],
  ['customer', 'administrator'],
];

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    for (const [kind, role] of PEOPLE) {
      test(`every page of the ${kind}’s face is free of axe violations`, async ({ desk }) => {
        const { page } = await desk.signInAs(kind, role);
        for (const address of await addressesOf(kind, page.request)) await look(page, address);
      });
    }

    test('so is every public page', async ({ desk }) => {
      const { page } = await desk.visit(paths.root);
      for (const address of [paths.root, paths.apply, paths.terms, paths.signIn, paths.forgot, paths.reset])
        await look(page, address);
    });
  });
}

test('what is wrong on a page is found and told', async ({ desk }) => {
  const { page } = await desk.visit(paths.signIn);
  expect(await violationsOn(page)).toEqual([]);
  await page.evaluate(() =>
    document.querySelector('main')?.insertAdjacentHTML('beforeend', '<img src="data:,"><button></button>'),
  );
  const told = (await violationsOn(page)).map((violation) => violation.split(':')[0]);
  expect(told.sort()).toEqual(['button-name', 'image-alt']);
});

/** Opens the page and has axe look at it; where it finds something, that is told and the walk goes on. */
async function look(page: Page, address: string): Promise<void> {
  await page.goto(address);
  expect.soft(await violationsOn(page), address).toEqual([]);
}
