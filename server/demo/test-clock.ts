import { setTimeout as wait } from 'node:timers/promises';
import { audit } from '../base/audit.ts';
import { type Ctx, permit } from '../base/ctx.ts';
import { addDays, type CivilDate, civilDate, daysBetween, startOfDay } from '../base/dates.ts';
import type { Door } from '../base/door.ts';
import { Fail, invalidField } from '../base/errors.ts';
import { enqueue, type Task, task } from '../base/jobs.ts';
import { hasTestClock, setTestClock } from '../base/test-clock.ts';
import type { Tick } from '../base/ticks.ts';
import { getVendor } from '../identity/index.ts';
import { jobsLeft } from './test-clock.sql.ts';

export type Clock = { enabled: boolean; today: CivilDate; now: string };

/** Whether this is a program whose clock can be moved, and what day it is in it. */
export async function readClock(ctx: Ctx): Promise<Clock> {
  const { time_zone } = await getVendor(ctx);
  return { enabled: hasTestClock(), today: civilDate(ctx.now, time_zone), now: ctx.now.toISOString() };
}

/** How far a clock is moved at once. */
const MOST_DAYS = 400;

/**
 * Moves the program's clock to `to`, day by day: on each day every timer that falls due fires, in order, and what it asks for is done before the
 * next day begins. Answers at once; the days go by in the worker. Throws 403, Fail conflict in a program that lives by the real clock, Fail
 * invalid for a day that is not ahead.
 */
export async function advanceClock(ctx: Ctx, to: CivilDate): Promise<Clock> {
  permit(ctx, 'clock.move');
  const clock = await readClock(ctx);
  if (!clock.enabled)
    throw new Fail(
      'conflict',
      'illegal_move',
      'This program lives by the real clock. A sandbox program is started with CARAVAN_TEST_CLOCK.',
    );
  const days = daysBetween(clock.today, to);
  if (days < 1) throw invalidField('#/to', `It is ${clock.today}; a clock moves ahead only.`);
  if (days > MOST_DAYS)
    throw invalidField(
      '#/to',
      `At most ${MOST_DAYS} days at once: up to ${addDays(clock.today, MOST_DAYS)}.`,
    );
  const vendor = await getVendor(ctx);
  audit(ctx, {
    resellerId: vendor.reseller_id,
    action: 'clock.moved',
    subjectKind: 'organization',
    subjectId: vendor.id,
    details: { from: clock.today, to },
  });
  enqueue(ctx, advanceDay, { day: addDays(clock.today, 1), to });
  return clock;
}

let timers: readonly Tick[] = [];

/** Says which timers there are; a day fires them in this order. */
export function useTimers(all: readonly Tick[]): void {
  timers = all;
}

/** One day: the clock, the timers, what they asked for; then the next. Killed at any point, the day is gone through again. */
export const advanceDay: Task<{ day: CivilDate; to: CivilDate }> = task(
  'demo.advance_day',
  async (door, { day, to }) => {
    await beginDay(door, day);
    for (const timer of timers) await timer.run(door, {}, { number: 1, last: false });
    await untilQuiet(door);
    if (day < to) await door.system(async (ctx) => enqueue(ctx, advanceDay, { day: addDays(day, 1), to }));
  },
);

/** The clock goes to six in the morning of the day at the vendor, unless it is later already: it never goes back. */
async function beginDay(door: Door, day: CivilDate): Promise<void> {
  const at = await door.system(async (ctx) => {
    const morning = startOfDay(day, (await getVendor(ctx)).time_zone);
    morning.setUTCHours(morning.getUTCHours() + 6);
    return morning > ctx.now ? morning : null;
  });
  if (at) await setTestClock(at);
}

const PATIENCE_SECONDS = 60;

/** Waits until every other job is done, or as long as patience lasts: one that fails again and again holds up no calendar. */
async function untilQuiet(door: Door): Promise<void> {
  for (let tries = 0; tries < PATIENCE_SECONDS * 10; tries += 1) {
    if ((await door.system(({ db }) => jobsLeft(db, advanceDay.name))) === 0) return;
    await wait(100);
  }
}
