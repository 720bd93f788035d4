import { z } from 'zod';
import { route } from '../../base/route.ts';
import { Instant } from '../../base/schemas.ts';
import { type ListedNeed, listSpecialPriceNeeds } from './special-price-needs.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });

const NeedReply = z
  .object({
    id: z.uuid(),
    customer: Named,
    reseller: Named,
    because: z
      .enum(['headcount', 'group', 'government'])
      .describe('Its own size, its group’s, or that it is a government body'),
    noticed_at: Instant,
  })
  .meta({ id: 'SpecialPriceNeed' });

function reply({ id, customer_id, customer_name, buyer_id, reseller_name, because, noticed_at }: ListedNeed) {
  return {
    ...{ id, noticed_at },
    because: because as z.input<typeof NeedReply>['because'],
    customer: { id: customer_id, name: customer_name },
    reseller: { id: buyer_id, name: reseller_name },
  };
}

export const specialPriceNeedRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/special-price-needs',
      summary: 'Customers that have come to need a special price while none is asked for.',
      access: 'special_price.read',
      reply: z.object({ items: z.array(NeedReply) }),
    },
    async (ctx) => ({ items: (await listSpecialPriceNeeds(ctx)).map(reply) }),
  ),
];
