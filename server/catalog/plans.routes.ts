import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Bilingual, CivilDateText, IdParams, Instant } from '../base/schemas.ts';
import { getBundlePlan, listBundlePlans, publishPlanVersion } from './plans.ts';
import { BILLING_PREFERENCES, DISCOUNT_SCOPES } from './prices.rules.ts';

const Discount = z
  .object({
    scope: z.enum(DISCOUNT_SCOPES),
    target: z
      .string()
      .max(100)
      .default('')
      .describe('A family’s id, a product’s code, or nothing for everything'),
    billing_preference: z.enum(BILLING_PREFERENCES),
    rate: z.string().max(10).describe('A fraction, such as "0.15" for 15 %'),
  })
  .meta({ id: 'PlanDiscount' });

const VersionReply = z
  .object({ bundle_plan_id: z.uuid(), version: z.int(), valid_from: CivilDateText, recorded_at: Instant })
  .meta({ id: 'BundlePlanVersion' });

const PlanReply = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: Bilingual,
    created_at: Instant,
    current_version: z.int().nullable(),
    versions: z.array(VersionReply),
  })
  .meta({ id: 'BundlePlan' });

const PlanDetailReply = PlanReply.extend({
  versions: z.array(VersionReply.extend({ discounts: z.array(Discount) })),
}).meta({ id: 'BundlePlanDetail' });

export const planRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/catalog/bundle-plans',
      summary: 'The bundle plans with their versions.',
      access: 'bundle_plan.read',
      query: ListQuery,
      reply: pageOf(PlanReply),
    },
    (ctx, { query }) => listBundlePlans(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/catalog/bundle-plans/:id',
      summary: 'One bundle plan with the discounts of each version.',
      access: 'bundle_plan.read',
      params: IdParams,
      reply: PlanDetailReply,
    },
    (ctx, { params }) => getBundlePlan(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/bundle-plans/:id/versions',
      summary: 'Publishes the plan’s next version, from a coming day on.',
      access: 'bundle_plan.edit',
      params: IdParams,
      body: z.object({ valid_from: CivilDateText, discounts: z.array(Discount).max(2000) }),
      reply: VersionReply,
      status: 201,
    },
    (ctx, { params, body }) => publishPlanVersion(ctx, params.id, body),
  ),
];
