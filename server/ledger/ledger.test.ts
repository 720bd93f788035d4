import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeMonth, openHistory, type ProgramHistory } from '../../test/history.ts';
import { beanCheck, FINE, hledger, hledgerBalances } from '../../test/journals.ts';
import { signIn } from '../../test/world.ts';
import { addDays } from '../base/dates.ts';
import { journalAccount } from './journals.rules.ts';
import { schedule } from './recognitions.rules.ts';
import { recogniseRevenue } from './recognitions.ts';

let past: ProgramHistory;
let app: FastifyInstance;
let finance: Record<string, string>;

beforeAll(async () => {
  past = await openHistory();
  app = await past.world.http();
  finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
}, 600_000);
afterAll(async () => {
  await app.close();
  await past.stop();
});

async function journal(format: string, headers = finance, through = ''): Promise<string> {
  const url = `/v1/ledger/journal?format=${format}${through && `&through=${through}`}`;
  const answer = await app.inject({ url, headers });
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

describe('the journal of a program’s history', () => {
  test('passes hledger check --strict, and hledger’s balances are the trial balance', async () => {
    const text = await journal('hledger');
    expect(hledger(text)).toEqual(FINE);
    const trial = (await app.inject({ url: '/v1/ledger/trial-balance', headers: finance })).json();
    const revenue = trial.rows.find((row: Row) => row.ledger_account === 'revenue' && row.currency === 'SAR');
    expect(hledgerBalances(text)).toContain(`"Income:Revenue","SAR ${major(revenue.balance.amount)}`);
  });

  test('passes bean-check', async () => {
    expect(beanCheck(await journal('beancount'))).toEqual(FINE);
  });

  test('both refuse it once an amount or a balance is changed', async () => {
    const [one, other] = [await journal('hledger'), await journal('beancount')];
    expect(hledger(one.replace(/= SAR (\d)/, '= SAR 9$1')).status).not.toBe(0);
    expect(hledger(one.replace(/(Assets:Bank {2}SAR )(\d)/, '$19$2')).status).not.toBe(0);
    expect(beanCheck(other.replace(/(balance \S+ {2}-?)(\d)/, '$19$2')).status).not.toBe(0);
    expect(beanCheck(other.replace(/^\d{4}-\d\d-\d\d open Assets:Bank$/m, '')).status).not.toBe(0);
  });

  test('as of an earlier day holds what was posted then, and agrees with the trial balance of that day', async () => {
    const text = await journal('hledger', finance, '2026-02-01');
    expect(text).not.toContain('2026-02-05');
    expect(hledger(text).status).toBe(0);
    const trial = (
      await app.inject({ url: '/v1/ledger/trial-balance?through=2026-02-01', headers: finance })
    ).json();
    expect(trial.rows.map((row: Row) => row.ledger_account)).not.toContain('bank');
    expect(trial.balanced).toBe(true);
  });

  test('as CSV has every transfer once', async () => {
    const rows = (await journal('csv')).trim().split('\r\n');
    const count = await past.world.system(({ db }) =>
      sql<{
        count: number;
      }>`select count(*)::int as count from ledger.transfer where seller_id = ${past.vendor.id}`.execute(db),
    );
    expect(rows).toHaveLength(1 + (count.rows[0]?.count ?? 0));
    expect(rows[0]).toContain(
      'posted_on,kind,source_id,transfer_id,buyer,account,debit,credit,amount,currency',
    );
  });

  test('of a reseller is its own book, with its customers', async () => {
    const owner = await signIn(app, (await past.world.person(past.najd, ['owner'])).email);
    const text = await journal('beancount', owner);
    expect(beanCheck(text)).toEqual(FINE);
    expect(text).toContain('"Buyer noor.example"');
    expect(text).not.toContain('Jidda Systems');
  });

  test('of an empty book is a journal too', async () => {
    const owner = await signIn(app, (await past.world.person(await past.world.reseller(), ['owner'])).email);
    expect(hledger(await journal('hledger', owner)).status).toBe(0);
    expect(beanCheck(await journal('beancount', owner)).status).toBe(0);
  });
});

type Row = { ledger_account: string; currency: string; balance: { amount: number } };
const major = (amount: number) =>
  `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;

describe('names that people give', () => {
  test.each(['; comment | pipe', '(code) Co', '* "Quoted" \\ Co', 'line\nbreak\u2028here', '! مؤسسة'])(
    '%j passes both',
    async (name) => {
      const { JOURNALS } = await import('./journals.rules.ts');
      const entry = {
        reseller_id: 'r',
        id: 'i',
        seller_id: 's',
        buyer_id: 'b',
        account_id: 'a',
        debit: 'receivable',
        credit: 'revenue',
        amount: 100n,
        currency: 'JPY',
        kind: 'invoice',
        source_id: 'x',
        posted_on: '2026-01-31',
        recorded_at: '2026-02-01T00:00:00.000Z',
        buyer_name: name,
        account_number: 'a/1',
      };
      const closing = { currency: 'JPY', first_on: '2026-01-31' };
      const closings = [
        { ...closing, ledger_account: 'receivable', account_number: 'a/1', balance: 100n },
        { ...closing, ledger_account: 'revenue', account_number: null, balance: -100n },
      ];
      const book = { name, currency: 'JPY', through: '2026-01-31' };
      const whole = (format: 'hledger' | 'beancount') =>
        JOURNALS[format].opening(book, closings) +
        JOURNALS[format].entry([entry]) +
        JOURNALS[format].closing(book, closings);
      expect(hledger(whole('hledger'))).toEqual(FINE);
      expect(beanCheck(whole('beancount'))).toEqual(FINE);
    },
  );

  test('an account of a buyer is named by its number', () => {
    expect(journalAccount('receivable', 'a1/ب')).toBe('Assets:Receivable:Aa1--');
    expect(journalAccount('revenue', 'A1001')).toBe('Income:Revenue');
  });
});

describe('deferred revenue', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2024-01-01', days));

  test('a schedule sums to its amount and gives each month its days, the last the rest', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-1_000_000_000_000n, 1_000_000_000_000n),
        day,
        fc.integer({ min: 1, max: 1100 }),
        (amount, from, days) => {
          const parts = schedule({ amount, from, to: addDays(from, days) });
          expect(parts.reduce((sum, part) => sum + part.amount, 0n)).toBe(amount);
          expect(parts.every((part) => part.month.endsWith('-01') && part.amount !== 0n)).toBe(true);
        },
      ),
      { seed: 20260301 },
    );
    expect(schedule({ amount: 36500n, from: '2026-01-10', to: '2027-01-10' }).slice(0, 2)).toEqual([
      { month: '2026-01-01', amount: 2200n },
      { month: '2026-02-01', amount: 2800n },
    ]);
  });

  const balance = async (through: string, account = 'deferred_revenue') => {
    const { rows } = (
      await app.inject({ url: `/v1/ledger/trial-balance?through=${through}`, headers: finance })
    ).json();
    return (
      rows.find((row: Row) => row.ledger_account === account && row.currency === 'SAR')?.balance.amount ?? 0
    );
  };

  test('a year is deferred when it is issued and earned by the month; months are posted once, whoever asks', async () => {
    const months = (await app.inject({ url: '/v1/ledger/schedule', headers: finance })).json().months;
    const total = months.reduce(
      (sum: number, { amount }: { amount: { amount: number } }) => sum + amount.amount,
      0,
    );
    const earned = months.reduce(
      (sum: number, each: { earned: { amount: number } }) => sum + each.earned.amount,
      0,
    );
    // 4 × 25920 × 0.8 for the year from 10 January, less what January and February have earned of it.
    expect(total).toBe(82944);
    expect(earned).toBe(months[0].amount.amount + months[1].amount.amount);
    expect(await balance('2026-03-02')).toBe(-(total - earned));
    expect(await past.world.system((ctx) => recogniseRevenue(ctx, '2026-03-02'))).toBe(0);
    past.world.moveTo('2026-04-01T06:00:00.000Z');
    await closeMonth(past.world, '2026-04-01');
    finance = await signIn(app, (await past.world.person(past.vendor, ['finance'])).email);
    expect(await balance('2026-03-31')).toBe(-(total - earned - months[2].amount.amount));
    expect(hledger(await journal('hledger')).status).toBe(0);
    const [one, other] = await Promise.all(
      [1, 2].map(() => past.world.system((ctx) => recogniseRevenue(ctx, '2026-07-15'))),
    );
    expect([one, other].toSorted()).toEqual([0, 6]);
  });
});
