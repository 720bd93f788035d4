import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, CurrencyCode, IdParams, Instant } from '../../base/schemas.ts';
import { BILLING_PREFERENCES, DISCOUNT_SCOPES } from '../prices/price-facts.rules.ts';
import { TIERS } from './plans.rules.ts';
import {
  addBundlePlan,
  getBundlePlan,
  listBundlePlans,
  type PlanDetail,
  publishPlanVersion,
} from './plans.ts';

const Discount = z
  .object({
    scope: z.enum(DISCOUNT_SCOPES),
    target: z
      .string()
      .max(100)
      .default('')
      .describe('A family’s id, a product’s code, or nothing for everything'),
    billing_preference: z.enum(BILLING_PREFERENCES),
    from_quantity: z.int().min(1).default(1).describe('From so many units on, for all of them'),
    rate: z.string().max(10).describe('A fraction, such as "0.15" for 15 %'),
  })
  .meta({ id: 'PlanDiscount' });

const Preference = z
  .object({
    billing_preference: z.enum(BILLING_PREFERENCES),
    rate: z.string().max(10).describe('A fraction that comes off after the discount'),
  })
  .meta({ id: 'PlanPreference' });

const Commitment = z
  .object({
    currency: CurrencyCode,
    monthly_minimum: z.int().min(1).describe('Before tax, in minor units, in a calendar month'),
  })
  .meta({ id: 'PlanCommitment' });

const EntryTier = z.enum(TIERS).nullable();

const VersionReply = z
  .object({
    bundle_plan_id: z.uuid(),
    version: z.int(),
    valid_from: CivilDateText,
    entry_tier: EntryTier,
    recorded_at: Instant,
  })
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
  versions: z.array(
    VersionReply.extend({
      discounts: z.array(Discount),
      preferences: z.array(Preference),
      commitments: z.array(Commitment),
    }),
  ),
}).meta({ id: 'BundlePlanDetail' });

type Page = { items: z.input<typeof PlanReply>[]; next_cursor: string | null };
type Version = z.input<typeof VersionReply>;

/** The plan as JSON carries it: money as integers. */
function planReply({ versions, ...plan }: PlanDetail) {
  const told = versions.map(({ commitments, ...version }) => ({
    ...version,
    commitments: commitments.map(({ currency, monthly_minimum }) => ({
      currency,
      monthly_minimum: moneyJson({ amount: monthly_minimum, currency }).amount,
    })),
  }));
  return { ...plan, versions: told } as z.input<typeof PlanDetailReply>;
}

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
    async (ctx, { query }) => (await listBundlePlans(ctx, query)) as Page,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/bundle-plans',
      summary: 'Adds a bundle plan; resellers can be put on it once it has a version.',
      access: 'bundle_plan.edit',
      body: z.object({ code: z.string().trim().max(100), name: Bilingual }),
      reply: PlanDetailReply,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => planReply(await addBundlePlan(ctx, body)),
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
    async (ctx, { params }) => planReply(await getBundlePlan(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/catalog/bundle-plans/:id/versions',
      summary: 'Publishes the plan’s next version, from a coming day on.',
      access: 'bundle_plan.edit',
      params: IdParams,
      body: z.object({
        valid_from: CivilDateText,
        discounts: z.array(Discount).max(2000),
        preferences: z.array(Preference).max(2).default([]),
        commitments: z.array(Commitment).max(20).default([]),
        entry_tier: EntryTier.default(null),
      }),
      reply: VersionReply,
      status: 201,
    },
    async (ctx, { params, body: { commitments, ...body } }) => {
      const wanted = commitments.map((one) => ({ ...one, monthly_minimum: BigInt(one.monthly_minimum) }));
      return (await publishPlanVersion(ctx, params.id, { ...body, commitments: wanted })) as Version;
    },
  ),
];
