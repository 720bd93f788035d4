import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { History } from '../../../test/daily-biller.ts';
import { type Branch, bill, FIRST } from '../../../test/histories.ts';
import { settleMany } from '../../../test/many-histories.ts';
import { settleMetered, tellUse } from '../../../test/metered.ts';
import { certify, changeRate } from '../../../test/tax-rules.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { daysBetween } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { differences } from '../books/books.sql.ts';
import { insertFee } from '../fees/fees.sql.ts';
import { insertMinimum } from '../fees/minimums.sql.ts';
import { issueFor } from '../invoices/invoices.ts';
import { previewAccount } from '../previews/preview.ts';
import { verifyLines } from './checks.sql.ts';
import { dropDraft } from './lines.sql.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld('2026-06-10T06:00:00.000Z');
  // 15 % before; a fifth in February and March, a tenth from April on.
  await changeRate(world, 'SA', '2026-02-01', '0.20');
  await changeRate(world, 'SA', '2026-04-01', '0.10');
});
afterAll(() => world.close());

const PLAIN: History = {
  ...{ cycle_months: 1, preference: 'postpay', first_price: '3100', first_discount: '0' },
  ...{ segments: [], prices: [], discounts: [], list_price_from: null },
};

/** A branch with ten units from a day on. */
async function begun(starts_on: string, more: Partial<History> = {}): Promise<Branch> {
  const [branch] = await settleMany(
    world,
    [{ ...PLAIN, ...more, segments: [{ starts_on, quantity: 10 }] }],
    'SAR',
  );
  if (!branch) throw new Error('A history is settled.');
  return branch;
}

async function close(branch: Branch, ...cutoffs: string[]): Promise<void> {
  for (const cutoff of cutoffs) {
    const run = await bill(world, [branch], cutoff);
    await world.system((ctx) => issueFor(ctx, { sellerId: run.seller_id, runId: run.id }));
  }
}

type Said = { starts_on: string; quantity: number; reason?: string | null; refunds?: boolean };

/** Says that the past was otherwise, or that what was paid ahead is given back. */
async function say({ reseller_id, subscription_id }: Branch, ...steps: Said[]): Promise<void> {
  await world.system(async ({ db, now }) => {
    const { seq } = await db
      .selectFrom('orders.segment')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .where('subscription_id', '=', subscription_id)
      .executeTakeFirstOrThrow();
    const rows = steps.map((step, i) => ({
      ...{ reseller_id, subscription_id, seq: (seq ?? 0) + i + 1, chain: [reseller_id], recorded_at: now },
      ...{ reason: 'It was otherwise', refunds: false, ...step },
    }));
    await db.insertInto('orders.segment').values(rows).execute();
  });
}

async function documents({ reseller_id, account_id }: Branch, runId?: string) {
  return world.system(async ({ db }) =>
    db
      .selectFrom('billing.invoice')
      .selectAll()
      .where('reseller_id', '=', reseller_id)
      .where('account_id', '=', account_id)
      .where('state', '<>', 'discarded')
      .$if(runId !== undefined, (query) => query.where('run_id', '=', runId ?? ''))
      .execute(),
  );
}

/** Bills a month and answers its documents in short, `kind note rate: net + tax`; the check must find nothing, and the books agree. */
async function billed(branch: Branch, cutoff: string): Promise<string[]> {
  const run = await bill(world, [branch], cutoff);
  const told = await documents(branch, run.id);
  await world.system(async (ctx) => {
    await issueFor(ctx, { sellerId: run.seller_id, runId: run.id });
    expect(await differences(ctx.db)).toEqual([]);
  });
  return told.map(inShort).sort();
}

function inShort({
  kind,
  tax_note,
  tax_rate,
  net,
  tax,
}: Awaited<ReturnType<typeof documents>>[number]): string {
  return `${kind} ${tax_note} ${tax_rate.slice(0, 4)}: ${net} + ${tax}`;
}

