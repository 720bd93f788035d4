import type { Ctx } from '../../base/ctx.ts';
import { enqueue, task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { getOrganization } from '../../identity/index.ts';
import { fireTimers } from './policies.sql.ts';
import { policyOf, setMorning } from './policies.ts';
import { accountsDue, remindAccounts } from './reminders.ts';

const SELLERS = 50;
const ACCOUNTS = 50;

/** Goes through a seller's accounts: some in each transaction, so that a payment never waits long. Run twice, it writes nothing twice. */
export const remindBuyers = task<{ sellerId: string }>(
  'billing.remind_buyers',
  async (door, { sellerId }) => {
    const due = await door.system((ctx) => accountsDue(ctx, sellerId));
    for (let i = 0; i < due.length; i += ACCOUNTS)
      await door.system((ctx) => remindAccounts(ctx, sellerId, due.slice(i, i + ACCOUNTS)));
  },
);

/** Looks for sellers whose morning has come by the program's clock. Mornings that a clock leapt over are one: today's. */
export const fireReminders: Tick = task('billing.fire_reminders', async (door) => {
  while ((await door.system(fireSome)) > 0);
});

async function fireSome(ctx: Ctx): Promise<number> {
  const sellers = await fireTimers(ctx.db, ctx.now, SELLERS);
  for (const sellerId of sellers) {
    if (!(await policyOf(ctx, sellerId)).enabled) continue;
    await setMorning(ctx, await getOrganization(ctx, sellerId));
    enqueue(ctx, remindBuyers, { sellerId });
  }
  return sellers.length;
}
