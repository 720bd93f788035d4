import AxeBuilder from '@axe-core/playwright';
import { paths } from '../../web/paths.ts';
import { addressesOf } from './addresses.ts';
import { expect, type Kind, type Page, test } from './fixture.ts';
import { atRest } from './parts.ts';

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
        for (const address of await addressesOf(kind, page.request)) await examine(page, address);
      });
    }

    test('so is every public page', async ({ desk }) => {
      const { page } = await desk.visit(paths.root);
      for (const address of [paths.root, paths.apply, paths.terms, paths.signIn, paths.forgot, paths.reset])
        await examine(page, address);
    });
  });
}

/** Opens the page, waits until it is at rest and has axe look at it. What axe finds is told in few words, and the walk goes on. */
async function examine(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await atRest(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
  expect.soft(found, address).toEqual([]);
}
