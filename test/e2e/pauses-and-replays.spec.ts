import type { APIRequestContext } from '@playwright/test';
import { path, paths } from '../../web/paths.ts';
import { examine } from './examine.ts';
import { expect, test } from './fixture.ts';
import { dialogOf, press, read } from './parts.ts';

for (const language of ['en', 'ar'] as const) {
  test.describe(language, () => {
    test.use({ language });

    test('a subscription rests, and runs again when its seller says so', async ({ desk }) => {
      const { page, say } = await desk.signInAs('reseller', 'sales');
      const id = await pausable(page.request, language);
      await page.goto(path(paths.console.subscription, { subscriptionId: id }));
      await page.getByRole('button', { name: say('Pause'), exact: true }).click();
      await expect(dialogOf(page)).toBeVisible();
      await press(page, say('Pause it'));
      await expect(page.getByRole('button', { name: say('Resume'), exact: true })).toBeEnabled();
      await expect(page.getByText(say('When you resume it'))).toBeVisible();
      await examine(page);
      await page.getByRole('button', { name: say('Resume'), exact: true }).click();
      await expect(page.getByRole('button', { name: say('Pause'), exact: true })).toBeEnabled();
    });

    test('other list prices are tried on the last month, and nothing of it is published', async ({
      desk,
    }) => {
      const { page, say } = await desk.signInAs('vendor', 'finance');
      await page.goto(paths.office.newReplay);
      await page.getByRole('radio', { name: say('List prices') }).click();
      await page.getByRole('textbox', { name: say('Percent') }).fill('4');
      await page.getByRole('textbox', { name: say('Name'), exact: true }).fill('Four more');
      await examine(page);
      await page.getByRole('button', { name: say('Run it') }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Four more' })).toBeVisible();
      await expect(page.getByText(say('Ready'), { exact: true })).toBeVisible();
      await expect(page.getByRole('columnheader', { name: say('Would be') })).toBeVisible();
      await examine(page);
    });

    test('a reseller tries another price book on its last month, and sees what is left', async ({ desk }) => {
      const { page, say } = await desk.signInAs('reseller', 'owner');
      await page.goto(paths.console.priceBook);
      await page.getByRole('link', { name: say('Try it on the last month') }).click();
      await expect(page.getByRole('radio', { name: say('Your price book') })).toBeChecked();
      const take = new RegExp(say('Take out {name}', { name: '.+' }));
      await expect(page.getByRole('button', { name: take }).first()).toBeVisible();
      await page
        .getByRole('textbox', { name: say('Percent') })
        .first()
        .fill('90');
      await page.getByRole('textbox', { name: say('Name'), exact: true }).fill('Ninety more');
      await examine(page);
      await page.getByRole('button', { name: say('Run it') }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Ninety more' })).toBeVisible();
      await expect(page.getByText(say('Ready'), { exact: true })).toBeVisible();
      await expect(page.getByRole('columnheader', { name: say('Your margin') })).toBeVisible();
      await examine(page);
    });

    test('a month end is compared and accounted for, and a file of use that is wrong says where', async ({
      desk,
    }) => {
      const { page, say } = await desk.signInAs('vendor', 'finance');
      const runs = await read<{ items: { id: string }[] }>(page.request, '/v1/billing/runs');
      await page.goto(path(paths.office.run, { runId: runs.items[0]?.id ?? '' }));
      await page.getByRole('tab', { name: say('Comparison') }).click();
      await expect(page.getByRole('heading', { name: say('Compared with the month before') })).toBeVisible();
      await examine(page);
      await page.getByRole('tab', { name: say('Completeness') }).click();
      await expect(page.getByRole('columnheader', { name: say('Unit-days charged') })).toBeVisible();
      await examine(page);
      await page.goto(paths.office.usage);
      const wrong = 'subscription,event_id,used_on,units\nS-1,e1,2026-13-01,5\n';
      const file = { name: 'use.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) };
      await page.locator('input[type=file]').setInputFiles(file);
      await expect(page.getByRole('columnheader', { name: say('What is wrong') })).toBeVisible();
      await expect(page.getByText('used_on', { exact: true })).toBeVisible();
      await examine(page);
    });
  });
}

/** An active subscription of the actor that can pause and that no other test of this run takes: each language has its own. */
async function pausable(api: APIRequestContext, language: string): Promise<string> {
  const { items } = await read<{ items: { id: string }[] }>(
    api,
    `/v1/orders/subscriptions?state=active&limit=200&sort=${language === 'en' ? 'number' : '-number'}`,
  );
  for (const { id } of items) {
    const one = await read<{ can: { pause: true | string }; pausing: string }>(
      api,
      `/v1/orders/subscriptions/${id}`,
    );
    if (one.can.pause === true && one.pausing === 'free') return id;
  }
  throw new Error('the demo has no subscription that can pause');
}
