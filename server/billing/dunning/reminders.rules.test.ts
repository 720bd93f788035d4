import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDate, daysBetween } from '../../base/dates.ts';
import { AGES, ageOf } from './ageing.rules.ts';
import {
  morningOf,
  PROPOSED,
  rankOf,
  STEPS,
  type Step,
  stepAfter,
  stepReached,
  stepsFault,
} from './policies.rules.ts';
import { afterCredit, holding, type Letter, letterFor, nextLetter, type Owed } from './reminders.rules.ts';

const DUE = '2026-03-01';
const owed = (more: Partial<Owed> = {}): Owed => ({
  id: 'a',
  due_on: DUE,
  open: 100n,
  last_step: null,
  ...more,
});
const on = (days: number) => addDays(DUE, days);

describe('the furthest step reached', () => {
  test.each([
    [-4, null],
    [-3, 'before_due'],
    [0, 'before_due'],
    [1, 'reminder'],
    [9, 'reminder'],
    [10, 'second_reminder'],
    [19, 'second_reminder'],
    [20, 'final_notice'],
    [500, 'final_notice'],
  ])('%i days after the due date is %s', (days, step) => {
    expect(stepReached(PROPOSED, DUE, on(days))?.step ?? null).toBe(step);
  });

  test('what is overdue is not told that it will be due', () => {
    const late: Step[] = [
      { step: 'before_due', days: -3, holds: false },
      { step: 'reminder', days: 10, holds: false },
    ];
    expect(stepReached(late, DUE, on(3))).toBeNull();
    expect(letterFor(late, [owed()], on(3))).toBeNull();
  });

  test('days that nobody looked at give one letter, of the furthest step, and no earlier one ever again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 60 }), { maxLength: 12 }), (looks) => {
        let last = null as Owed['last_step'];
        for (const day of looks.toSorted((a, b) => a - b)) {
          const letter: Letter<Owed> | null = letterFor(PROPOSED, [owed({ last_step: last })], on(day));
          if (!letter) continue;
          expect(letter.reached).toHaveLength(1);
          expect(rankOf(letter.step)).toBeGreaterThan(rankOf(last));
          expect(letter.step).toBe(stepReached(PROPOSED, DUE, on(day))?.step);
          last = letter.step;
        }
        const end = looks.length > 0 ? Math.max(...looks) : -10;
        const reached = stepReached(PROPOSED, DUE, on(end))?.step;
        if (reached) expect(last).toBe(reached);
      }),
    );
  });
});

describe('a letter', () => {
  const invoices = [
    owed({ id: 'old', due_on: on(-30), last_step: 'final_notice', open: 5n }),
    owed({ id: 'new', open: 10n }),
    owed({ id: 'soon', due_on: on(2), open: 100n }),
    owed({ id: 'later', due_on: on(30), open: 1000n }),
  ];

  test('is one, for the furthest of what was newly reached, over all that is overdue', () => {
    const letter = letterFor(PROPOSED, invoices, on(1));
    expect(letter?.step).toBe('reminder');
    expect(letter?.listed.map(({ id }) => id)).toEqual(['old', 'new', 'soon']);
    expect(letter?.reached.map(({ invoice, step }) => [invoice.id, step])).toEqual([
      ['new', 'reminder'],
      ['soon', 'before_due'],
    ]);
    expect(letter?.total).toBe(115n);
  });

  test('is not written where nothing new was reached', () => {
    expect(letterFor(PROPOSED, [owed({ last_step: 'reminder' })], on(9))).toBeNull();
    expect(letterFor(PROPOSED, [], on(9))).toBeNull();
  });

  test('a policy whose days moved sends nobody the same kind twice', () => {
    const moved: Step[] = [{ step: 'reminder', days: 5, holds: false }];
    expect(letterFor(moved, [owed({ last_step: 'reminder' })], on(30))).toBeNull();
  });

  test('sent before its day is the next one of what is furthest along', () => {
    const next = (last_step: Owed['last_step']) => nextLetter(PROPOSED, [owed({ last_step })], on(2));
    expect(next('reminder')).toMatchObject({ step: 'second_reminder' });
    expect(next('second_reminder')).toMatchObject({ step: 'final_notice' });
    expect(next(null)).toMatchObject({ step: 'reminder' });
    expect(next('final_notice')).toBe('The last letter of your policy has been sent already.');
    expect(nextLetter(PROPOSED, [owed()], DUE)).toBe('Nothing is overdue on this account.');
    expect(stepAfter([], null)).toBeNull();
  });
});

