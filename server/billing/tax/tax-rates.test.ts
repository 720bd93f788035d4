import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { addDays } from '../../base/dates.ts';
import { decimal, decimalText } from '../../base/money.ts';
import { taxFor } from './tax.sql.ts';
import { listTaxRates } from './tax-exemptions.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** The percentage of tax on a sale at home on a day; null where there is no value added tax. */
async function at(country: string, on: string): Promise<string | null> {
  const { note, rate } = await world.system(({ db }) => taxFor(db, { country }, { country }, on));
  const { digits, scale } = decimal(rate);
  return note === 'not_taxed' ? null : decimalText({ digits: digits * 100n, scale });
}

describe('the day before a change and the day itself', () => {
  test.each<[string, string, string | null, string]>([
    ['SA', '2018-01-01', null, '5'],
    ['SA', '2020-07-01', '5', '15'],
    ['AE', '2018-01-01', null, '5'],
    ['BH', '2019-01-01', null, '5'],
    ['BH', '2022-01-01', '5', '10'],
    ['OM', '2021-04-16', null, '5'],
    ['EG', '2017-07-01', '13', '14'],
    ['PK', '2023-02-14', '17', '18'],
    ['TR', '2023-07-10', '18', '20'],
    ['KE', '2020-04-01', '16', '14'],
    ['KE', '2021-01-01', '14', '16'],
    ['NG', '2020-02-01', '5', '7.5'],
    ['SG', '2023-01-01', '7', '8'],
    ['SG', '2024-01-01', '8', '9'],
    ['LK', '2022-06-01', '8', '12'],
    ['LK', '2022-09-01', '12', '15'],
    ['LK', '2024-01-01', '15', '18'],
    ['KZ', '2026-01-01', '12', '16'],
    ['RU', '2026-01-01', '20', '22'],
    ['UZ', '2023-01-01', '15', '12'],
    ['CH', '2024-01-01', '7.7', '8.1'],
    ['LI', '2024-01-01', '7.7', '8.1'],
    ['DE', '2020-07-01', '19', '16'],
    ['DE', '2021-01-01', '16', '19'],
    ['IE', '2020-09-01', '23', '21'],
    ['IE', '2021-03-01', '21', '23'],
    ['EE', '2024-01-01', '20', '22'],
    ['EE', '2025-07-01', '22', '24'],
    ['FI', '2024-09-01', '24', '25.5'],
    ['LU', '2023-01-01', '17', '16'],
    ['LU', '2024-01-01', '16', '17'],
    ['RO', '2025-08-01', '19', '21'],
    ['SK', '2025-01-01', '20', '23'],
  ])('%s, %s: %s, then %s', async (country, day, before, then) => {
    expect([await at(country, addDays(day, -1)), await at(country, day)]).toEqual([before, then]);
  });
});

test.each(['KW', 'QA', 'US', 'HK'])('%s has no value added tax', async (country) => {
  expect(await at(country, '2026-11-26')).toBeNull();
});

test('South Africa stayed at 15 %: the increase of 1 May 2025 was withdrawn', async () => {
  expect(await at('ZA', '2025-05-01')).toBe('15');
});

test('the member states’ rates are the Commission’s', async () => {
  const { rates } = await world.as(await world.vendor(), ['finance'], (ctx) => listTaxRates(ctx));
  const published = readFileSync('test/data/tax/eu-standard-rates.csv', 'utf8').trim().split('\n').slice(1);
  const members = new Set(published.map((line) => line.slice(0, 2)));
  const ours = rates
    .filter(({ country }) => members.has(country))
    .map(({ country, valid_from, rate }) => {
      const { digits, scale } = decimal(rate);
      return [country, valid_from, decimalText({ digits: digits * 100n, scale })].join();
    });
  expect(members.size).toBe(27);
  expect(ours.toSorted()).toEqual(published.toSorted());
});

test('every rate says against what it was checked, and a corrected one what it said before', async () => {
  const { rates, corrections } = await world.as(await world.vendor(), ['finance'], (ctx) =>
    listTaxRates(ctx),
  );
  expect(rates.filter(({ checked_against }) => checked_against === null)).toEqual([]);
  const doubted = rates.filter(({ doubt }) => doubt !== null).map(({ country }) => country);
  expect(doubted).toEqual(expect.arrayContaining(['LB', 'PK', 'SD', 'YE']));
  expect(doubted).not.toEqual(expect.arrayContaining(['SA']));
  expect(corrections.find(({ country }) => country === 'PK')).toMatchObject({
    valid_from: '2015-07-01',
    rate: '0.180000',
    why: expect.stringContaining('SRO 179(I)/2023'),
  });
});

test('a correction keeps what the table said, names a row that is there, and is the owner’s alone', async () => {
  const correct = (country: string) =>
    sql`call billing.correct_tax_rate(${country}, '2020-07-01', '2026-12-01', 0.16, 'Another decree', 'It was misread.')`;
  await expect(world.system(({ db }) => correct('SA').execute(db))).rejects.toThrow('permission denied');
  const [said] = await world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    await correct('SA').execute(db);
    await sql`savepoint before`.execute(db);
    await expect(correct('KW').execute(db)).rejects.toThrow('No rate of KW');
    await sql`rollback to before`.execute(db);
    const { rows } = await sql<{ said: string; says: string }>`
        select trim_scale(c.rate)::text as said, trim_scale(r.rate)::text as says from billing.tax_rate_correction c
        join billing.tax_rate r using (country, valid_from) where country = 'SA'`.execute(db);
    await sql`delete from billing.tax_rate_correction where country = 'SA'`.execute(db);
    await sql`update billing.tax_rate set rate = 0.15 where country = 'SA' and valid_from = '2020-07-01'`.execute(
      db,
    );
    return rows;
  });
  expect(said).toEqual({ said: '0.15', says: '0.16' });
});
