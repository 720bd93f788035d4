import { task } from '../../base/jobs.ts';
import { offersOf } from '../../catalog/index.ts';
import { winDealsByOrder } from '../../deals/index.ts';
import { getOrder } from './orders.ts';

/** An order that nothing holds any more wins the deals of its seller for this customer and these products. */
export const winDeals = task<{ subjectId: string }>('orders.win-deals', async (door, { subjectId }) => {
  await door.system(async (ctx) => {
    const { id, number, seller_id, customer_id, lines } = await getOrder(ctx, subjectId);
    const offers = await offersOf(
      ctx,
      lines.map(({ offer_id }) => offer_id),
    );
    const product_ids = [...offers.values()].map(({ product_id }) => product_id);
    await winDealsByOrder(ctx, { id, number, seller_id, customer_id, product_ids });
  });
});
