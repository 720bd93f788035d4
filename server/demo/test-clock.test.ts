import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../test/world.ts';
import { task } from '../base/jobs.ts';
import { advanceClock, advanceDay, useTimers } from './test-clock.ts';

let world: World;
let file: string;
beforeAll(async () => {
  world = await openWorld('2026-01-30T12:00:00.000Z');
  file = join(await mkdtemp(join(tmpdir(), 'clock-')), 'now');
  await writeFile(file, world.now().toISOString());
});
afterAll(async () => {
  delete process.env.CARAVAN_TEST_CLOCK;
  await world.close();
});

const advance = async (to: string, role = 'administrator') =>
  world.as(await world.vendor(), [role], (ctx) => advanceClock(ctx, to));

test('days go by one after another, each with its timers in order', async () => {
  await expect(advance('2026-02-02')).rejects.toMatchObject({ code: 'illegal_move' });
  process.env.CARAVAN_TEST_CLOCK = file;
  await expect(advance('2026-02-02', 'care')).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(advance('2026-01-30')).rejects.toMatchObject({ code: 'invalid_field' });
  const fired: string[] = [];
  const timer = (name: string) =>
    task(name, async () => {
      world.moveTo(await readFile(file, 'utf8'));
      fired.push(`${world.now().toISOString().slice(0, 10)} ${name}`);
    });
  useTimers([timer('first'), timer('second')]);
  expect(await advance('2026-02-02')).toMatchObject({ enabled: true, today: '2026-01-30' });
  await world.runJobs();
  const days = ['2026-01-31', '2026-02-01', '2026-02-02'];
  expect(fired).toEqual(days.flatMap((day) => [`${day} first`, `${day} second`]));
  expect(await readFile(file, 'utf8')).toBe('2026-02-02T03:00:00.000Z');
});

test('a day gone through again does not turn the clock back', async () => {
  await advanceDay.run(world.door, { day: '2026-02-01', to: '2026-02-01' }, { number: 2, last: false });
  expect(await readFile(file, 'utf8')).toBe('2026-02-02T03:00:00.000Z');
});
