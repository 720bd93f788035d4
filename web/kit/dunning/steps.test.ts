import { expect, test } from 'vitest';
import { daysOf, holdsFrom, stepsOf } from './steps.ts';

const days = { before_due: 3, reminder: 1, second_reminder: 10, final_notice: 20 };

test('what the form says is what it shows again', () => {
  for (const from of ['never', 'reminder', 'second_reminder', 'final_notice'] as const) {
    const steps = stepsOf(days, from);
    expect(daysOf(steps)).toEqual(days);
    expect(holdsFrom(steps)).toBe(from);
  }
  expect(stepsOf(days, 'never')[0]).toEqual({ step: 'before_due', days: -3, holds: false });
});

test('a letter left out is no step, and a hold from it is from the next one', () => {
  const steps = stepsOf({ ...days, before_due: null, second_reminder: null }, 'second_reminder');
  expect(steps.map(({ step, holds }) => [step, holds])).toEqual([
    ['reminder', false],
    ['final_notice', true],
  ]);
});
