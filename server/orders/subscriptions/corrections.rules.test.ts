import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../base/dates.ts';
import { correctedSteps, correctionFault, quantityOn } from './corrections.rules.ts';

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-01', n));
const step = fc.record({ starts_on: day, quantity: fc.integer({ min: 0, max: 9 }) });
const days = Array.from({ length: 90 }, (_, n) => addDays('2026-01-01', n));

describe('what a correction appends', () => {
  test('changes the corrected days, and no other', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        step,
        fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
        fc.boolean(),
        (timeline, { starts_on, quantity }, length, forGood) => {
          const until = length === null ? null : addDays(starts_on, length);
          const corrected = [
            ...timeline,
            ...correctedSteps(timeline, { starts_on, until, quantity }, forGood),
          ];
          const next = timeline
            .map((s) => s.starts_on)
            .filter((s) => s > starts_on)
            .sort()[0];
          const end = forGood ? undefined : (until ?? next);
          for (const date of days) {
            const inside = date >= starts_on && (end === undefined || date < end);
            expect(quantityOn(corrected, date)).toBe(inside ? quantity : quantityOn(timeline, date));
          }
        },
      ),
    );
  });
});

test.each([
  [{ starts_on: '2025-12-31', until: null }, 'starts_on'],
  [{ starts_on: '2026-04-02', until: null }, 'starts_on'],
  [{ starts_on: '2026-03-01', until: '2026-03-01' }, 'until'],
  [{ starts_on: '2026-03-01', until: '2026-04-02' }, 'until'],
  [{ starts_on: '2026-03-01', until: '2026-03-05' }, undefined],
  [{ starts_on: '2026-04-01', until: null }, undefined],
])('%o is at fault in %s', (dates, field) => {
  const bounds = { activated_on: '2026-01-01', today: '2026-04-01' };
  expect(correctionFault({ ...dates, quantity: 1 }, bounds)?.[0]).toBe(field);
});

test('what is more than a year ago stays', () => {
  const bounds = { activated_on: '2020-01-01', today: '2026-04-01' };
  expect(correctionFault({ starts_on: '2025-03-31', until: null, quantity: 1 }, bounds)?.[0]).toBe(
    'starts_on',
  );
});
