import type { Ctx } from '../../base/ctx.ts';
import { type Change, changesBetween, runBefore } from './comparison.sql.ts';
import { getRun } from './runs.ts';

/**
 * What a month end bills otherwise than the one before: buyers that are new, gone, or whose net differs by `threshold` percent and more; at
 * most 500, the greatest difference first. `compared_with` is null for the first month end there is.
 */
export async function compareRun(
  ctx: Ctx,
  runId: string,
  threshold: number,
): Promise<{ compared_with: string | null; items: Change[] }> {
  const run = await getRun(ctx, runId);
  const before = await runBefore(ctx.db, run);
  return { compared_with: before, items: before ? await changesBetween(ctx.db, run, before, threshold) : [] };
}
