import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { enqueue } from '../../base/jobs.ts';
import type { List, Page } from '../../base/page.ts';
import { getBundlePlan, rulesOf } from '../../catalog/index.ts';
import { getVendor } from '../../identity/index.ts';
import type { Run } from '../runs/runs.rules.ts';
import { replayMonth } from './replay.task.ts';
import { type Candidate, canTry, type Replay, type ReplayTotal, totalsOf } from './replays.rules.ts';
import * as store from './replays.sql.ts';

/** A version by its number, or discounts that are not published. */
type WantedPlan = {
  bundle_plan_id: string;
  version?: number | undefined;
  discounts?: NonNullable<Candidate['plan']>['discounts'] | undefined;
  preferences?: NonNullable<Candidate['plan']>['preferences'] | undefined;
};

/** A version of the acting reseller's price book by its number, or rules that are not published. */
type WantedBook = {
  version?: number | undefined;
  rules?: NonNullable<Candidate['book']>['rules'] | undefined;
};

export type WantedReplay = {
  name: string;
  plan: WantedPlan | null;
  prices: Candidate['prices'];
  moves: Candidate['moves'];
  book: WantedBook | null;
};

/**
 * Runs the latest month end again on a copy, with the candidate in place of what is published, and keeps what each of the acting seller's
 * accounts was billed and would be. The vendor's is of every reseller; a reseller's is of its own customers, beside what it is billed for them
 * itself. Throws 403, Fail invalid on a candidate that cannot be, conflict where no month end is drafted yet.
 */
export async function startReplay(ctx: Ctx, wanted: WantedReplay): Promise<Replay> {
  permit(ctx, 'replay.run');
  const { organizationId, resellerId, kind } = acting(ctx);
  const candidate = await candidateOf(ctx, wanted);
  const vendor = await getVendor(ctx);
  const branch = kind === 'vendor' ? null : resellerId;
  const { run, branches } = await baseRun(ctx, vendor.id, branch);
  const replay: Replay = {
    reseller_id: branch ?? vendor.reseller_id,
    id: newId(),
    seller_id: organizationId,
    name: wanted.name,
    run_id: run.id,
    cutoff: run.cutoff,
    candidate,
    state: 'working',
    cause: null,
    branches,
    done: 0,
    batch: -1,
    requested_by: ctx.actor.personId,
    requested_at: ctx.now.toISOString(),
    finished_at: null,
  };
  await store.insertReplay(ctx.db, replay);
  const details = { name: replay.name, cutoff: run.cutoff };
  const subject = { subjectKind: 'replay' as const, subjectId: replay.id };
  audit(ctx, { resellerId: replay.reseller_id, action: 'replay.started', ...subject, details });
  enqueue(ctx, replayMonth, { replayId: replay.id });
  return replay;
}

/** The vendor's latest month end, which bills every level, and how many branches it drafted: of all, or whether the one. */
async function baseRun(
  ctx: Ctx,
  vendorId: string,
  branch: string | null,
): Promise<{ run: Run; branches: number }> {
  // A run and its tasks are the vendor's and the system's own; a reseller learns of them only that its month was closed.
  const { run, branches } = await asSystem(ctx, async ({ db }) => {
    const latest = await store.latestRun(db, vendorId);
    return { run: latest, branches: latest ? await store.countDrafted(db, latest.id, branch) : 0 };
  });
  if (run?.state === 'working')
    throw new Fail('conflict', 'illegal_move', 'A month end is being drafted; wait until it is.');
  if (!run || (branch !== null && branches === 0))
    throw new Fail('conflict', 'illegal_move', 'No month was closed yet: there is nothing to run again.');
  return { run, branches };
}

async function candidateOf(ctx: Ctx, { plan, prices, moves, book }: WantedReplay): Promise<Candidate> {
  const { kind } = acting(ctx);
  const asked = { plan: plan && NO_PLAN, prices, moves, book: book && NO_BOOK };
  const legal = canTry(asked, kind);
  if (legal !== true) throw invalidField(kind === 'vendor' ? '#/plan' : '#/book', legal);
  const candidate = { plan: await planOf(ctx, plan), prices, moves, book: await bookOf(ctx, book) };
  await checkCandidate(ctx, candidate);
  return candidate;
}

/** Stand for what was asked for until it is looked up: who may not try it learns nothing of it. */
const NO_PLAN = { bundle_plan_id: '', version: null, discounts: [], preferences: [] };
const NO_BOOK = { version: null, rules: [] };

async function bookOf(ctx: Ctx, wanted: WantedBook | null): Promise<Candidate['book']> {
  if (!wanted) return null;
  return { version: wanted.version ?? null, rules: await rulesOf(ctx, wanted, '#/book/rules') };
}

async function planOf(ctx: Ctx, wanted: WantedPlan | null): Promise<Candidate['plan']> {
  if (!wanted) return null;
  const { bundle_plan_id, version: number, discounts, preferences } = wanted;
  const plan = await getBundlePlan(ctx, bundle_plan_id);
  if (number === undefined)
    return { bundle_plan_id, version: null, discounts: discounts ?? [], preferences: preferences ?? [] };
  const version = found(
    plan.versions.find((one) => one.version === number),
    'version of the plan',
  );
  const { discounts: published, preferences: ways } = version;
  return {
    bundle_plan_id,
    version: number,
    discounts: published.map((one) => ({ ...one })),
    preferences: ways.map((one) => ({ ...one })),
  };
}

async function checkCandidate(ctx: Ctx, { plan, prices, moves }: Candidate): Promise<void> {
  const changes = prices?.kind === 'change' ? prices.changes : [];
  const [unknown] = await store.unknownTargets(ctx.db, [...(plan?.discounts ?? []), ...changes]);
  if (unknown !== undefined)
    throw invalidField(plan ? '#/plan/discounts' : '#/prices/changes', `There is nothing called ${unknown}.`);
  if (prices?.kind === 'import' && !(await store.countMoves(ctx.db, prices.import_id)))
    throw invalidField('#/prices/import_id', 'That file moves no price.');
  if (moves?.bundle_plan_id) await getBundlePlan(ctx, moves.bundle_plan_id);
  if (moves && (await store.hasStrangers(ctx.db, acting(ctx).organizationId, moves.account_ids)))
    throw invalidField('#/moves/account_ids', 'Choose accounts that you sell on.');
}

/** Replays that were under way go on. */
export async function resumeReplays(ctx: Ctx): Promise<void> {
  for (const replayId of await store.workingReplays(ctx.db)) enqueue(ctx, replayMonth, { replayId });
}

/** The replay, or 404. */
async function getReplay(ctx: Ctx, id: string): Promise<Replay> {
  return found(await store.findReplay(ctx.db, id), 'replay');
}

/** Replays, newest first. */
export async function listReplays(ctx: Ctx, list: List): Promise<Page<Replay>> {
  permit(ctx, 'replay.read');
  return store.listReplays(ctx.db, list);
}

export type ReplayReport = Replay & {
  totals: ReplayTotal[];
  lines: Awaited<ReturnType<typeof store.listLines>>;
};

/** The replay with what it has found so far, the greatest difference first. Throws 404. */
export async function describeReplay(ctx: Ctx, id: string): Promise<ReplayReport> {
  permit(ctx, 'replay.read');
  const replay = await getReplay(ctx, id);
  const lines = await store.listLines(ctx.db, id);
  return { ...replay, totals: totalsOf(lines), lines };
}
