import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { type CivilDate, civilDate, firstOfNextMonth } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import type { List, Page } from '../../base/page.ts';
import { move } from '../../base/states.ts';
import { getVendor } from '../../identity/index.ts';
import { dropDraft } from '../charges/lines.sql.ts';
import { planFeeTasks } from '../fees/fees.sql.ts';
import { freezeAgain, freezeRates, openStreams } from '../rates/rates.sql.ts';
import { draftRun } from './draft.task.ts';
import { canCutOff, latestCutoff, monthEnd, newRun, RUN_MOVES, type Run } from './runs.rules.ts';
import * as store from './runs.sql.ts';

/**
 * Opens the month end before `cutoff` (the first day not billed): freezes every price and plans the branches.
 * Throws Fail invalid on a cutoff that is no month's end or still to come, conflict when the month is closed already.
 */
export async function openMonthEnd(ctx: Ctx, cutoff: CivilDate): Promise<Run> {
  permit(ctx, 'run.start');
  const vendor = await getVendor(ctx);
  const legal = canCutOff(cutoff, civilDate(ctx.now, vendor.time_zone));
  if (legal !== true) throw invalidField('#/cutoff', legal);
  const run = newRun({
    reseller_id: vendor.reseller_id,
    id: newId(),
    seller_id: vendor.id,
    kind: 'month_end',
    ...monthEnd(cutoff),
    opened_by: ctx.actor.personId,
    opened_at: ctx.now.toISOString(),
  });
  // The run bills every branch on every level: more than the vendor itself may see.
  await asSystem(ctx, (system) => plan(system, run));
  // Two workers take turns at the batches where there are two.
  for (let i = 0; i < 2; i += 1) enqueue(ctx, draftRun, { runId: run.id });
  audit(ctx, {
    resellerId: vendor.reseller_id,
    action: 'run.opened',
    subjectKind: 'run',
    subjectId: run.id,
    details: { cutoff },
  });
  return run;
}

async function plan({ db }: Ctx, run: Run): Promise<void> {
  if (!(await store.insertRun(db, run))) {
    throw new Fail(
      'conflict',
      'already_exists',
      `The month before ${run.cutoff} has a run already; open that one.`,
    );
  }
  await openStreams(db, null);
  const { first } = await store.planTasks(db, run);
  await planFeeTasks(db, run);
  await store.updateRun(db, run.id, { rates_sha256: await freezeRates(db, run, first ?? run.cutoff) });
}

/** Drops a run that was not issued, as if it had never been opened. */
export async function discardRun(ctx: Ctx, runId: string): Promise<Run> {
  permit(ctx, 'run.start');
  const state = await asSystem(ctx, async ({ db }) => {
    const run = found(await store.lockRun(db, runId), 'run');
    await dropDraft(db, runId, null);
    const discarded = move('run', RUN_MOVES, run.state as keyof typeof RUN_MOVES, 'discard');
    await store.updateRun(db, runId, { state: discarded, finished_at: ctx.now.toISOString() });
    return discarded;
  });
  const run = await getRun(ctx, runId);
  audit(ctx, {
    resellerId: run.reseller_id,
    action: 'run.discarded',
    subjectKind: 'run',
    subjectId: runId,
    details: { cutoff: run.cutoff },
  });
  return { ...run, state };
}

/**
 * Lets the branches that were set aside wait again, after their cause has been mended: they are billed by prices frozen now. The others keep
 * their lines, and the run the rates that made them.
 */
export async function retryQuarantined(ctx: Ctx, runId: string): Promise<Run> {
  permit(ctx, 'run.start');
  const run = await asSystem(ctx, async ({ db }) => {
    // Held: it must not be issued or discarded meanwhile, and no batch that is under way may see two sets of rates.
    const run = found(await store.lockRun(db, runId), 'run');
    if (!['working', 'drafted'].includes(run.state))
      move('run', RUN_MOVES, run.state as keyof typeof RUN_MOVES, 'draft');
    await store.reopenTasks(db, runId);
    await openStreams(db, null);
    const { first } = await store.planTasks(db, run);
    await planFeeTasks(db, run);
    const rates_sha256 = await freezeAgain(db, run, first ?? run.cutoff);
    await store.updateRun(db, runId, { state: 'working', rates_sha256 });
    return run;
  });
  enqueue(ctx, draftRun, { runId });
  return { ...run, state: 'working' };
}

/** The month end to bill next: the one after the last run, or the latest complete month; null when that is billed. */
export async function nextCutoff(ctx: Ctx): Promise<CivilDate | null> {
  const vendor = await getVendor(ctx);
  const latest = latestCutoff(civilDate(ctx.now, vendor.time_zone));
  const last = await store.lastCutoff(ctx.db);
  if (!last) return latest;
  return last < latest ? firstOfNextMonth(last) : null;
}

/** Month ends that were being drafted go on. */
export async function resumeRuns(ctx: Ctx): Promise<void> {
  for (const runId of await store.workingRuns(ctx.db)) enqueue(ctx, draftRun, { runId });
}

/** The run, or 404. */
export async function getRun(ctx: Ctx, id: string): Promise<Run> {
  return found(await store.findRun(ctx.db, id), 'run');
}

/** Month ends, newest first. */
export async function listRuns(ctx: Ctx, list: List): Promise<Page<Run>> {
  return store.listRuns(ctx.db, list);
}

/** How far the run is, what it sums to for the acting seller, and what is set aside. */
export async function reviewRun(ctx: Ctx, runId: string) {
  const run = await getRun(ctx, runId);
  const { organizationId } = acting(ctx);
  return asSystem(ctx, async ({ db }) => ({
    run,
    progress: await store.progressOf(db, runId),
    totals: await store.totalsOf(db, runId, organizationId),
    quarantined: await store.quarantined(db, runId),
  }));
}
