import { newId } from '../server/base/ids.ts';
import { accountsAlong, getOrganization } from '../server/identity/index.ts';
import type { World } from './world.ts';

/** As if the vendor had approved a special price for the customer: for up to 100 units, all of 2026. */
export async function grantSpecialPrice(
  world: Pick<World, 'system'>,
  customerId: string,
  { offer_id, unit_price }: { offer_id: string; unit_price: string },
): Promise<void> {
  await world.system(async (ctx) => {
    const customer = await getOrganization(ctx, customerId);
    const [account] = await accountsAlong(ctx, customer.path);
    if (!account) throw new Error('the customer’s branch buys from somebody');
    const { id: account_id, reseller_id, seller_id, buyer_id, currency } = account;
    await ctx.db
      .insertInto('deals.granted_price')
      .values({
        ...{ reseller_id, account_id, seller_id, buyer_id, currency, customer_id: customerId, offer_id },
        ...{ id: newId(), unit_price, floor_price: unit_price, from_quantity: 1, to_quantity: 100 },
        ...{ valid_from: '2026-01-01', valid_to: '2027-01-01', special_price_id: newId(), number: 'SP1' },
        ...{ approved_by: 'Test', approved_at: ctx.now },
      })
      .execute();
  });
}
