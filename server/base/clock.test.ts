import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programClock } from './clock.ts';

test('a test clock stands still until its file is written anew', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'caravan-clock-')), 'now');
  writeFileSync(file, '2026-01-31T20:00:00Z\n');
  const clock = programClock({ CARAVAN_TEST_CLOCK: file });
  expect(clock().toISOString()).toBe('2026-01-31T20:00:00.000Z');
  writeFileSync(file, '2026-03-01T06:00:00Z');
  expect(clock().toISOString()).toBe('2026-03-01T06:00:00.000Z');
  writeFileSync(file, 'tomorrow');
  expect(() => clock()).toThrow(/no instant/);
});

test('without one the machine’s clock holds', () => {
  const before = Date.now();
  expect(programClock({})().getTime()).toBeGreaterThanOrEqual(before);
});
