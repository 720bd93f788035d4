import { expect, test } from 'vitest';
import type { Door } from './door.ts';
import { task } from './jobs.ts';
import { startTicking } from './ticks.ts';

const door = {} as Door;
const soon = () => new Promise((resolve) => setTimeout(resolve, 60));

test('looks again and again until stopped, and never twice at once', async () => {
  let at = 0;
  let most = 0;
  let looks = 0;
  const slow = task('slow', async () => {
    at += 1;
    most = Math.max(most, at);
    await new Promise((resolve) => setTimeout(resolve, 15));
    at -= 1;
    looks += 1;
  });
  const stop = startTicking(door, [slow], () => {}, 0.005);
  await soon();
  await stop();
  const seen = looks;
  await soon();
  expect([most, at, looks]).toEqual([1, 0, seen]);
  expect(seen).toBeGreaterThan(1);
});

test('one that fails is reported, and the next still looks', async () => {
  const lines: string[] = [];
  let looked = false;
  const broken = task('broken', async () => {
    throw new Error('no clock');
  });
  const whole = task('whole', async () => {
    looked = true;
  });
  await startTicking(door, [broken, whole], (line) => lines.push(line), 60)();
  expect([lines, looked]).toEqual([['tick broken: no clock'], true]);
});