describe('after a change of the rate', () => {
  test('less of an older month is a credit note at that month’s rate, beside the month’s invoice', async () => {
    const branch = await begun('2026-01-01');
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-01-11', quantity: 4 }, { starts_on: '2026-02-01', quantity: 10 });
    expect(await billed(branch, '2026-03-01')).toEqual([
      'credit_note standard 0.15: -12600 + -1890',
      'invoice standard 0.20: 31000 + 6200',
    ]);
  });

  test('more of it is a debit note', async () => {
    const branch = await begun('2026-01-01');
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-01-11', quantity: 12 }, { starts_on: '2026-02-01', quantity: 10 });
    expect(await billed(branch, '2026-03-01')).toEqual([
      'debit_note standard 0.15: 4200 + 630',
      'invoice standard 0.20: 31000 + 6200',
    ]);
  });

  test('several older rates are a document each, and what is of today’s stays on the month’s invoice', async () => {
    const branch = await begun('2026-01-01');
    await close(branch, '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 9 });
    expect(await billed(branch, '2026-06-01')).toEqual([
      'credit_note standard 0.15: -3100 + -465',
      'credit_note standard 0.20: -6200 + -1240',
      // Nine of May, and one less of April.
      'invoice standard 0.10: 24800 + 2480',
    ]);
  });

  test('a correction that is corrected once more keeps to the rate of the first month', async () => {
    const branch = await begun('2026-01-01');
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 12 }, { starts_on: '2026-02-01', quantity: 10 });
    await close(branch, '2026-03-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 11 }, { starts_on: '2026-02-01', quantity: 10 });
    await close(branch, '2026-04-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 0 }, { starts_on: '2026-02-01', quantity: 10 });
    expect(await billed(branch, '2026-05-01')).toEqual([
      'credit_note standard 0.15: -34100 + -5115',
      'invoice standard 0.10: 31000 + 3100',
    ]);
    const all = await documents(branch);
    const of = (rate: string) =>
      all.filter(({ tax_rate }) => tax_rate === rate).reduce((sum, { tax }) => sum + tax, 0n);
    expect([of('0.150000'), of('0.200000'), of('0.100000')]).toEqual([0n, 12400n, 3100n]);
  });

  test('days of an older month that were never charged bear what its law was', async () => {
    const branch = await begun('2026-02-01');
    await close(branch, '2026-03-01', '2026-04-01');
    await world.system(({ db }) =>
      db
        .updateTable('billing.charge_stream')
        .set({ starts_on: '2026-01-01' })
        .where('subscription_id', '=', branch.subscription_id)
        .execute(),
    );
    await say(branch, { starts_on: '2026-01-01', quantity: 1 }, { starts_on: '2026-02-01', quantity: 10 });
    expect(await billed(branch, '2026-05-01')).toEqual([
      'invoice standard 0.10: 31000 + 3100',
      'invoice standard 0.15: 3100 + 465',
    ]);
  });

  test('the rest of a cycle that was paid ahead is given back at the rate it was charged at', async () => {
    const branch = await begun('2026-01-16', { preference: 'prepay' });
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-02-06', quantity: 5, reason: null, refunds: true });
    // Ten of the sixteenth's cycle are charged at 20 % on the last of February, five of them are not given back.
    const told = await billed(branch, '2026-03-01');
    expect(told[0]).toMatch(/^credit_note standard 0.15: -/);
    expect(told).toHaveLength(2);
  });

  test('more of a cycle that was paid ahead, told late, is at the rate of the rest of it', async () => {
    const branch = await begun('2026-01-01', { preference: 'prepay' });
    await close(branch, '2026-01-01', '2026-02-01', '2026-03-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 11 }, { starts_on: '2026-02-01', quantity: 10 });
    // January was charged with 15 % at the end of December; April is at the end of March.
    expect(await billed(branch, '2026-04-01')).toEqual([
      'invoice standard 0.15: 3100 + 465',
      'invoice standard 0.20: 31000 + 6200',
    ]);
  });

  test('months that no month end has come to are taxed with the run that bills them', async () => {
    const branch = await begun('2026-01-01');
    expect(await billed(branch, '2026-04-01')).toEqual(['invoice standard 0.20: 93000 + 18600']);
  });

  test('a month end that bills nothing else drafts the credit note alone', async () => {
    const branch = await begun('2026-01-01');
    await say(branch, { starts_on: '2026-02-01', quantity: 0, reason: null });
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 0 });
    expect(await billed(branch, '2026-03-01')).toEqual(['credit_note standard 0.15: -31000 + -4650']);
  });

  test('within one rate all stays on one invoice', async () => {
    const branch = await begun('2026-02-01');
    await close(branch, '2026-03-01');
    await say(branch, { starts_on: '2026-02-01', quantity: 9 }, { starts_on: '2026-03-01', quantity: 10 });
    expect(await billed(branch, '2026-04-01')).toEqual(['invoice standard 0.20: 27900 + 5580']);
  });
});

