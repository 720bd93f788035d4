import type { Ctx } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import { task } from '../../base/jobs.ts';
import * as store from './completeness.sql.ts';
import type { Run } from './runs.rules.ts';
import { findRun } from './runs.sql.ts';

const SHOWN = 500;

/** Reckons and keeps it for a run whose drafting has ended. */
export const reckonCompleteness = task<{ runId: string }>(
  'billing.reckon_completeness',
  async (door, { runId }) => {
    await door.system(async (ctx) => {
      const run = found(await findRun(ctx.db, runId), 'run');
      if (run.finished_at) await store.keepCompleteness(ctx.db, run, run.finished_at, await reckon(ctx, run));
    });
  },
);

/** Reckons it anew, as the system. */
export async function reckon({ db }: Ctx, run: Run): Promise<store.Completeness> {
  const items = await store.accountsDue(db, run);
  const count = (outcome: store.AccountDue['outcome']) =>
    items.filter((item) => item.outcome === outcome).length;
  const sum = (column: 'lived' | 'charged') => items.reduce((all, item) => all + item[column], 0);
  return {
    due: items.length,
    billed: count('billed'),
    nothing_due: count('nothing_due'),
    quarantined: count('quarantined'),
    waiting: count('waiting'),
    lived: sum('lived'),
    charged: sum('charged'),
    items: items.slice(0, SHOWN),
  };
}
