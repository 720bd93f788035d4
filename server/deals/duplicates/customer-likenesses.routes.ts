import { z } from 'zod';
import { route } from '../../base/route.ts';
import { IdParams, Instant } from '../../base/schemas.ts';
import {
  judgeCustomerLikeness,
  listCustomerLikenesses,
  type SeenCustomerLikeness,
} from './customer-likenesses.ts';
import { Judgement, LikenessReply } from './duplicates.routes.ts';

const CustomerLikenessReply = z
  .object({
    ...LikenessReply,
    customer: z.object({
      id: z.uuid(),
      name: z.string(),
      country: z.string(),
      domain: z.string().nullable(),
      registration_number: z.string().nullable(),
      group_name: z.string().nullable(),
      created_at: Instant.describe('Since when it is a customer'),
    }),
    partner: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Whose customer it is'),
  })
  .meta({ id: 'CustomerLikeness' });

function reply({
  customer,
  partner,
  ...likeness
}: SeenCustomerLikeness): z.input<typeof CustomerLikenessReply> {
  return {
    ...likeness,
    score: Number(likeness.score),
    verdict: likeness.verdict as 'open',
    customer,
    partner: partner && { id: partner.id, name: partner.name },
  };
}

export const customerLikenessRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/:id/customer-likenesses',
      summary: 'The existing customers of other partners that the deal may be for; for the vendor.',
      access: 'deal.decide',
      params: IdParams,
      reply: z.object({ items: z.array(CustomerLikenessReply) }),
    },
    async (ctx, { params }) => ({ items: (await listCustomerLikenesses(ctx, params.id)).map(reply) }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/customer-likenesses/:id/judge',
      summary: 'Says whether a deal is for an existing customer of another partner; for the vendor.',
      access: 'deal.decide',
      params: IdParams,
      body: Judgement,
      status: 204,
      reply: z.object({}),
    },
    async (ctx, { params, body }) => {
      await judgeCustomerLikeness(ctx, params.id, body);
      return {};
    },
  ),
];
