import { expect, test } from 'vitest';
import { phaseOf } from './phases.ts';

test.each([
  ['2026-02-28', 'coming'],
  ['2026-03-01', 'running'],
  ['2026-03-31', 'running'],
  ['2026-04-01', 'over'],
])('on %s a promotion of March is %s', (day, phase) => {
  expect(phaseOf({ valid_from: '2026-03-01', valid_to: '2026-04-01' }, day)).toBe(phase);
});
