import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atOnce, meanwhile } from '../../../test/at-once.ts';
import { billMany } from '../../../test/many-invoices.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Ctx } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import type { Account, Organization } from '../../identity/index.ts';
import { recordPayment } from '../payments/payments.ts';
import { reversePayment } from '../payments/reversals.ts';
import { accountView, ownHold } from './account-views.ts';
import { AGES, ageOf } from './ageing.rules.ts';
import { receivables } from './ageing.sql.ts';
import { ageingTotals, listAged } from './ageing.ts';
import { holdByHand } from './holds.ts';
import { endPause, pauseReminders } from './pauses.ts';
import { PROPOSED } from './policies.rules.ts';
import { ownPolicy, setPolicy } from './policies.ts';
import { remindBuyers } from './reminders.task.ts';
import { remindNow } from './reminders.ts';

const TODAY = '2026-06-15';
let world: World;
let vendor: Organization;
beforeAll(async () => {
  world = await openWorld(at(TODAY), { support_email: 'money@sahara.example' });
  vendor = await world.vendor();
});
afterAll(() => world.close());

/** Seven in the morning in Riyadh. */
function at(day: string): string {
  return `${day}T04:00:00.000Z`;
}

const asVendor = <T>(work: (ctx: Ctx) => Promise<T>) => world.as(vendor, ['finance'], work);
const list = { limit: 50, format: 'json' } as const;

async function accountOf({ id }: Organization): Promise<Account> {
  return world.system(({ db }) =>
    db.selectFrom('identity.account').selectAll().where('buyer_id', '=', id).executeTakeFirstOrThrow(),
  );
}

/** A buyer of the vendor with somebody who handles its money. */
async function buyer(more: object = {}) {
  const organization = await world.reseller(more);
  const person = await world.person(organization, ['billing']);
  return { organization, person, account: await accountOf(organization) };
}

let serial = 0;

/** An invoice on the account, issued thirty days before it is due. */
async function owe(account: Account, due_on: string, total: bigint, more: object = {}): Promise<string> {
  const id = newId();
  serial += 1;
  const { reseller_id, seller_id, buyer_id, currency, id: account_id } = account;
  await world.system(({ db }) =>
    db
      .insertInto('billing.invoice')
      .values({
        ...{ reseller_id, id, account_id, seller_id, buyer_id, currency, run_id: newId(), kind: 'invoice' },
        ...{ number: `T-${serial}`, state: 'issued', net: total, tax: 0n, untaxed: 0n, total },
        ...{ tax_rate: '0', tax_note: 'standard', payment_reference: `RF${serial}`, due_on },
        ...{ period_from: addDays(due_on, -60), period_to: addDays(due_on, -30) },
        ...{ issued_on: addDays(due_on, -30), issued_at: at(addDays(due_on, -30)) },
        created_at: at(addDays(due_on, -30)),
        ...more,
      })
      .execute(),
  );
  return id;
}

function pay(account: Account, amount: bigint, received_on: string) {
  return asVendor((ctx) => recordPayment(ctx, { account_id: account.id, amount, received_on, note: '' }));
}

const viewOf = (account: Account) => asVendor((ctx) => accountView(ctx, account.id));
const lettersOf = async (account: Account) =>
  (await viewOf(account)).reminders.map(({ step, sent_on }) => `${sent_on} ${step}`).reverse();

async function mailsTo(email: string) {
  return world.system(({ db }) =>
    db.selectFrom('base.mail').selectAll().where('recipient', '=', email).orderBy('id').execute(),
  );
}

async function turnOn(seller: Organization, roles = ['finance']): Promise<void> {
  await world.as(seller, roles, async (ctx) => {
    const { policy } = await ownPolicy(ctx);
    await setPolicy(ctx, { version: policy.version, enabled: true, steps: [...PROPOSED] });
  });
}

async function liveThrough(day: string): Promise<void> {
  world.moveTo(at(day));
  await world.tick();
}

