import type { Ctx } from '../../base/ctx.ts';
import { enqueue, task } from '../../base/jobs.ts';
import { getOrganization } from '../../identity/index.ts';
import { sellersBehind } from './e-invoices.sql.ts';
import { stampBatch } from './e-invoices.ts';

/** Puts what a seller has issued on its chain of e-invoices, batch by batch until nothing waits. */
export const stampInvoices = task<{ resellerId: string; sellerId: string }>(
  'billing.stamp_invoices',
  async (door, { sellerId }) => {
    let stamped = 0;
    do stamped = await door.system(async (ctx) => stampBatch(ctx, await getOrganization(ctx, sellerId)));
    while (stamped > 0);
  },
);

/** After a restart: sellers whose invoices still wait. */
export async function resumeStamping(ctx: Ctx): Promise<void> {
  for (const { id, reseller_id } of await sellersBehind(ctx.db))
    enqueue(ctx, stampInvoices, { resellerId: reseller_id, sellerId: id }, { singletonKey: id });
}
