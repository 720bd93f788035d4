import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Branch, bill } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { sampleHistories } from '../../../test/sampled-histories.ts';
import { openWorld, type World } from '../../../test/world.ts';
import type { Db } from '../../base/db.ts';
import { newId } from '../../base/ids.ts';
import { insertFee } from '../fees/fees.sql.ts';
import type { Run } from '../runs/runs.rules.ts';
import { agrees, verifyLines } from './checks.sql.ts';

const SEED = Number(process.env.SEED ?? 20260126);
const histories = sampleHistories(80, SEED);

let world: World;
let run: Run;
/** Charged in arrears alone, and among others that are paid ahead or were corrected. */
let plain: Branch[];
let all: Branch[];
beforeAll(async () => {
  world = await openWorld('2026-04-01T06:00:00.000Z');
  all = await settleMany(world, histories, 'SAR');
  plain = all.filter((_, i) => {
    const { cycle_months, preference, pauses = [] } = histories[i] ?? { cycle_months: 0, preference: '' };
    return cycle_months === 1 && preference === 'postpay' && pauses.length === 0;
  });
  run = await bill(world, all, '2026-04-01');
});
afterAll(() => world.close());

class Undone extends Error {}

/** The rules that the check finds broken after `change`, which the owner of the tables makes and takes back. */
async function found(
  branches: Branch[],
  change: (db: Db, victim: Branch) => Promise<unknown>,
): Promise<string[]> {
  const rules: string[] = [];
  const resellerIds = branches.map(({ reseller_id }) => reseller_id);
  const done = world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    const victims = await sql<Branch>`select reseller_id, account_id, subscription_id from billing.charge
      where component = 'usage' and quantity > 1 and run_id = ${run.id} and reseller_id = any (${plain.map((b) => b.reseller_id)}::uuid[])
      order by reseller_id limit 1`.execute(db);
    const [victim] = victims.rows;
    if (!victim) throw new Error('No line to change.');
    await change(db, victim);
    for (const { reseller_id, rule } of await verifyLines(db, run, resellerIds)) {
      expect(reseller_id).toBe(victim.reseller_id);
      rules.push(rule);
    }
    throw new Undone();
  });
  await done.catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return rules.sort();
}

/** The victim's earliest line of the run. */
const line = ({
  reseller_id,
}: Branch) => sql`(reseller_id, account_id, subscription_id, component, period_from, revision) = (
  select reseller_id, account_id, subscription_id, component, period_from, revision from billing.charge
  where reseller_id = ${reseller_id} and run_id = ${run.id} and component = 'usage' order by period_from limit 1)`;

const set = (what: ReturnType<typeof sql>) => (db: Db, victim: Branch) =>
  sql`update billing.charge set ${what} where ${line(victim)}`.execute(db);

/** Takes a line away, or doubles it, and makes its invoice agree. */
const withInvoice =
  (sign: '+' | '-', statement: (victim: Branch) => ReturnType<typeof sql>) => (db: Db, victim: Branch) =>
    sql`with l as (${statement(victim)})
    update billing.invoice i set net = i.net ${sql.raw(sign)} l.net, tax = i.tax ${sql.raw(sign)} l.tax,
      total = i.total ${sql.raw(sign)} (l.net + l.tax)
    from l where i.reseller_id = l.reseller_id and i.id = l.invoice_id`.execute(db);

const COLUMNS =
  sql.raw(`period_to, seller_id, buyer_id, customer_id, offer_id, invoice_id, run_id, quantity, days, period_days, list_price,
  discount, unit_price, net, tax, currency, recorded_at`);
const KEY = sql.raw('reseller_id, account_id, subscription_id, component, period_from');

const FAULTS: Record<string, [(db: Db, victim: Branch) => Promise<unknown>, string[]]> = {
  'a halala more on a line': [set(sql`net = net + 1`), ['sums']],
  'a halala of tax less on a line': [set(sql`tax = tax - 1`), ['sums']],
  'a unit more on a line': [set(sql`quantity = quantity + 1`), ['days']],
  'a day less on a line': [set(sql`days = days - 1`), ['days']],
  'a line that stands under another subscription': [set(sql`subscription_id = base.new_id()`), ['days']],
  'a line taken away': [
    withInvoice(
      '-',
      (victim) =>
        sql`delete from billing.charge where ${line(victim)} returning reseller_id, invoice_id, net, tax`,
    ),
    ['days'],
  ],
  'a line written twice': [
    withInvoice(
      '+',
      (victim) => sql`insert into billing.charge (${KEY}, revision, ${COLUMNS})
        select ${KEY}, revision + 100, ${COLUMNS} from billing.charge where ${line(victim)} returning reseller_id, invoice_id, net, tax`,
    ),
    ['days'],
  ],
  'a document that ends before its lines': [
    (db, { reseller_id }) =>
      sql`update billing.invoice set period_to = period_from where reseller_id = ${reseller_id} and run_id = ${run.id}`.execute(
        db,
      ),
    ['days', 'sums'],
  ],
};