describe('use that is told late', () => {
  const PER_USE = { model: 'flat', package_size: 1, list_price: '100', bands: [], discount: '0' } as const;
  const use = (branch: Branch, n: number, used_on: string) =>
    tellUse(world, branch, [{ n, units: n, day: daysBetween(FIRST, used_on) }]);

  test('bears the tax of the document that charged the rest of its month', async () => {
    const branch = await settleMetered(world, PER_USE);
    await use(branch, 10, '2026-02-05');
    await close(branch, '2026-03-01', '2026-04-01');
    // Where the buyer is now, and what a certificate frees from now on, is not where it was.
    await certify(world, branch, '2026-02-01', '2027-01-01');
    await use(branch, 3, '2026-02-06');
    await use(branch, 4, '2026-04-06');
    expect(await billed(branch, '2026-05-01')).toEqual([
      'invoice exempt_certificate 0.00: 400 + 0',
      'invoice standard 0.20: 300 + 60',
    ]);
  });

  test('bears that of its month’s last day where nothing of it was charged', async () => {
    const branch = await settleMetered(world, PER_USE);
    await close(branch, '2026-02-01', '2026-03-01', '2026-04-01');
    await use(branch, 3, '2026-01-06');
    await use(branch, 5, '2026-03-06');
    await use(branch, 4, '2026-04-06');
    expect(await billed(branch, '2026-05-01')).toEqual([
      'invoice standard 0.10: 400 + 40',
      'invoice standard 0.15: 300 + 45',
      'invoice standard 0.20: 500 + 100',
    ]);
  });
});

describe('where the buyer’s standing changed', () => {
  test('a certificate that has ended frees what is given back of its days', async () => {
    const branch = await begun('2026-02-01');
    await certify(world, branch, '2026-01-01', '2026-03-01');
    await close(branch, '2026-03-01');
    await say(branch, { starts_on: '2026-02-01', quantity: 9 }, { starts_on: '2026-03-01', quantity: 10 });
    expect(await billed(branch, '2026-04-01')).toEqual([
      'credit_note exempt_certificate 0.00: -3100 + 0',
      'invoice standard 0.20: 31000 + 6200',
    ]);
  });

  test('one that has begun does not keep the tax of the days before it', async () => {
    const branch = await begun('2026-02-01');
    await certify(world, branch, '2026-03-01', '2027-01-01');
    await close(branch, '2026-03-01');
    await say(branch, { starts_on: '2026-02-01', quantity: 9 }, { starts_on: '2026-03-01', quantity: 10 });
    expect(await billed(branch, '2026-04-01')).toEqual([
      'credit_note standard 0.20: -3100 + -620',
      'invoice exempt_certificate 0.00: 31000 + 0',
    ]);
  });

  test('a buyer that has moved abroad gets back the tax of its days at home', async () => {
    const branch = await begun('2026-02-01');
    await close(branch, '2026-03-01');
    await world.system(({ db }) =>
      db
        .updateTable('identity.organization')
        .set({ country: 'AE' })
        .where('id', '=', branch.reseller_id)
        .execute(),
    );
    await say(branch, { starts_on: '2026-02-01', quantity: 9 }, { starts_on: '2026-03-01', quantity: 10 });
    expect(await billed(branch, '2026-04-01')).toEqual([
      'credit_note standard 0.20: -3100 + -620',
      'invoice zero_rated_export 0.00: 31000 + 0',
    ]);
  });
});

