import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, openStory, type Story } from '../../../test/story.ts';
import { type ExportedInvoice, recomputeInvoice } from '../../../tools/recompute.ts';

let story: Story;
let finance: Browser;
beforeAll(async () => {
  story = await openStory('2026-01-05T06:00:00.000Z');
  finance = await story.browser(await story.world.vendor(), 'finance');
});
afterAll(() => story.close());

test('a file tells the timeline that its lines were drafted by, though it was corrected before they were issued', async () => {
  const office = await story.browser(await story.world.vendor(), 'administrator');
  const buyer = await story.reseller('postpay', 'Najd IT');
  const { subscriptionId } = await story.sell(buyer, story.stock.monthly.id, 10, 'najd.example');
  story.world.moveTo('2026-02-01T06:00:00.000Z');
  const run = await story.monthEnd(finance, '2026-02-01', false);
  story.world.moveTo('2026-02-02T06:00:00.000Z');
  const correction = { starts_on: '2026-01-10', until: '2026-01-20', quantity: 4, reason: 'A wrong number' };
  const said = await story.ask(
    office,
    'POST',
    `/v1/orders/subscriptions/${subscriptionId}/corrections`,
    correction,
  );
  expect(said.status).toBe(201);
  story.world.moveTo('2026-02-03T06:00:00.000Z');
  await story.ask(finance, 'POST', `/v1/billing/runs/${run.id}/issue`);
  const { items } = await story.ask(finance, 'GET', '/v1/billing/invoices?side=issued');
  const file: ExportedInvoice = await story.ask(
    finance,
    'GET',
    `/v1/billing/invoices/${items[0].id}/export.json`,
  );
  expect(file.lines.map(({ quantity, segments }) => [quantity, segments.length])).toEqual([['10', 1]]);
  expect(recomputeInvoice(file).filter(({ agrees }) => !agrees)).toEqual([]);
});