describe('ageing', () => {
  test('is what is open by its age on each account, as the rule says it', async () => {
    const expected = new Map<string, bigint[]>();
    for (const currency of ['SAR', 'USD']) {
      const { account } = await buyer({ currency });
      for (const late of [-20, 0, 1, 30, 31, 60, 61, 90, 91, 200]) {
        const due = addDays(TODAY, -late);
        await owe(account, due, BigInt(1000 + late));
        const sums = expected.get(account.id) ?? AGES.map(() => 0n);
        const place = AGES.indexOf(ageOf(due, TODAY));
        expected.set(account.id, sums.with(place, (sums[place] ?? 0n) + BigInt(1000 + late)));
      }
      await pay(account, 1200n + 50n, TODAY);
      expected.set(account.id, (expected.get(account.id) ?? []).with(4, 1200n + 1091n - 1250n));
      await owe(account, addDays(TODAY, -400), 7n, { state: 'draft', number: null });
      await owe(account, addDays(TODAY, -400), -7n, { kind: 'credit_note', net: -7n });
    }
    const { items } = await asVendor((ctx) => listAged(ctx, {}, list));
    for (const [id, sums] of expected) {
      const row = items.find((item) => item.id === id);
      expect(AGES.map((age) => row?.[age])).toEqual(sums);
      expect(row).toMatchObject({ days_overdue: 91, overdue: (row?.open ?? 0n) - (row?.not_due ?? 0n) });
    }
    const { items: totals } = await asVendor(ageingTotals);
    expect(totals.find(({ currency }) => currency === 'USD')).toMatchObject({
      accounts: 1,
      days_1_30: 2031n,
    });
  });

  test('pages in each order without leaving out or repeating, and narrows', async () => {
    for (let i = 0; i < 5; i += 1) await owe((await buyer()).account, addDays(TODAY, i - 2), 10n);
    for (const sort of ['-overdue', 'days_overdue', '-open', 'buyer_name']) {
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await asVendor((ctx) =>
          listAged(ctx, { currency: 'SAR' }, { limit: 2, format: 'json', sort, cursor }),
        );
        seen.push(...page.items.map(({ id }) => id));
        if (!page.next_cursor) break;
        cursor = page.next_cursor;
      }
      const all = await asVendor((ctx) => listAged(ctx, { currency: 'SAR' }, { ...list, sort }));
      expect(seen).toEqual(all.items.map(({ id }) => id));
      expect(new Set(seen).size).toBe(seen.length);
    }
    const { items } = await asVendor((ctx) => listAged(ctx, { state: 'not_due' }, list));
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ overdue }) => overdue === 0n)).toBe(true);
  });

  test('reads what is open, however long the history is', async () => {
    const other = await openWorld(at(TODAY));
    const seller = await other.vendor();
    const account = await other.system(async ({ db }) => {
      const { id } = await other.reseller();
      return db
        .selectFrom('identity.account')
        .selectAll()
        .where('buyer_id', '=', id)
        .executeTakeFirstOrThrow();
    });
    await other.system(({ db }) =>
      billMany(db, account, { accounts: 1500, months: 12, last_due_on: '2026-06-30' }),
    );
    const owner = new pg.Client({ connectionString: other.url });
    await owner.connect();
    await owner.query('analyze billing.invoice, billing.allocation, identity.account, identity.organization');
    await owner.end();
    const plan = await other.as(seller, ['finance'], async (ctx) => {
      const { items } = await listAged(ctx, { state: 'overdue' }, { ...list, limit: 200 });
      expect(items).toHaveLength(200);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain (analyze, timing off) select * from ${receivables(seller.id)} r`.execute(ctx.db);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('invoice_receivable');
    expect(plan).not.toMatch(/Seq Scan on (invoice|allocation)/);
    await other.close();
  });
});

describe('letters', () => {
  test('go to nobody before the seller turns them on, and from the next morning on then', async () => {
    const { account } = await buyer();
    await owe(account, addDays(TODAY, -5), 100n);
    await liveThrough(addDays(TODAY, 1));
    expect(await lettersOf(account)).toEqual([]);
    expect((await asVendor(ownPolicy)).policy).toMatchObject({ version: 0, enabled: false, steps: PROPOSED });
    await turnOn(vendor);
    await world.tick();
    expect(await lettersOf(account)).toEqual([]);
    await liveThrough('2026-06-17');
    expect(await lettersOf(account)).toEqual(['2026-06-17 reminder']);
  });

  test('one a day, for the furthest step, also where days are skipped; each step once for an invoice', async () => {
    const { account, person } = await buyer();
    await owe(account, '2026-07-01', 12_345n);
    await liveThrough('2026-06-28');
    await liveThrough('2026-06-29');
    await owe(account, '2026-06-25', 100n);
    await liveThrough('2026-07-13');
    await liveThrough('2026-07-14');
    await liveThrough('2026-07-21');
    expect(await lettersOf(account)).toEqual([
      '2026-06-28 before_due',
      '2026-07-13 second_reminder',
      '2026-07-21 final_notice',
    ]);
    const [friendly, second, final] = await mailsTo(person.email);
    expect(friendly?.subject).toBe('SAR 123.45 will be due soon, from Sahara Net');
    expect(second?.body).toContain('SAR 124.45');
    expect(second?.body).toContain('/console/billing');
    expect(final?.body).toContain('no new orders are taken');
    expect(final?.body).toContain('money@sahara.example');
    const { invoices } = await viewOf(account);
    expect(invoices.map(({ last_step }) => last_step)).toEqual(['final_notice', 'final_notice']);
  });

  test('are in Arabic to who reads Arabic', async () => {
    const { account, organization } = await buyer();
    const reader = await world.person(organization, ['owner'], { language: 'ar' });
    await owe(account, '2026-07-20', 500n);
    await liveThrough('2026-07-22');
    const [mail] = await mailsTo(reader.email);
    expect(mail?.language).toBe('ar');
    expect(mail?.subject).toContain('تذكير');
    expect(mail?.subject).not.toMatch(/reminder/i);
  });

  test('are written once by two workers at once, and not of what is paid at the same moment', async () => {
    const [one, other] = [await buyer(), await buyer()];
    await owe(one.account, '2026-07-20', 500n);
    await owe(other.account, '2026-07-20', 700n);
    world.moveTo(at('2026-07-24'));
    const round = () => remindBuyers.run(world.door, { sellerId: vendor.id }, { number: 1, last: false });
    await meanwhile(
      [
        asVendor,
        (ctx) =>
          recordPayment(ctx, {
            account_id: other.account.id,
            ...{ amount: 700n, received_on: '2026-07-24', note: '' },
          }),
      ],
      () => Promise.all([round(), round()]),
    );
    expect(await lettersOf(one.account)).toEqual(['2026-07-24 reminder']);
    expect(await mailsTo(one.person.email)).toHaveLength(1);
    expect(await lettersOf(other.account)).toEqual([]);
    await round();
    expect(await mailsTo(one.person.email)).toHaveLength(1);
  });

  test('are not written of drafts, of what is paid, on a paused account, or to nobody', async () => {
    const [paid, draft, paused] = [await buyer(), await buyer(), await buyer()];
    const nobody = await accountOf(await world.reseller());
    for (const account of [paid.account, paused.account, nobody]) await owe(account, '2026-07-20', 500n);
    await owe(draft.account, '2026-07-20', 500n, { state: 'draft', number: null });
    await pay(paid.account, 500n, '2026-07-24');
    await asVendor((ctx) =>
      pauseReminders(ctx, paused.account.id, { resumes_on: '2026-08-15', reason: 'Pays on the 14th' }),
    );
    await liveThrough('2026-08-14');
    for (const account of [paid.account, draft.account, paused.account, nobody])
      expect(await lettersOf(account)).toEqual([]);
    expect((await viewOf(nobody)).can.remind).toMatch(/nobody to write to/);
    expect((await viewOf(paused.account)).hold).toBeNull();
    await liveThrough('2026-08-15');
    expect(await lettersOf(paused.account)).toEqual(['2026-08-15 final_notice']);
  });

  test('can be sent before their day, once a day, and a pause can be ended', async () => {
    const { account } = await buyer();
    await owe(account, '2026-08-10', 900n);
    await liveThrough('2026-08-16');
    const send = () => asVendor((ctx) => remindNow(ctx, account.id));
    await expect(send()).rejects.toThrow('A letter has gone out today already.');
    world.moveTo(at('2026-08-17'));
    await send();
    await asVendor((ctx) =>
      pauseReminders(ctx, account.id, { resumes_on: '2026-09-15', reason: 'A promise' }),
    );
    world.moveTo(at('2026-08-18'));
    await expect(send()).rejects.toThrow('paused');
    await asVendor((ctx) => endPause(ctx, account.id));
    await expect(asVendor((ctx) => endPause(ctx, account.id))).rejects.toThrow('not paused');
    await send();
    expect(await lettersOf(account)).toEqual([
      '2026-08-16 reminder',
      '2026-08-17 second_reminder',
      '2026-08-18 final_notice',
    ]);
    world.moveTo(at('2026-08-19'));
    await expect(send()).rejects.toThrow('The last letter of your policy');
    const audits = await world.system(({ db }) =>
      db.selectFrom('base.audit_entry').select('action').where('subject_id', '=', account.id).execute(),
    );
    const told = audits.map(({ action }) => action).filter((action) => action.startsWith('reminder.'));
    expect(told.sort()).toEqual(['reminder.paused', 'reminder.resumed', 'reminder.sent', 'reminder.sent']);
  });

  test('of a reseller to its customers go by its own policy and its own calendar', async () => {
    const seller = await world.reseller({ time_zone: 'America/New_York', currency: 'SAR' });
    const customer = await world.customer({ seller });
    await world.person(customer, ['administrator']);
    const account = await accountOf(customer);
    await owe(account, '2026-08-20', 100n);
    await turnOn(seller, ['owner']);
    const letters = () =>
      world.as(seller, ['owner'], async (ctx) => (await accountView(ctx, account.id)).reminders);
    // In New York it is still the day on which the invoice is due.
    world.moveTo('2026-08-21T03:30:00.000Z');
    await world.tick();
    expect((await letters()).map(({ step, sent_on }) => [step, sent_on])).toEqual([
      ['before_due', '2026-08-20'],
    ]);
    world.moveTo('2026-08-21T10:30:00.000Z');
    await world.tick();
    expect((await letters())[0]).toMatchObject({ step: 'reminder', sent_on: '2026-08-21' });
    await expect(
      world.as(customer, ['administrator'], (ctx) => accountView(ctx, account.id)),
    ).rejects.toThrow('Only the seller');
    await expect(asVendor((ctx) => accountView(ctx, account.id))).rejects.toThrow('There is no such account');
  });
});

describe('a hold', () => {
  const holdOf = async (account: Account) => (await viewOf(account)).hold;

  test('begins with its step, tells the buyer what to pay, and a payment that settles it lifts it at once', async () => {
    const { account, organization } = await buyer();
    await owe(account, '2026-09-01', 300n);
    await liveThrough('2026-09-20');
    expect(await holdOf(account)).toBeNull();
    await liveThrough('2026-09-21');
    expect(await holdOf(account)).toMatchObject({ cause: 'overdue', from_days: 20 });
    const own = () => world.as(organization, ['owner'], ownHold);
    expect(await own()).toMatchObject({ seller: 'Sahara Net', invoices: [`T-${serial}`] });
    await pay(account, 299n, '2026-09-21');
    expect(await holdOf(account)).not.toBeNull();
    const rest = await pay(account, 1n, '2026-09-21');
    expect(await holdOf(account)).toBeNull();
    expect(await own()).toBeNull();
    await asVendor((ctx) => reversePayment(ctx, rest.id, { reason: 'returned', reversed_on: '2026-09-21' }));
    await liveThrough('2026-09-22');
    expect(await holdOf(account)).toMatchObject({ cause: 'overdue' });
    const names = await world.system(({ db }) =>
      db.selectFrom('base.event').select('name').where('subject_id', '=', account.id).orderBy('id').execute(),
    );
    expect(names.map(({ name }) => name)).toEqual(['account.held', 'account.released', 'account.held']);
  });

  test('lifted by a person does not come back for what was overdue then, but for what comes later', async () => {
    const { account } = await buyer();
    await owe(account, '2026-09-05', 300n);
    await liveThrough('2026-09-25');
    const say = (held: boolean) =>
      asVendor((ctx) => holdByHand(ctx, account.id, { held, reason: 'A word with the owner' }));
    await say(false);
    await expect(say(false)).rejects.toThrow('Nothing is held');
    await liveThrough('2026-09-26');
    expect(await holdOf(account)).toBeNull();
    await owe(account, '2026-09-08', 50n);
    await liveThrough('2026-09-28');
    expect(await holdOf(account)).toMatchObject({ cause: 'overdue' });
    await say(false);
    await say(true);
    await pay(account, 350n, '2026-09-28');
    expect(await holdOf(account)).toMatchObject({ cause: 'person', reason: 'A word with the owner' });
  });

  test('and the payment that lifts it, at the same moment, leave nothing held', async () => {
    const { account } = await buyer();
    await owe(account, '2026-09-10', 80n);
    world.moveTo(at('2026-09-30'));
    const round = () => remindBuyers.run(world.door, { sellerId: vendor.id }, { number: 1, last: false });
    await Promise.all([pay(account, 80n, '2026-09-30'), round(), round()]);
    expect(await holdOf(account)).toBeNull();
    expect((await viewOf(account)).invoices).toEqual([]);
  });

  test('by two people at once is one', async () => {
    const { account } = await buyer();
    const hold = (ctx: Ctx) => holdByHand(ctx, account.id, { held: true, reason: 'Two at once' });
    const { done, refused } = await atOnce([asVendor, hold], [asVendor, hold]);
    expect([done.length, refused.length]).toEqual([1, 1]);
  });
});

test('a policy is a version of its own each time, refused where it was made from another', async () => {
  const steps = [...PROPOSED];
  const { policy } = await asVendor(ownPolicy);
  const set = (version: number) => asVendor((ctx) => setPolicy(ctx, { version, enabled: false, steps }));
  await set(policy.version);
  await expect(set(policy.version)).rejects.toThrow('Somebody has changed this meanwhile');
  await expect(
    asVendor((ctx) => setPolicy(ctx, { version: policy.version + 1, enabled: true, steps: [] })),
  ).rejects.toThrow('Keep one letter');
  const { versions } = await asVendor(ownPolicy);
  expect(versions.map(({ enabled }) => enabled)).toEqual([false, true]);
  const { account } = await buyer();
  await owe(account, '2026-09-30', 10n);
  await liveThrough('2026-10-25');
  expect(await lettersOf(account)).toEqual([]);
});
