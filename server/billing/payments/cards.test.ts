import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atOnce } from '../../../test/at-once.ts';
import { keepCard, type TestCard } from '../../../test/cards.ts';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import { Fail } from '../../base/errors.ts';
import { getAccount } from '../../identity/index.ts';
import { accountBalance } from '../../ledger/index.ts';
import { getOrder, placeOrder } from '../../orders/index.ts';
import { checkBooks } from '../books/books.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { getInvoice } from '../invoices/invoices.ts';
import { debitInvoice } from '../invoices/notes.ts';
import { chargeDue, chargeOfInvoice, settleAttempt } from './card-charges.ts';
import { myCard, removeCard, switchCard } from './cards.ts';
import { beginCheckout } from './checkouts.ts';
import { cardKeeper, useCardKeeper } from './gateway.port.ts';
import { accountCredit, recordPayment } from './payments.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
  await past.world.person(past.najd, ['billing'], { email: 'payer@najd.example' });
}, 240_000);
afterAll(() => past.stop());

const asVendor: ProgramHistory['world']['system'] = (work) =>
  past.world.as(past.vendor, ['finance', 'owner'], work);
const asNajd: ProgramHistory['world']['system'] = (work) => past.world.as(past.najd, ['owner'], work);
const keep = (card: TestCard = {}) => keepCard(past, past.najd, card);

/** A document that is due on the day of the world's clock plus 30. */
async function invoice(net = 1000n): Promise<Invoice> {
  const january = past.january.find(({ buyer_id }) => buyer_id === past.najd.id);
  const words = { en: 'A service', ar: 'خدمة' };
  return asVendor((ctx) =>
    debitInvoice(ctx, january?.id ?? '', { reason: 'A service', lines: [{ words, net, exemption: null }] }),
  );
}

const pay = (amount: bigint, invoice_id: string | null = null) =>
  asVendor(async (ctx) => {
    const account_id = past.january.find(({ buyer_id }) => buyer_id === past.najd.id)?.account_id ?? '';
    return recordPayment(ctx, { account_id, invoice_id, amount, received_on: '2026-03-02', note: 'by hand' });
  });

/** Nothing open and no credit on Najd IT's account. */
async function evenOut(): Promise<void> {
  const account_id = past.january.find(({ buyer_id }) => buyer_id === past.najd.id)?.account_id ?? '';
  const owed = await past.world.system((ctx) => accountBalance(ctx, account_id, 'receivable'));
  if (owed > 0n) await pay(owed);
  const { amount } = await asVendor((ctx) => accountCredit(ctx, account_id));
  if (amount <= 0n) return;
  await invoice(amount);
  await evenOut();
}

let day = Date.parse('2026-03-02T06:00:00.000Z');
/** So many days later, in the morning; what is due fires. */
async function later(days: number): Promise<void> {
  day += days * 86_400_000;
  past.world.moveTo(new Date(day).toISOString());
  await past.world.tick();
}
const soon = (minutes: number) => past.world.moveTo(new Date(day + minutes * 60_000).toISOString());

const charge = ({ id }: Pick<Invoice, 'id'>) => asNajd((ctx) => chargeOfInvoice(ctx, id));
const paid = async ({ id }: Invoice) => (await asVendor((ctx) => getInvoice(ctx, id))).paid;
const attempts = ({ id }: Invoice) =>
  past.world.system(({ db }) =>
    db.selectFrom('billing.card_attempt').selectAll().where('charge_id', '=', id).orderBy('number').execute(),
  );
/** What the gateway has taken in all for these tries. */
async function taken(...invoices: Invoice[]): Promise<number> {
  const ids = new Set((await Promise.all(invoices.map(attempts))).flat().map(({ id }) => id));
  const { card } = await asNajd(myCard);
  const { customer_ref } = card ?? expect.fail('no card');
  const answer = await fetch(`${past.sandbox.url}/v1/payment_intents?customer=${customer_ref}`, {
    headers: { authorization: 'Bearer sk_test_sandbox' },
  });
  const { data } = (await answer.json()) as {
    data: { amount_received: number; metadata: { reference: string } }[];
  };
  return data
    .filter(({ metadata }) => ids.has(metadata.reference))
    .reduce((sum, { amount_received }) => sum + amount_received, 0);
}
const letters = async (kind: string) =>
  past.world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('body')
      .where('kind', '=', kind)
      .where('recipient', '=', 'payer@najd.example')
      .orderBy('id')
      .execute(),
  );
