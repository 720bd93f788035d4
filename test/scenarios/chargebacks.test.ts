import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkBooks } from '../../server/billing/index.ts';
import { getInvoice } from '../../server/billing/invoices/invoices.ts';
import { creditInvoice } from '../../server/billing/invoices/notes.ts';
import { accountCredit, listPayments } from '../../server/billing/payments/payments.ts';
import { openCardDesk } from '../card-desk.ts';
import { openHistory, type ProgramHistory } from '../history.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let desk: Awaited<ReturnType<typeof openCardDesk>>;
beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  desk = await openCardDesk(past, app);
}, 240_000);
afterAll(async () => {
  desk.stop();
  await app.close();
  await past.stop();
});

const asVendor: ProgramHistory['world']['system'] = (work) => past.world.as(past.vendor, ['finance'], work);

const cards = async (newest = 50) => {
  const { items } = await asVendor((ctx) =>
    listPayments(ctx, 'received', { limit: 50, format: 'json', sort: '-recorded_at' }),
  );
  const ofCards = items.filter(({ method }) => method === 'card');
  return ofCards.slice(0, newest).map(({ amount, reason }) => [amount, reason]);
};
const lastDispute = () =>
  desk
    .heard()
    .filter(({ type }) => type === 'charge.dispute.created')
    .at(-1)?.data.object.id ?? expect.fail('no dispute');
const paidOn = async ({ id }: { id: string }) => (await asVendor((ctx) => getInvoice(ctx, id))).paid;
const credit = async (accountId: string) => (await asVendor((ctx) => accountCredit(ctx, accountId))).amount;
const lettersOf = (kind: string, recipient: string) =>
  past.world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .selectAll()
      .where('kind', '=', kind)
      .where('recipient', '=', recipient)
      .execute(),
  );
const balanced = async () => expect((await past.world.system(checkBooks)).differences).toEqual([]);

describe('the holder of a card disputes a payment', () => {
  test('the payment is reversed as a chargeback once, even if the news of it comes before that of the payment', async () => {
    const { invoice } = await desk.pay(1000n, 'disputed');
    await desk.tell('charge.dispute.created', 'checkout.session.completed', 'charge.dispute.funds_withdrawn');
    expect(await cards()).toEqual([
      [-invoice.total, 'chargeback'],
      [invoice.total, null],
    ]);
    expect(await paidOn(invoice)).toBe(0n);
    await balanced();
  });

  test('and won, the money is a payment of its own, once', async () => {
    await desk.give(lastDispute(), 'winning_evidence');
    await desk.tell('charge.dispute.closed', 'charge.dispute.funds_reinstated');
    const [back, ...before] = await cards();
    expect(before).toHaveLength(2);
    expect(back).toEqual([before[1]?.[0], null]);
    await expect(desk.give(lastDispute(), 'losing_evidence')).rejects.toThrow();
    await balanced();
  });
});

describe('the holder of a card disputes a part of a payment', () => {
  test('so much of it falls once: what waits first, then of what it settles; both sides are told', async () => {
    const seller = await past.world.person(past.vendor, ['finance'], { language: 'ar' });
    const buyer = await past.world.person(past.najd, ['billing'], { language: 'en' });
    const { invoice, intent, payment } = await desk.pay(10_000n);
    await desk.tell('checkout.session.completed');
    await desk.disputeAtBank(intent, '40.00');
    await desk.tell('charge.dispute.created', 'charge.dispute.funds_withdrawn');
    expect(await cards(2)).toEqual([
      [-4000n, 'chargeback'],
      [invoice.total, null],
    ]);
    expect(await paidOn(invoice)).toBe(invoice.total - 4000n);
    expect(await payment()).toMatchObject({
      taken: 4000n,
      allocated: invoice.total - 4000n,
      reversal_id: null,
    });
    const [told, ...twice] = await lettersOf('dispute.opened', seller.email);
    expect(twice).toEqual([]);
    expect(told?.subject).toContain('اعتراض على SAR 40.00');
    expect(told?.body).toContain(lastDispute());
    const [letter] = await lettersOf('payment.reversed', buyer.email);
    expect(letter?.subject).toContain('SAR 40.00 of your payment');
    expect(letter?.body).toContain(`${invoice.number} (SAR 40.00)`);
    await balanced();
  });

  test('and won, that part comes back as a payment of its own, once, and pays the invoice', async () => {
    const seller = await past.world.person(past.vendor, ['finance'], { language: 'en' });
    await desk.give(lastDispute(), 'winning_evidence');
    await desk.tell('charge.dispute.closed', 'charge.dispute.funds_reinstated');
    expect((await cards(1))[0]).toEqual([4000n, null]);
    expect((await lettersOf('dispute.won', seller.email)).map(({ subject }) => subject)).toEqual([
      'Dispute won: SAR 40.00 of Najd IT is back',
    ]);
    await balanced();
  });

  test('two of one payment take no more than it, and what a credit note gave takes the place of what falls', async () => {
    await desk.settleAll();
    const { invoice, intent, payment } = await desk.pay(10_000n);
    await desk.tell('checkout.session.completed');
    await asVendor((ctx) => creditInvoice(ctx, invoice.id, { reason: 'Half of it', net: 5000n }));
    const before = await credit(invoice.account_id);
    await desk.disputeAtBank(intent, '57.50');
    await desk.tell('charge.dispute.created');
    expect([await paidOn(invoice), await credit(invoice.account_id)]).toEqual([
      invoice.total,
      before - 5750n,
    ]);
    await desk.disputeAtBank(intent, '57.50');
    await desk.tell('charge.dispute.created', 'charge.dispute.funds_withdrawn');
    expect(await payment()).toMatchObject({ taken: invoice.total, allocated: 0n });
    await balanced();
  });
});