describe('beside what else a month has', () => {
  /** One unit less in January, known in February, with more charged beside. */
  async function corrected(): Promise<Branch> {
    const branch = await begun('2026-01-01');
    await close(branch, '2026-02-01');
    await say(branch, { starts_on: '2026-01-01', quantity: 9 }, { starts_on: '2026-02-01', quantity: 0 });
    return branch;
  }

  async function edge({ reseller_id, account_id }: Branch) {
    const { id: seller_id } = await world.vendor();
    const recorded_at = world.now().toISOString();
    const sides = { reseller_id, account_id, seller_id, buyer_id: reseller_id, currency: 'SAR' };
    return { ...sides, recorded_by: null, recorded_at };
  }

  test('what lacks of a minimum is of the month: it stands on an invoice of its own', async () => {
    const branch = await corrected();
    const shared = await edge(branch);
    await world.system(({ db }) =>
      insertMinimum(db, { ...shared, valid_from: '2026-02-01', amount: 5_000n }),
    );
    expect(await billed(branch, '2026-03-01')).toEqual([
      'credit_note standard 0.15: -3100 + -465',
      'invoice standard 0.20: 5000 + 1000',
    ]);
  });

  test('an exempt fee and a taxed one stay on the month’s invoice', async () => {
    const branch = await corrected();
    const shared = await edge(branch);
    const exempt = { en: 'Paid out', ar: 'مدفوع', code: null };
    for (const exemption of [null, exempt])
      await world.system(({ db }) =>
        insertFee(db, {
          ...shared,
          ...{ id: newId(), customer_id: branch.reseller_id, words: { en: 'Fee', ar: 'رسم' } },
          ...{ quantity: 1, unit_price: 777n, exemption, every_months: null, starts_on: '2026-02-10' },
          reference: null,
        }),
      );
    expect(await billed(branch, '2026-03-01')).toEqual([
      'credit_note standard 0.15: -3100 + -465',
      'invoice standard 0.20: 1554 + 155',
    ]);
  });

  test('a preview adds the documents up, at the month’s own rate', async () => {
    const branch = await begun('2026-03-01');
    await close(branch, '2026-04-01', '2026-05-01', '2026-06-01');
    await say(branch, { starts_on: '2026-03-01', quantity: 9 }, { starts_on: '2026-04-01', quantity: 10 });
    const vendor = await world.vendor();
    const seen = await world.as(vendor, ['finance'], (ctx) => previewAccount(ctx, branch.account_id));
    // Ten days of June at a tenth, one unit of March at a fifth.
    const june = (31000n * 10n * 2n + 30n) / 60n;
    expect(seen).toMatchObject({
      net: june - 3100n,
      tax: (june + 5n) / 10n - 620n,
      tax_rate: '0.100000',
    });
    expect(seen.lines.map(({ component, tax_rate }) => `${component} ${tax_rate}`).sort()).toEqual([
      'adjustment 0.200000',
      'usage 0.100000',
    ]);
  });

  test('a draft that is taken back makes room for the same again; drafted twice it is one', async () => {
    const branch = await corrected();
    const run = await bill(world, [branch], '2026-03-01');
    await bill(world, [branch], '2026-03-01');
    const before = (await documents(branch, run.id)).map(inShort).sort();
    expect(before).toEqual(['credit_note standard 0.15: -3100 + -465']);
    await world.system(({ db }) => dropDraft(db, run.id, [branch.reseller_id]));
    expect(await documents(branch, run.id)).toEqual([]);
    const again = await bill(world, [branch], '2026-03-01');
    expect((await documents(branch, again.id)).map(inShort).sort()).toEqual(before);
  });

  test('the check finds what is given back by another rule than it was charged by', async () => {
    const branch = await corrected();
    const run = await bill(world, [branch], '2026-03-01');
    const found = await world.system(async ({ db }) => {
      await db
        .updateTable('billing.invoice')
        .set({ tax_rate: '0.2', tax: -620n, total: -3720n })
        .where('run_id', '=', run.id)
        .execute();
      await db.updateTable('billing.run').set({ finished_at: null }).where('id', '=', run.id).execute();
      return verifyLines(db, run, [branch.reseller_id]);
    });
    expect(found.map(({ rule }) => rule)).toContain('tax');
  });
});