const holds = async () => expect((await past.world.system(checkBooks)).differences).toEqual([]);

/** As if the worker died while it was asking: the state row is written, and the gateway has or hasn't heard of it. */
async function crashDuring(heard: boolean): Promise<void> {
  const real = cardKeeper();
  useCardKeeper({
    ...real,
    charge: async (wanted) => {
      if (heard) await real.charge(wanted);
      throw new Error('the worker is gone');
    },
  });
  await expect(chargeDue.run(past.world.door, {}, { number: 1, last: false })).rejects.toThrow('gone');
  useCardKeeper(real);
}

beforeEach(async () => {
  await evenOut();
  await keep();
});

describe('a card kept for an account', () => {
  test('what is kept: names of it, what was agreed to, by whom and when; one at a time', async () => {
    const first = (await asNajd(myCard)).card;
    await keep({ number: '5555555555554444', expiry: '04/31' });
    const { card, mandate } = await asNajd(myCard);
    expect(card).toMatchObject({
      brand: 'mastercard',
      last4: '4444',
      expires_on: '2031-04-30',
      automatic: true,
    });
    expect(card?.customer_ref).toBe(first?.customer_ref);
    expect(mandate).toMatchObject({
      language: 'en',
      prepaid: false,
      agreed_at: past.world.now().toISOString(),
    });
    expect(mandate?.words).toContain('Sahara Net may charge this card');
  });

  test('an invoice is charged on its day, once, and not before', async () => {
    const due = await invoice();
    await past.world.runJobs();
    expect((await letters('invoice.issued')).at(-1)?.body).toContain(
      `It is charged to your card Visa •••• 4242 on ${due.due_on}`,
    );
    await later(29);
    expect(await charge(due)).toMatchObject({ state: 'waiting', tries: 0, card_on: true });
    await later(1);
    expect([await paid(due), (await charge(due))?.state]).toEqual([due.total, 'paid']);
    await later(1);
    expect(await attempts(due)).toHaveLength(1);
    await holds();
  });

  test('only what is open then: after credit, a part that came by transfer, or all of it', async () => {
    const [part, whole] = [await invoice(), await invoice()];
    await pay(400n, part.id);
    await pay(whole.total, whole.id);
    await later(30);
    expect((await attempts(part)).map(({ amount }) => amount)).toEqual([part.total - 400n]);
    expect([await paid(part), await attempts(whole), (await charge(whole))?.state]).toEqual([
      part.total,
      [],
      'dropped',
    ]);
    await holds();
  });

  test('nothing after it was removed or turned off; turned on again, what is not overdue is taken up', async () => {
    const [first, second] = [await invoice(), await invoice(500n)];
    await asNajd((ctx) => switchCard(ctx, { automatic: false, prepaid: false }));
    expect((await charge(first))?.card_on).toBe(false);
    await later(30);
    expect([await paid(first), await paid(second)]).toEqual([0n, 0n]);
    await asNajd((ctx) => switchCard(ctx, { automatic: true, prepaid: false }));
    await past.world.tick();
    expect([await paid(first), await paid(second)]).toEqual([first.total, second.total]);
    const third = await invoice();
    await asNajd(removeCard);
    await past.world.runJobs();
    await later(30);
    expect([await paid(third), await attempts(third)]).toEqual([0n, []]);
  });

  test('who has just gone to pay by hand is waited for', async () => {
    const due = await invoice();
    await later(29);
    day += 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    await asNajd((ctx) => beginCheckout(ctx, { invoice_id: due.id }));
    await past.world.tick();
    expect(await attempts(due)).toEqual([]);
    soon(31);
    await past.world.tick();
    expect(await paid(due)).toBe(due.total);
  });
});

