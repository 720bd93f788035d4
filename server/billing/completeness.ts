import { type Ctx, permit } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { type AccountDue, accountsDue } from './completeness.sql.ts';
import { getRun } from './runs.ts';

export type Completeness = {
  due: number;
  billed: number;
  nothing_due: number;
  quarantined: number;
  waiting: number;
  lived: number;
  charged: number;
  items: AccountDue[];
};

const SHOWN = 500;

/**
 * Whether the month end has looked at everything: each account that was due, billed or with nothing due or set aside, and the unit-days in arrears
 * that were lived and that are on lines. At most 500 accounts, those that need a look first; the counts are of all. Throws 403, 404.
 */
export async function completenessOf(ctx: Ctx, runId: string): Promise<Completeness> {
  permit(ctx, 'run.read');
  const run = await getRun(ctx, runId);
  // Unit-days are summed over the tasks of the run, which are the system's own; only the seller's accounts are answered.
  const items = await asSystem(ctx, ({ db }) => accountsDue(db, run));
  const count = (outcome: AccountDue['outcome']) => items.filter((item) => item.outcome === outcome).length;
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
