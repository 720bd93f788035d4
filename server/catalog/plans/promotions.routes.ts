import { z } from 'zod';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, IdParams, Instant } from '../../base/schemas.ts';
import { DISCOUNT_SCOPES } from '../prices/price-facts.rules.ts';
import { endPromotion, listPromotions, publishPromotion } from './promotions.ts';

const Edit = z.object({
  code: z.string().trim().max(100),
  name: Bilingual,
  scope: z.enum(DISCOUNT_SCOPES),
  target: z
    .string()
    .max(100)
    .default('')
    .describe('A family’s id, a product’s code, or nothing for everything'),
  bundle_plan_id: z.uuid().nullable().default(null).describe('For accounts on this plan alone'),
  from_quantity: z.int().min(1).default(1),
  rate: z.string().max(10).describe('A fraction, such as "0.15" for 15 %'),
  valid_from: CivilDateText,
  valid_to: CivilDateText.describe('The first day without it'),
});

const PromotionReply = Edit.extend({ id: z.uuid(), recorded_at: Instant }).meta({ id: 'Promotion' });

const PATH = '/v1/catalog/promotions';

export const promotionRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The promotions, the latest to start first.',
      access: 'bundle_plan.read',
      query: ListQuery,
      reply: pageOf(PromotionReply),
    },
    (ctx, { query }) => listPromotions(ctx, query),
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Adds a promotion for coming days.',
      access: 'bundle_plan.edit',
      body: Edit,
      reply: PromotionReply,
      status: 201,
      errors: ['already_exists'],
    },
    (ctx, { body }) => publishPromotion(ctx, body),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/end`,
      summary: 'Ends a promotion earlier than planned, on a coming day.',
      access: 'bundle_plan.edit',
      params: IdParams,
      body: z.object({ valid_to: CivilDateText }),
      reply: PromotionReply,
    },
    (ctx, { params, body }) => endPromotion(ctx, params.id, body.valid_to),
  ),
];
