import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant } from '../../base/schemas.ts';
import { OperationReply } from '../operations/operations.routes.ts';
import { OPERATION_STATES } from '../operations/operations.rules.ts';
import { type DescribedSubscription, describeSubscription, listSubscriptions } from '../orders/describing.ts';
import { OfferBrief, PricedOfferReply } from '../orders/store.routes.ts';
import { correctTimeline } from './corrections.ts';
import { PAUSINGS } from './pauses.rules.ts';
import { pauseSubscription, resumeSubscription } from './pauses.ts';
import { SUBSCRIPTION_STATES } from './subscriptions.rules.ts';
import { cancelSubscription, changeQuantity } from './subscriptions.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });

const SubscriptionReply = z
  .object({
    id: z.uuid(),
    number: z.string(),
    customer: Named,
    seller: Named,
    offer: OfferBrief,
    domain: z.string().nullable(),
    state: z.enum(SUBSCRIPTION_STATES),
    quantity: z.int().describe('Of now; what is ordered while it is pending'),
    operation_state: z.enum(OPERATION_STATES).nullable().describe('Of the latest change'),
    ordered_at: Instant,
    activated_on: CivilDateText.nullable(),
  })
  .meta({ id: 'Subscription' });

const SubscriptionDetailReply = SubscriptionReply.extend({
  segments: z.array(
    z.object({
      seq: z.int(),
      starts_on: CivilDateText,
      quantity: z.int(),
      paused: z.boolean().describe('The service rests; the quantity is what is charged meanwhile'),
      recorded_at: Instant,
      reason: z.string().nullable().describe('Why the past was corrected'),
    }),
  ),
  operations: z.array(OperationReply),
  prices: z.array(
    z.object({
      side: z.enum(['buyer', 'seller']).describe('What you pay, or what your buyer pays you'),
      price: PricedOfferReply,
    }),
  ),
  renews_on: CivilDateText.nullable(),
  resumes_on: CivilDateText.nullable().describe('The day on which a paused subscription resumes by itself'),
  cancel_consequence: z.string().nullable(),
  pausing: z
    .enum(PAUSINGS)
    .describe('While it rests: nothing is charged, the bills go on, or it cannot rest'),
  can: z.object({
    change_quantity: Ability,
    decrease_quantity: Ability,
    cancel: Ability,
    correct: Ability,
    pause: Ability,
    resume: Ability,
  }),
}).meta({ id: 'SubscriptionDetail' });

const SubscriptionQuery = ListQuery.extend({
  customer_id: z.uuid().optional(),
  state: z.enum(SUBSCRIPTION_STATES).optional(),
  seller_id: z.uuid().optional(),
  product_id: z.uuid().optional(),
});

const listed = (subscription: DescribedSubscription) => subscription as z.input<typeof SubscriptionReply>;

async function detail(ctx: Ctx, id: string) {
  return (await describeSubscription(ctx, id)) as z.input<typeof SubscriptionDetailReply>;
}

const PATH = '/v1/orders/subscriptions';

export const subscriptionRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'Subscriptions along the actor’s chain: a customer sees its own.',
      access: 'subscription.read',
      query: SubscriptionQuery,
      reply: pageOf(SubscriptionReply),
    },
    async (ctx, { query: { customer_id, state, seller_id, product_id, ...list } }) => {
      const { items, next_cursor } = await listSubscriptions(ctx, list, {
        customer_id,
        state,
        seller_id,
        product_id,
      });
      return { items: items.map(listed), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One subscription with its timeline and changes.',
      access: 'subscription.read',
      params: IdParams,
      reply: SubscriptionDetailReply,
    },
    (ctx, { params }) => detail(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/quantity`,
      summary: 'Asks for another quantity.',
      access: 'subscription.change',
      params: IdParams,
      body: z.object({ quantity: z.int().min(1).max(1_000_000) }),
      reply: SubscriptionDetailReply,
      status: 202,
      errors: ['quantity_out_of_bounds', 'illegal_move'],
    },
    async (ctx, { params, body }) =>
      detail(ctx, (await changeQuantity(ctx, params.id, body.quantity)).subscription_id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/cancel`,
      summary: 'Ends a subscription from today on.',
      access: 'subscription.change',
      params: IdParams,
      reply: SubscriptionDetailReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => detail(ctx, (await cancelSubscription(ctx, params.id)).subscription_id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/pause`,
      summary: 'Has the service rest from today on; what is charged meanwhile is its offer’s rule.',
      access: 'subscription.change',
      params: IdParams,
      body: z.object({
        resumes_on: CivilDateText.nullable()
          .default(null)
          .describe('The first day it runs again by itself; null: when it is resumed'),
      }),
      reply: SubscriptionDetailReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) =>
      detail(ctx, (await pauseSubscription(ctx, params.id, body.resumes_on)).subscription_id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/resume`,
      summary: 'Lets a paused service run again, from today on.',
      access: 'subscription.change',
      params: IdParams,
      reply: SubscriptionDetailReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => detail(ctx, (await resumeSubscription(ctx, params.id)).subscription_id),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/corrections`,
      summary: 'Says that its past was otherwise; the next bills charge or give back the difference.',
      access: 'subscription.correct',
      params: IdParams,
      body: z.object({
        starts_on: CivilDateText,
        until: CivilDateText.nullable()
          .default(null)
          .describe(
            'The first day after it; null: up to the next change, or for good where the quantity is 0',
          ),
        quantity: z.int().min(0).max(1_000_000).describe('What it really was; 0 ends it'),
        reason: z.string().trim().min(3).max(500),
      }),
      reply: SubscriptionDetailReply,
      status: 201,
      errors: ['quantity_out_of_bounds', 'illegal_move'],
    },
    async (ctx, { params, body }) => detail(ctx, (await correctTimeline(ctx, params.id, body)).id),
  ),
];
