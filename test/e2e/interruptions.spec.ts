import { paths } from '../../web/paths.ts';
import { expect, test } from './fixture.ts';
import { atRest } from './parts.ts';

test('what a person types outlives the session, and a page that cannot be had can be tried again', async ({
  desk,
}) => {
  const { page, say } = await desk.signInAs('reseller', 'sales');
  const places = page.getByRole('navigation').first();
  await expect(places.getByRole('link', { name: say('Customers') })).toBeVisible();
  await expect(places.getByRole('link', { name: say('Billing') })).toHaveCount(0);

  await page.goto(paths.console.newCustomer);
  const name = page.getByRole('textbox', { name: say('Name'), exact: true });
  await name.fill('Wells of Thaj');
  const answer = await page.request.delete('/v1/session', { headers: { 'x-caravan-csrf': '1' } });
  expect(answer.status()).toBe(204);
  await page.getByRole('button', { name: say('Add the customer') }).click();
  await page.waitForURL(`**${paths.signIn}?next=*`);
  await page.request.post('/v1/session', { data: SALES, headers: { 'x-caravan-csrf': '1' } });
  await page.goto(paths.console.newCustomer);
  await expect(name).toHaveValue('Wells of Thaj');

  await atRest(page);
  await page.getByRole('button', { name: say('Start over') }).click();
  await page.context().setOffline(true);
  await places.getByRole('link', { name: say('Special prices') }).click();
  await expect(
    page.getByText(say("The server can't be reached. Check the connection and try again.")),
  ).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: say('Try again') }).click();
  await expect(page.getByRole('heading', { name: say('Special prices'), level: 1 })).toBeVisible();
});

const SALES = { email: 'sales@najd-it.example', password: 'seven wells of Najd' };
