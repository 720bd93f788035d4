import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Organization } from '../../server/identity/index.ts';
import { readPdf } from '../pdf.ts';
import { type Browser, openStory, type Story } from '../story.ts';

let story: Story;
let finance: Browser;
let vendor: Organization;
beforeAll(async () => {
  story = await openStory('2026-01-10T06:00:00.000Z');
  vendor = await story.world.vendor();
  finance = await story.browser(vendor, 'finance');
});
afterAll(() => story.close());

type Line = { component: string; quantity: number; days: number; net: { amount: number } };
const brief = ({ component, quantity, days, net }: Line) => [component, quantity, days, net.amount];
const balance = async (account: string) => {
  const { rows, balanced } = await story.ask(finance, 'GET', '/v1/ledger/trial-balance');
  expect(balanced).toBe(true);
  return rows.find((row: { ledger_account: string }) => row.ledger_account === account)?.balance.amount ?? 0;
};

describe('a past that was otherwise', () => {
  let owner: Browser;
  let najd: Organization;
  let sold: Awaited<ReturnType<Story['sell']>>;
  beforeAll(async () => {
    najd = await story.reseller('postpay', 'Najd IT');
    owner = await story.browser(najd, 'owner');
    sold = await story.sell(najd, story.stock.monthly.id, 10, 'noor.example');
    story.world.moveTo('2026-02-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-02-01');
  });

  test('a wrong quantity is taken back on the next invoice, at the price it was charged; nothing issued changes', async () => {
    const january = await story.newest(owner);
    // 10 × 2700 × 0.8 × 22/31
    expect(january.lines.map(brief)).toEqual([['usage', 10, 22, 15329]]);
    const wrong = {
      starts_on: '2026-01-20',
      until: null,
      quantity: 6,
      reason: 'Four seats were ordered twice',
    };
    const path = `/v1/orders/subscriptions/${sold.subscriptionId}/corrections`;
    expect(await story.ask(owner, 'POST', path, wrong)).toMatchObject({ status: 403 });
    expect(await story.ask(finance, 'POST', path, { ...wrong, starts_on: '2026-01-01' })).toMatchObject({
      status: 422,
    });
    expect(await story.ask(finance, 'POST', path, wrong)).toMatchObject({ status: 201, quantity: 6 });
    await story.world.runJobs();
    const preview = await story.ask(owner, 'GET', '/v1/billing/preview');
    // −4 × 2160 × 12/31 and the first of February for 6
    expect(preview.lines.map(brief)).toEqual([
      ['adjustment', -4, 12, -3345],
      ['usage', 6, 1, 463],
    ]);
    expect(preview.lines[0]).toMatchObject({
      words: { en: wrong.reason },
      corrects: { number: january.number },
    });
    expect(preview.total.amount).toBeLessThan(0);
    expect((await story.newest(owner)).lines).toEqual(january.lines);
  });

  test('an end that was meant for an earlier day: the month comes to less than nothing, and is a credit note', async () => {
    const path = `/v1/orders/subscriptions/${sold.subscriptionId}/corrections`;
    const end = { starts_on: '2026-01-12', until: null, quantity: 0, reason: 'The customer had left' };
    expect(await story.ask(finance, 'POST', path, end)).toMatchObject({ status: 201, quantity: 0 });
    await story.world.runJobs();
    story.world.moveTo('2026-03-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-03-01');
    const note = await story.newest(owner, '&kind=credit_note');
    // what stays of January is 10 × 2160 × 2/31 = 1393.5…: 15329 − 13935 = 1394
    expect(note).toMatchObject({ number: 'CN-2026-000001', net: { amount: -13935 }, tax: { amount: -2090 } });
    expect(note.lines.map(brief)).toEqual([['adjustment', -10, 20, -13935]]);
    const january = await story.newest(owner, '&kind=invoice');
    // It pays most of January, which was still open.
    expect(january).toMatchObject({ credited: { amount: 16025 }, open: { amount: 15329 + 2299 - 16025 } });
    expect(await balance('receivable')).toBe(1603);
  });
});

describe('credit notes', () => {
  let owner: Browser;
  let invoice: { id: string; number: string; total: { amount: number }; lines: { key: object }[] };
  beforeAll(async () => {
    const sana = await story.reseller('postpay', 'Sana Cloud');
    owner = await story.browser(sana, 'owner');
    await story.sell(sana, story.stock.monthly.id, 10, 'sana.example');
    story.world.moveTo('2026-04-01T06:00:00.000Z');
    await story.monthEnd(finance, '2026-04-01');
    invoice = await story.newest(owner);
  });
  const credit = (body: object, browser = finance) =>
    story.ask(browser, 'POST', `/v1/billing/invoices/${invoice.id}/credit-notes`, {
      reason: 'Three days without service',
      ...body,
    });

  test('take a part, then all that is left, and never more', async () => {
    // 10 × 2160 for the whole month
    expect(invoice).toMatchObject({ net: { amount: 21600 }, tax: { amount: 3240 } });
    expect(await credit({}, owner)).toMatchObject({ status: 403 });
    expect(await credit({ net: 21601 })).toMatchObject({ status: 422 });
    const part = await credit({ lines: [{ ...invoice.lines[0]?.key, net: 2160 }] });
    expect(part).toMatchObject({
      status: 201,
      kind: 'credit_note',
      net: { amount: -2160 },
      tax: { amount: -324 },
      state: 'paid',
    });
    expect(part.corrects).toEqual({ id: invoice.id, number: invoice.number });
    const rest = await credit({});
    expect(rest).toMatchObject({ net: { amount: -19440 }, tax: { amount: -2916 } });
    expect(await credit({})).toMatchObject({ status: 409 });
    expect(await story.ask(owner, 'GET', `/v1/billing/invoices/${invoice.id}`)).toMatchObject({
      state: 'credited',
      open: { amount: 0 },
    });
    const notes = await story.ask(
      owner,
      'GET',
      `/v1/billing/invoices?side=received&corrects_id=${invoice.id}`,
    );
    expect(notes.items.map(({ number }: { number: string }) => number)).toEqual([
      'CN-2026-000003',
      'CN-2026-000002',
    ]);
  });

  test('say what they are on paper', async () => {
    const note = await story.newest(owner, '&kind=credit_note');
    const pdf = await story.ask(owner, 'GET', `/v1/billing/invoices/${note.id}/document.pdf?language=en`);
    const text = (await readPdf(pdf.rawPayload)).pages.join(' ');
    expect(text).toContain('Credit note');
    expect(text).toContain(note.number);
    expect(text).toContain(invoice.number);
  });

  test('a debit note charges more, and what will not come is written off to bad debt', async () => {
    const debit = await story.ask(finance, 'POST', `/v1/billing/invoices/${invoice.id}/debit-notes`, {
      reason: 'Travel to the site',
      lines: [{ words: { en: 'Travel', ar: 'انتقال' }, net: 10000 }],
    });
    expect(debit).toMatchObject({
      status: 201,
      number: 'DN-2026-000001',
      total: { amount: 11500 },
      state: 'open',
    });
    const before = await balance('bad_debt');
    const off = await story.ask(finance, 'POST', `/v1/billing/invoices/${debit.id}/write-off`, {
      reason: 'Insolvent',
    });
    expect(off).toMatchObject({ status: 200, state: 'written_off', open: { amount: 0 } });
    expect((await balance('bad_debt')) - before).toBe(11500);
    expect(
      await story.ask(finance, 'POST', `/v1/billing/invoices/${debit.id}/write-off`, { reason: 'Again' }),
    ).toMatchObject({ status: 403 });
  });
});
