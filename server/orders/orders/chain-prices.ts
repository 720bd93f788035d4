import type { Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, type FieldError } from '../../base/errors.ts';
import { customerPriceFacts } from '../../deals/index.ts';
import type { Account } from '../../identity/index.ts';

/** A line as it is wanted, for a customer, on a day; `chain`: the accounts from the vendor down to the one whose prices it is at. */
type Wanted = { chain: readonly Account[]; customer_id: string; offerIds: readonly string[]; on: string };

/**
 * That an order has its price on every account above the seller's own as well: who buys in another currency may have none, and then nothing could
 * be asked for what is provisioned. Throws Fail invalid naming each bad line.
 */
export async function ensurePricedAbove(
  ctx: Ctx,
  { chain, customer_id, offerIds, on }: Wanted,
): Promise<void> {
  const own = chain.at(-1);
  const above = chain.slice(0, -1).filter(({ currency }) => currency !== own?.currency);
  for (const account of above) {
    // Across the wall: only whether there is a price is told.
    const known = await asSystem(ctx, (system) =>
      customerPriceFacts(system, { account, customer_id, on, offerIds: [...offerIds] }),
    );
    const detail = `This has no price in ${account.currency}, in which it is bought for you; ask your seller for it.`;
    const errors: FieldError[] = offerIds.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: `#/lines/${index}/offer_id`, detail }],
    );
    if (errors.length > 0) throw new Fail('invalid', 'invalid_field', detail, { errors });
  }
}
