import type { Ctx } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { enqueue, task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { getAccount, getVendor } from '../../identity/index.ts';
import * as store from './charge-timers.sql.ts';
import { chargeBegun, chargeOn } from './prepay.ts';

/** An account was put on a plan: where it pays ahead by it, what it has is charged so from that day on. Runs as the system. */
export async function expectTurn(
  ctx: Ctx,
  accountId: string,
  { valid_from, billing_preference }: { valid_from: CivilDate; billing_preference: string },
): Promise<void> {
  if (billing_preference === 'prepay') await chargeOn(ctx, await getAccount(ctx, accountId), valid_from);
}

/** What begins to be paid ahead by itself is charged on its first day. */
export const chargeAccountAhead = task<{ accountId: string }>(
  'billing.charge_account_ahead',
  (door, { accountId }) => door.system((ctx) => chargeBegun(ctx, accountId)),
);

/** Looks for accounts on which something that is paid ahead has begun by the program's clock, and has them charged. */
export const chargeAhead: Tick = task('billing.charge_ahead', async (door) => {
  while ((await door.system(chargeSome)) === BATCH);
});

const BATCH = 100;

async function chargeSome(ctx: Ctx): Promise<number> {
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const due = await store.fireTimers(ctx.db, { today, now: ctx.now }, BATCH);
  for (const accountId of new Set(due.map(({ account_id }) => account_id)))
    enqueue(ctx, chargeAccountAhead, { accountId });
  return due.length;
}
