import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, instant } from '../../base/dates.ts';
import {
  addWorkingDays,
  decideBy,
  endOfWorkingDay,
  isWorkingDay,
  rateFor,
  timersOf,
} from './deal-clocks.rules.ts';

const SAUDI = { work_week: [7, 1, 2, 3, 4], holidays: ['2026-02-22'] };
const WINDOWS = {
  ...SAUDI,
  decision_days: 3,
  reminder_days: 2,
  escalation_days: 2,
  answer_days: 10,
  notice_days: 14,
};

describe('working days', () => {
  test.each([
    ['2026-01-15', true], // Thursday
    ['2026-01-16', false], // Friday
    ['2026-01-17', false], // Saturday
    ['2026-01-18', true], // Sunday
    ['2026-02-22', false], // Founding Day
    ['1969-12-28', true], // a Sunday before 1970
  ])('%s: %s', (day, works) => expect(isWorkingDay(day, SAUDI)).toBe(works));

  test.each([
    ['2026-01-15', 0, '2026-01-15'],
    ['2026-01-15', 1, '2026-01-18'],
    ['2026-01-15', 3, '2026-01-20'],
    ['2026-02-19', 1, '2026-02-23'],
  ])('%s and %i more → %s', (day, count, then) => expect(addWorkingDays(day, count, SAUDI)).toBe(then));

  test('every day it ends on is a working day, and there are exactly so many on the way', () => {
    const week = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(
        week,
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 30 }),
        (work_week, offset, count) => {
          const calendar = { work_week, holidays: [] };
          const from = addDays('2024-01-01', offset);
          const end = addWorkingDays(from, count, calendar);
          let worked = 0;
          for (let day = addDays(from, 1); day <= end; day = addDays(day, 1))
            if (isWorkingDay(day, calendar)) worked += 1;
          expect([isWorkingDay(end, calendar), worked]).toEqual([true, count]);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('a calendar without any is refused, not searched for ever', () => {
    expect(() => addWorkingDays('2026-01-15', 1, { work_week: [], holidays: [] })).toThrow(RangeError);
  });

  test('a deadline is the end of its day where the vendor is', () => {
    const late = instant('2026-01-14T22:30:00Z'); // Thursday 01:30 in Riyadh
    expect(endOfWorkingDay(late, 1, SAUDI, 'Asia/Riyadh').toISOString()).toBe('2026-01-18T21:00:00.000Z');
    expect(endOfWorkingDay(late, 1, SAUDI, 'UTC').toISOString()).toBe('2026-01-16T00:00:00.000Z');
  });
});

describe('the clock of a state', () => {
  const now = instant('2026-01-15T06:00:00Z');
  const facts = { now, settings: WINDOWS, timeZone: 'Asia/Riyadh', protected_until: '2026-04-15' };
  const kinds = (state: Parameters<typeof timersOf>[0], more = {}) =>
    timersOf(state, { ...facts, ...more }).map(({ kind, due_at }) => `${kind} ${due_at.slice(0, 10)}`);

  test.each([
    [
      'submitted',
      ['remind_decision 2026-01-19', 'escalate_supervisor 2026-01-20', 'escalate_management 2026-01-22'],
    ],
    ['returned', ['expire_unanswered 2026-01-29']],
    ['approved', ['notice_expiry 2026-03-31', 'expire 2026-04-14']],
    ['draft', []],
    ['declined', []],
    ['won', []],
    ['lost', []],
    ['expired', []],
    ['recalled', []],
  ] as const)('%s: %j', (state, timers) => expect(kinds(state)).toEqual(timers));

  test('no notice is given of what ends before its notice, and no reminder where none is wanted', () => {
    expect(kinds('approved', { protected_until: '2026-01-20' })).toEqual(['expire 2026-01-19']);
    expect(kinds('submitted', { settings: { ...WINDOWS, reminder_days: 0 } })).toHaveLength(2);
  });

  test('what must be decided is decided by the moment the supervisor is told', () => {
    expect(decideBy(timersOf('submitted', facts))).toBe('2026-01-20T21:00:00.000Z');
    expect(decideBy(timersOf('approved', facts))).toBeNull();
  });
});

test('a bundle plan’s own rate goes before the program’s', () => {
  const rates = [{ bundle_plan_id: 'gold', rate: '0.08' }];
  const of = (plan: string | null) => rateFor({ incentive_rate: '0.05' }, rates, plan);
  expect([of('gold'), of('silver'), of(null)]).toEqual(['0.08', '0.05', '0.05']);
});