test('credit that waits pays the oldest due first, and what it covers is not reminded of', () => {
  const three = [owed({ id: 'b', due_on: on(1) }), owed({ id: 'a' }), owed({ id: 'c', due_on: on(2) })];
  const left = (credit: bigint) => afterCredit(three, credit).map(({ id, open }) => [id, open]);
  expect(left(0n)).toEqual([
    ['a', 100n],
    ['b', 100n],
    ['c', 100n],
  ]);
  expect(left(150n)).toEqual([
    ['b', 50n],
    ['c', 100n],
  ]);
  expect(left(300n)).toEqual([]);
});

test('an invoice holds purchases from its day on; one that a person let pass does not, what comes later does', () => {
  const [early, late] = [owed({ id: 'early' }), owed({ id: 'late', due_on: on(5) })];
  const held = (days: number, lifted: string | null = null) =>
    holding([early, late], 20, on(days), lifted).map(({ id }) => id);
  expect(held(19)).toEqual([]);
  expect(held(20)).toEqual(['early']);
  expect(held(21, on(21))).toEqual([]);
  expect(held(25, on(21))).toEqual(['late']);
});

describe('steps that cannot be followed', () => {
  const step = (name: Step['step'], days: number, holds = false): Step => ({ step: name, days, holds });
  test.each([
    ['are in order', [step('reminder', 1), step('before_due', -3)], { index: 1, field: 'step' }],
    ['come once', [step('reminder', 1), step('reminder', 5)], { index: 1, field: 'step' }],
    ['are later and later', [step('reminder', 5), step('second_reminder', 5)], { index: 1, field: 'days' }],
    ['remind after the due date', [step('reminder', 0)], { index: 0, field: 'days' }],
    ['announce before it', [step('before_due', 1)], { index: 0, field: 'days' }],
    ['announce not long before', [step('before_due', -31)], { index: 0, field: 'days' }],
    ['hold only what is overdue', [step('before_due', -3, true)], { index: 0, field: 'holds' }],
  ])('%s', (_, steps, fault) => {
    expect(stepsFault(steps)).toMatchObject(fault);
  });

  test('those proposed can', () => expect(stepsFault(PROPOSED)).toBeNull());
});

describe('a morning', () => {
  test.each(['Asia/Riyadh', 'Africa/Casablanca', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia'])(
    'of %s is on its own day, one for each day, also where the clocks change',
    (zone) => {
      for (const first of ['2026-03-06', '2026-03-27', '2026-10-23', '2026-10-30'])
        for (let i = 0; i < 4; i += 1) {
          const day = addDays(first, i);
          expect(civilDate(morningOf(day, zone), zone)).toBe(day);
          expect(morningOf(addDays(day, 1), zone) > morningOf(day, zone)).toBe(true);
        }
    },
  );
});

test('every open amount has one age, and ages follow each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 400 }), (days, more) => {
      const place = (late: number) => AGES.indexOf(ageOf(DUE, on(late)));
      expect(place(days + more)).toBeGreaterThanOrEqual(place(days));
      expect(place(days) > 0).toBe(daysBetween(DUE, on(days)) > 0);
    }),
  );
  expect([30, 31, 60, 61, 90, 91].map((days) => ageOf(DUE, on(days)))).toEqual([
    'days_1_30',
    'days_31_60',
    'days_31_60',
    'days_61_90',
    'days_61_90',
    'days_over_90',
  ]);
  expect(STEPS).toHaveLength(4);
});