describe('a card that is declined', () => {
  test('is told with the reason, tried again on the third and the seventh day, then no more', async () => {
    await keep({ number: '4000000000000341' });
    const due = await invoice();
    const before = (await letters('card.declined')).length;
    await later(30);
    expect(await charge(due)).toMatchObject({ state: 'waiting', reason: 'declined', tries: 1 });
    for (const [days, tries] of [
      [2, 1],
      [1, 2],
      [3, 2],
      [1, 3],
      [30, 3],
    ] as const) {
      await later(days);
      expect((await charge(due))?.tries).toBe(tries);
    }
    expect((await charge(due))?.state).toBe('stopped');
    const told = (await letters('card.declined')).slice(before);
    expect(told).toHaveLength(3);
    expect(told[0]?.body).toMatch(/could not take .*11\.50.*Visa •••• 0341[\s\S]*try again on 20/);
    expect(told[2]?.body).toMatch(new RegExp(`not try this card again[\\s\\S]*/console/billing/${due.id}`));
    expect(await taken(due)).toBe(0);
  });

  test('with another card it is charged at once', async () => {
    await keep({ number: '4000002760003184' });
    const due = await invoice();
    await later(30);
    expect(await charge(due)).toMatchObject({ state: 'stopped', reason: 'authentication', tries: 1 });
    await keep();
    expect([await paid(due), (await charge(due))?.state]).toEqual([due.total, 'paid']);
    await holds();
  });

  test('paid by hand meanwhile, it is not tried again', async () => {
    await keep({ number: '4000000000000341' });
    const due = await invoice();
    await later(30);
    await pay(due.total, due.id);
    await later(3);
    expect([(await attempts(due)).length, (await charge(due))?.state]).toEqual([1, 'dropped']);
  });
});

describe('at once', () => {
  test('workers, however many: each invoice is taken once', async () => {
    const all = await Promise.all([1000n, 2000n, 3000n].map(invoice));
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    const work = () => chargeDue.run(past.world.door, {}, { number: 1, last: false });
    await atOnce(work, work, work);
    await past.world.runJobs();
    expect(await Promise.all(all.map(paid))).toEqual(all.map(({ total }) => total));
    expect(await taken(...all)).toBe(all.reduce((sum, { total }) => sum + Number(total), 0));
    await holds();
  });

  test('workers and a transfer of all of it: what came twice waits as credit, what came first is not charged', async () => {
    const due = await invoice();
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    const work = () => chargeDue.run(past.world.door, {}, { number: 1, last: false });
    await atOnce(work, () => pay(due.total, due.id), work);
    expect(await paid(due)).toBe(due.total);
    expect((await attempts(due)).length).toBeLessThan(2);
    await holds();
  });

  test('removed while it is charged: refused; removed before: nothing is taken', async () => {
    const due = await invoice();
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    const work = () => chargeDue.run(past.world.door, {}, { number: 1, last: false });
    const [, removal] = await Promise.allSettled([work(), asNajd(removeCard)]);
    const kept = removal.status === 'rejected' || (await attempts(due)).length > 0;
    expect(await paid(due)).toBe(kept ? due.total : 0n);
    if (removal.status === 'rejected') expect(removal.reason).toBeInstanceOf(Fail);
  });
});

