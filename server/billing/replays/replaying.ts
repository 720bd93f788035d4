import type { Ctx } from '../../base/ctx.ts';
import { type Db, rolledBack } from '../../base/db.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { derivedId } from '../../base/ids.ts';
import { draftCharges } from '../charges/charging.sql.ts';
import { dropDraft } from '../charges/lines.sql.ts';
import { PUBLISHED, withCandidate } from '../rates/price-tables.sql.ts';
import { freezeTrial, thawRates } from '../rates/rates.sql.ts';
import type { Run } from '../runs/runs.rules.ts';
import { findRun } from '../runs/runs.sql.ts';
import type { Replay } from './replays.rules.ts';
import * as store from './replays.sql.ts';

/**
 * Takes a replay one batch of branches further: its month end is taken back and drafted again twice, with the prices in force and with the
 * candidate's, and all of it rolled back; the sums are kept. False when there is nothing more to do. Runs as the system.
 */
export async function workReplay(ctx: Ctx, replayId: string): Promise<boolean> {
  const replay = found(await store.lockReplay(ctx.db, replayId), 'replay');
  if (replay.state !== 'working') return false;
  const base = found(await findRun(ctx.db, replay.run_id), 'month end');
  const latest = await store.latestRun(ctx.db, base.seller_id);
  if (base.state === 'discarded') return end(ctx, replay, 'failed', 'Its month end was discarded meanwhile.');
  // What a later one has billed is past its marks: nothing would be drafted again.
  if (latest?.id !== base.id) return end(ctx, replay, 'failed', 'A later month end was begun meanwhile.');
  const passes = passesOf(replay, base);
  if (replay.batch < 0) await freeze(ctx, replay, base, passes);
  const branch = branchOf(replay, base);
  const next = await store.nextBranches(ctx.db, base.id, { after: replay.batch, branch });
  if (!next) {
    await thaw(ctx, passes);
    return end(ctx, replay, 'done', null);
  }
  const sums = branch === null ? vendorSums : resellerSums;
  const tried = { replay, base, resellerIds: next.resellerIds, sums };
  const was = await tryOut(ctx, passes.inForce, tried);
  const would = await tryOut(ctx, passes.tried, tried);
  await store.insertLines(ctx.db, linesOf(replay, was, would));
  const done = replay.done + next.resellerIds.length;
  await store.updateReplay(ctx.db, replay, { batch: next.batch, done });
  tell(ctx, { ...replay, done });
  return true;
}

/** Of the vendor's replays every branch is run again, of a reseller's its own. */
function branchOf({ seller_id, reseller_id }: Replay, base: Run): string | null {
  return seller_id === base.seller_id ? null : reseller_id;
}

type Passes = { inForce: Run; tried: Run };

/** Two passes over the days of the month end. */
function passesOf({ id, requested_at: opened_at }: Replay, base: Run): Passes {
  const trial = { ...base, kind: 'preview', state: 'working', rates_sha256: null, findings: [], opened_at };
  return { inForce: { ...trial, id: derivedId('replay', id) }, tried: { ...trial, id } };
}

/** Both passes keep to the prices of this moment, however long they take. */
async function freeze({ db }: Ctx, replay: Replay, base: Run, { inForce, tried }: Passes): Promise<void> {
  const first = await store.firstCharged(db, base);
  const resellerId = branchOf(replay, base);
  await freezeTrial(db, inForce, first, { tables: PUBLISHED, resellerId });
  const tables = withCandidate(replay.candidate, replay.seller_id);
  await freezeTrial(db, tried, first, { tables, resellerId });
}

async function thaw({ db }: Ctx, { inForce, tried }: Passes): Promise<void> {
  await thawRates(db, inForce.id);
  await thawRates(db, tried.id);
}

type Sums = (db: Db, run: Run, replay: Replay) => Promise<store.Sum[]>;
const vendorSums: Sums = (db, { id }, { seller_id }) => store.sumsOf(db, id, seller_id);
const resellerSums: Sums = (db, { id }, replay) => store.marginsOf(db, id, replay);

type Tried = { replay: Replay; base: Run; resellerIds: string[]; sums: Sums };

async function tryOut(
  { db }: Ctx,
  run: Run,
  { replay, base, resellerIds, sums }: Tried,
): Promise<store.Sum[]> {
  return rolledBack(db, async () => {
    await store.reopenDocuments(db, base.id, resellerIds);
    await dropDraft(db, base.id, resellerIds);
    await draftCharges(db, run, { resellerIds });
    return sums(db, run, replay);
  });
}

function linesOf(
  { id: replay_id, seller_id }: Replay,
  was: store.Sum[],
  would: store.Sum[],
): store.ReplayLine[] {
  const sums = new Map<string, store.ReplayLine>();
  const put = ({ net, cost, ...account }: store.Sum, side: 'was' | 'would_be') => {
    const none = cost === null ? null : 0n;
    const nothing = { was: 0n, would_be: 0n, cost_was: none, cost_would_be: none };
    const known = sums.get(account.account_id) ?? { ...account, replay_id, seller_id, ...nothing };
    sums.set(account.account_id, { ...known, [side]: net, [`cost_${side}`]: cost });
  };
  for (const sum of was) put(sum, 'was');
  for (const sum of would) put(sum, 'would_be');
  return [...sums.values()];
}

/** Gives a replay up with its cause, once it was tried often enough. Runs as the system. */
export async function failReplay(ctx: Ctx, replayId: string, cause: string): Promise<void> {
  const replay = found(await store.lockReplay(ctx.db, replayId), 'replay');
  if (replay.state !== 'working') return;
  const base = found(await findRun(ctx.db, replay.run_id), 'month end');
  await thaw(ctx, passesOf(replay, base));
  await end(ctx, replay, 'failed', cause);
}

async function end(ctx: Ctx, replay: Replay, state: 'done' | 'failed', cause: string | null): Promise<false> {
  await store.updateReplay(ctx.db, replay, { state, cause, finished_at: ctx.now.toISOString() });
  tell(ctx, { ...replay, state });
  return false;
}

function tell(ctx: Ctx, { reseller_id: resellerId, id, seller_id, state, branches, done }: Replay): void {
  const payload = { state, branches, done };
  emit(ctx, { resellerId, name: 'replay.progressed', subjectId: id, payload, audience: [seller_id] });
}