describe(`the check of a run finds (SEED=${SEED})`, () => {
  test.each(Object.entries(FAULTS))('%s', async (_, [change, rules]) => {
    expect(plain.length).toBeGreaterThan(10);
    expect(all.length).toBeGreaterThan(plain.length);
    expect(await found(plain, async () => undefined)).toEqual([]);
    for (const branches of [plain, all]) expect([...new Set(await found(branches, change))]).toEqual(rules);
  });
});

describe('where taxed days are given back beside an exempt fee', () => {
  /** A month of ten was two; the fee of the month after bears no tax. */
  async function twoDocuments(): Promise<{ branch: Branch; month: Run }> {
    const shelf = { cycle_months: 1, preference: 'postpay' as const, first_price: '3000', prices: [] };
    const history = { ...shelf, first_discount: '0', discounts: [], list_price_from: null };
    const segments = [{ starts_on: '2026-03-01', quantity: 10 }];
    const [branch] = await settleMany(world, [{ ...history, segments }], 'SAR');
    if (!branch) throw new Error('One history is one branch.');
    await bill(world, [branch], '2026-04-01');
    const { reseller_id, account_id, subscription_id } = branch;
    const { id: seller_id } = await world.vendor();
    await world.system(async ({ db, now }) => {
      await sql`insert into orders.segment (reseller_id, subscription_id, seq, chain, starts_on, quantity, recorded_at, reason)
        select reseller_id, subscription_id, 2, chain, starts_on, 2, recorded_at, 'Two' from orders.segment
        where subscription_id = ${subscription_id}`.execute(db);
      await insertFee(db, {
        ...{
          reseller_id,
          id: newId(),
          account_id,
          seller_id,
          buyer_id: reseller_id,
          customer_id: reseller_id,
        },
        ...{ currency: 'SAR', quantity: 1, unit_price: 5_000n, every_months: null, starts_on: '2026-04-02' },
        words: { en: 'Registration', ar: 'تسجيل' },
        exemption: { en: 'Paid out in the customer’s name', ar: 'مدفوع باسم العميل', code: null },
        ...{ reference: null, recorded_by: null, recorded_at: now.toISOString() },
      });
    });
    return { branch, month: await bill(world, [branch], '2026-05-01') };
  }

  test('an account has two documents, the quick check sums them, and finds a fault in either', async () => {
    const { branch, month } = await twoDocuments();
    const ids = [branch.reseller_id];
    const looked = async (change: ReturnType<typeof sql>) => {
      const seen: [boolean, string[]][] = [];
      const done = world.database.transaction().execute(async (db) => {
        await sql`set local role none`.execute(db);
        await change.execute(db);
        const findings = await verifyLines(db, month, ids);
        seen.push([await agrees(db, month, ids), findings.map(({ rule }) => rule)]);
        throw new Undone();
      });
      await done.catch((error) => {
        if (!(error instanceof Undone)) throw error;
      });
      return seen[0];
    };
    const draft = sql`run_id = ${month.id} and reseller_id = ${branch.reseller_id}`;
    const kinds = await world.system(({ db }) =>
      sql<{ kind: string }>`select kind from billing.invoice where ${draft} order by kind`.execute(db),
    );
    expect(kinds.rows.map(({ kind }) => kind)).toEqual(['credit_note', 'invoice']);
    expect(await looked(sql`select 1`)).toEqual([true, []]);
    for (const { kind } of kinds.rows)
      expect(
        await looked(
          sql`update billing.charge set net = net + 1
            where ${draft} and invoice_id in (select id from billing.invoice where ${draft} and kind = ${kind})`,
        ),
      ).toEqual([false, expect.arrayContaining(['sums'])]);
    expect(
      await looked(
        sql`update billing.charge set quantity = quantity + 1 where ${draft} and component = 'usage'`,
      ),
    ).toEqual([false, ['days']]);
  });
});