describe('a crash between the call and the commit', () => {
  test('the gateway took it: it is asked, and booked once', async () => {
    const due = await invoice();
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    await crashDuring(true);
    expect([await paid(due), await taken(due)]).toEqual([0n, Number(due.total)]);
    // The news of it was lost with the process: it stands in the gateway's list.
    await past.world.tick();
    expect([await paid(due), (await attempts(due)).length, await taken(due)]).toEqual([
      due.total,
      1,
      Number(due.total),
    ]);
  });

  test('it never heard of it: it is charged then, unless it was paid, or the card removed, meanwhile', async () => {
    const [again, transferred] = [await invoice(), await invoice(2000n)];
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    await crashDuring(false);
    await expect(asNajd(removeCard)).rejects.toThrow('being charged at this moment');
    await expect(asNajd((ctx) => beginCheckout(ctx, { invoice_id: again.id }))).rejects.toThrow(
      'being charged for this at the moment',
    );
    await pay(transferred.total, transferred.id);
    soon(3);
    await past.world.tick();
    expect([await paid(again), await taken(again), await taken(transferred)]).toEqual([
      again.total,
      Number(again.total),
      0,
    ]);
    expect((await attempts(transferred)).map(({ state }) => state)).toEqual(['withdrawn']);
    const last = await invoice();
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    await crashDuring(false);
    soon(3);
    await asNajd(removeCard);
    await past.world.tick();
    await past.world.tick();
    expect([await paid(last), (await charge(last))?.state]).toEqual([0n, 'dropped']);
    await holds();
  });

  test('answer, news and who asks after a restart: one payment', async () => {
    const due = await invoice();
    day += 30 * 86_400_000;
    past.world.moveTo(new Date(day).toISOString());
    await crashDuring(true);
    const [{ id } = { id: '' }] = await attempts(due);
    const ask = () => settleAttempt.run(past.world.door, { id }, { number: 1, last: false });
    await atOnce(ask, ask, ask);
    const { rows } = await past.world.system(({ db }) =>
      sql`select from billing.payment p join billing.card_attempt t on p.source = 'card:' || t.payment_ref where t.id = ${id}`.execute(
        db,
      ),
    );
    expect([rows.length, await paid(due)]).toEqual([1, due.total]);
  });
});

describe('an order that is paid ahead', () => {
  const order = async () => {
    const { customer_id } = await past.world.system(({ db }) =>
      db
        .selectFrom('orders.subscription')
        .select('customer_id')
        .where('reseller_id', '=', past.jidda.reseller_id)
        .executeTakeFirstOrThrow(),
    );
    const lines = [{ offer_id: past.stock.monthly.id, quantity: 3, domain: `d${Math.abs(day)}.example` }];
    day += 1000;
    const placed = await past.world.as(past.jidda, ['owner'], (ctx) =>
      placeOrder(ctx, { customer_id, lines }),
    );
    await past.world.runJobs();
    return past.world.system((ctx) => getOrder(ctx, placed.order.id));
  };

  test('is charged at once with what its request comes to, if that was ticked, and goes on', async () => {
    await keepCard(past, past.jidda);
    expect((await order()).state).toBe('awaiting_payment');
    await keepCard(past, past.jidda, { prepaid: true });
    const paidOrder = await order();
    expect(paidOrder.state).not.toBe('awaiting_payment');
    const { charges } = await past.world.as(past.jidda, ['owner'], myCard);
    expect(charges.map(({ number, state }) => [number, state])).toContainEqual([paidOrder.number, 'paid']);
    await holds();
  });
});

test('who may: the buyer keeps, the seller sees the charge of its invoice, others see nothing', async () => {
  const due = await invoice();
  expect((await asVendor((ctx) => chargeOfInvoice(ctx, due.id)))?.state).toBe('waiting');
  await expect(past.world.as(past.dubai, ['owner'], (ctx) => chargeOfInvoice(ctx, due.id))).rejects.toThrow(
    'no such invoice',
  );
  await expect(past.world.as(past.najd, ['sales'], removeCard)).rejects.toThrow('Only these roles');
  await expect(asVendor(myCard)).rejects.toThrow();
  expect((await asNajd((ctx) => getAccount(ctx, due.account_id))).buyer_id).toBe(past.najd.id);
});

test('a card that ends is told of once, thirty days ahead', async () => {
  const now = new Date(day);
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1));
  const expiry = `${String(month.getUTCMonth() + 1).padStart(2, '0')}/${String(month.getUTCFullYear()).slice(2)}`;
  await keep({ expiry });
  await past.world.tick();
  expect(await letters('card.ending')).toHaveLength(0);
  await later(70);
  await later(1);
  const told = await letters('card.ending');
  expect(told).toHaveLength(1);
  expect(told[0]?.body).toContain(`valid until the end of ${month.toISOString().slice(0, 7)}`);
});
