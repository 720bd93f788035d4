import { z } from 'zod';
import type { Ctx } from '../base/ctx.ts';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import {
  Ability,
  Bilingual,
  CivilDateText,
  Country,
  CurrencyCode,
  IdParams,
  Instant,
} from '../base/schemas.ts';
import { TIERS } from '../catalog/index.ts';
import { listKeepers } from './keepers.ts';
import { canAssign } from './policy.ts';
import type { ResellerDetail } from './resellers.rules.ts';
import {
  assignKeepers,
  getOwnReseller,
  getReseller,
  listResellers,
  setResellerPlan,
  setTier,
} from './resellers.ts';

const BillingPreferenceName = z.enum(['prepay', 'postpay']);

/** A plan, or a way of paying, from a day on. */
export const WantedPlanBody = z.object({
  bundle_plan_id: z.uuid().nullable().describe('Null: list price'),
  billing_preference: BillingPreferenceName,
  valid_from: CivilDateText,
});

const PlanStep = z.object({
  bundle_plan: z.object({ id: z.uuid(), name: Bilingual }).nullable().describe('None: list price'),
  billing_preference: BillingPreferenceName,
});
const Contact = z.object({ name: z.string(), email: z.string() });
const Keeper = Contact.extend({ id: z.uuid() });

const PlaceReply = PlanStep.extend({
  id: z.uuid(),
  account_id: z.uuid(),
  account_number: z.string(),
  currency: CurrencyCode,
  tier: z.enum(TIERS),
  approved_at: Instant,
  channel_manager: Contact,
  channel_supervisor: Contact,
});

const OwnResellerReply = PlaceReply.extend({
  coming: z
    .array(PlanStep.extend({ valid_from: CivilDateText }))
    .describe('Plans and preferences that are decided for coming days, the next first'),
}).meta({ id: 'OwnReseller' });

const ResellerReply = PlaceReply.extend({
  name: z.string(),
  country: Country,
  domain: z.string().nullable(),
  state: z.string(),
  created_at: Instant,
  customers: z.int().describe('Of its whole branch'),
  channel_manager: Keeper,
  channel_supervisor: Keeper,
}).meta({ id: 'Reseller' });

const ResellerDetailReply = ResellerReply.extend({
  plans: z.array(
    PlanStep.extend({
      valid_from: CivilDateText,
      recorded_at: Instant,
      decided_by: z.string().nullable(),
      in_force: z.boolean(),
    }),
  ),
  can: z.object({ assign: Ability, set_plan: Ability }),
}).meta({ id: 'ResellerDetail' });

function detailReply(ctx: Ctx, reseller: ResellerDetail): z.input<typeof ResellerDetailReply> {
  const may = canAssign(ctx.actor);
  return { ...reseller, can: { assign: may, set_plan: may } };
}

export const resellerRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/program/resellers',
      summary: 'The program’s resellers, newest first.',
      access: 'reseller.read',
      query: ListQuery.extend({
        keeper_id: z.uuid().optional().describe('Only those this person looks after'),
      }),
      reply: pageOf(ResellerReply),
    },
    (ctx, { query }) => listResellers(ctx, query.keeper_id, query),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/keepers',
      summary: 'Who of the office can look after a reseller, as its channel manager and as its supervisor.',
      access: 'reseller.assign',
      reply: z.object({ channel_managers: z.array(Keeper), channel_supervisors: z.array(Keeper) }),
    },
    (ctx) => listKeepers(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/reseller',
      summary: 'Your own place in the program.',
      access: 'store.read',
      reply: OwnResellerReply,
    },
    (ctx) => getOwnReseller(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/resellers/:id',
      summary: 'One reseller.',
      access: 'reseller.read',
      params: IdParams,
      reply: ResellerDetailReply,
    },
    async (ctx, { params }) => detailReply(ctx, await getReseller(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/resellers/:id/assign',
      summary: 'Says who looks after the reseller.',
      access: 'reseller.assign',
      params: IdParams,
      body: z.object({ channel_manager_id: z.uuid(), channel_supervisor_id: z.uuid() }),
      reply: ResellerDetailReply,
    },
    async (ctx, { params, body }) => detailReply(ctx, await assignKeepers(ctx, params.id, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/resellers/:id/plan',
      summary: 'Puts the reseller on another plan from a day on.',
      access: 'reseller.assign',
      params: IdParams,
      body: WantedPlanBody,
      reply: ResellerDetailReply,
    },
    async (ctx, { params, body }) => detailReply(ctx, await setResellerPlan(ctx, params.id, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/resellers/:id/tier',
      summary: 'Moves the reseller to another tier; the plan it is on stays.',
      access: 'reseller.assign',
      params: IdParams,
      body: z.object({ tier: z.enum(TIERS) }),
      reply: ResellerDetailReply,
    },
    async (ctx, { params, body }) => detailReply(ctx, await setTier(ctx, params.id, body.tier)),
  ),
];
