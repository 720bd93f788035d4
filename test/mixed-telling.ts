import type { Branch } from './histories.ts';
import type { MixedHistory } from './mixed-histories.ts';
import type { World } from './world.ts';

/** Appends to the timelines what a pass of this cutoff is the first to know. */
export async function tellBefore(
  world: World,
  cutoff: string,
  branches: readonly Branch[],
  histories: readonly MixedHistory[],
): Promise<void> {
  const recorded_at = world.now();
  const { id: vendorId } = await world.vendor();
  const rows = branches.flatMap(({ reseller_id, subscription_id }, i) => {
    const { told = [], corrections = [] } = histories[i] ?? {};
    const shared = { reseller_id, subscription_id, chain: [vendorId, reseller_id], recorded_at };
    return told
      .map(({ told_on: _, ...step }, k) => ({ ...shared, ...step, seq: k + 1 }))
      .filter((_, k) => corrections[k - 1]?.before === cutoff);
  });
  if (rows.length > 0) await world.system(({ db }) => db.insertInto('orders.segment').values(rows).execute());
}
