import { type Ctx, permit } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { type Completeness, findCompleteness } from './completeness.sql.ts';
import { reckon } from './completeness.task.ts';
import { getRun } from './runs.ts';

/**
 * Whether the month end has looked at everything: each account that was due, billed or with nothing due or set aside, and the unit-days in arrears
 * that were lived and that are on lines. At most 500 accounts, those that need a look first; the counts are of all. Kept when the drafting ends;
 * reckoned for the reader until then. Throws 403, 404.
 */
export async function completenessOf(ctx: Ctx, runId: string): Promise<Completeness> {
  permit(ctx, 'run.read');
  const run = await getRun(ctx, runId);
  const kept = await findCompleteness(ctx.db, run);
  // Unit-days are summed over the tasks of the run, which are the system's own; only the seller's accounts are answered.
  return kept ?? asSystem(ctx, (system) => reckon(system, run));
}
