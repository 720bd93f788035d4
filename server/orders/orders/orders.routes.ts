import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Ability, CurrencyCode, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { OperationReply } from '../operations/operations.routes.ts';
import { type DescribedOrder, describeOrder, listOrders, type OrderDetail } from './describing.ts';
import { ORDER_STATES } from './orders.rules.ts';
import { cancelOrder, placeOrder, releaseHeldOrder } from './orders.ts';
import { type Preview, previewOrder } from './previews.ts';
import { OfferBrief, PricedOfferReply, RetailReply } from './store.routes.ts';

const OrderBody = z.object({
  customer_id: z.uuid(),
  lines: z
    .array(
      z.object({
        offer_id: z.uuid(),
        quantity: z.int().min(1).max(1_000_000),
        domain: z.string().trim().max(253).nullable().optional(),
      }),
    )
    .min(1)
    .max(100),
});
const NoteBody = z.object({ note: z.string().trim().max(1000).nullable().default(null) });

const Named = z.object({ id: z.uuid(), name: z.string() });
const Outcome = z
  .object({
    state: z.enum(ORDER_STATES),
    hold: z.enum(['special_price', 'prepay']).nullable(),
    sentence: z.string(),
    contact: z.object({ name: z.string(), email: z.string() }).nullable(),
  })
  .meta({ id: 'OrderOutcome' });

const OrderReply = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(ORDER_STATES),
    held_reason: z.string().nullable(),
    customer: Named,
    seller: Named,
    placed_at: Instant,
    lines: z.array(
      z.object({
        line: z.int(),
        offer: OfferBrief,
        quantity: z.int(),
        domain: z.string().nullable(),
        subscription_id: z.uuid().nullable(),
      }),
    ),
    can: z.object({ release: Ability, cancel: Ability }),
  })
  .meta({ id: 'Order' });

const OrderDetailReply = OrderReply.extend({
  outcome: Outcome,
  moves: z.array(
    z.object({
      move: z.string(),
      state: z.enum(ORDER_STATES),
      note: z.string().nullable(),
      person_name: z.string().nullable(),
      moved_at: Instant,
    }),
  ),
  operations: z.array(OperationReply),
}).meta({ id: 'OrderDetail' });

const PreviewReply = z
  .object({
    currency: CurrencyCode,
    lines: z.array(
      z.object({
        offer: PricedOfferReply,
        retail: RetailReply.describe('What the price book asks of the customer'),
        quantity: z.int(),
        domain: z.string().nullable(),
        cycle_net: MoneyReply,
        term_net: MoneyReply,
      }),
    ),
    monthly_net: MoneyReply,
    yearly_net: MoneyReply,
    cycles: z
      .array(z.object({ months: z.int(), net: MoneyReply }))
      .describe('What is paid in each cycle, shortest first; 0 months: once'),
    term_net: MoneyReply,
    outcome: Outcome,
  })
  .meta({ id: 'OrderPreview' });

const listed = (order: DescribedOrder) => order as z.input<typeof OrderReply>;
const detailed = (order: OrderDetail) => order as z.input<typeof OrderDetailReply>;

function previewed({
  lines,
  monthly_net,
  yearly_net,
  cycles,
  term_net,
  ...rest
}: Preview): z.input<typeof PreviewReply> {
  const money = {
    monthly_net: moneyJson(monthly_net),
    yearly_net: moneyJson(yearly_net),
    cycles: cycles.map(({ months, net }) => ({ months, net: moneyJson(net) })),
    term_net: moneyJson(term_net),
  };
  return {
    ...rest,
    ...money,
    lines: lines.map((line) => ({
      ...line,
      cycle_net: moneyJson(line.cycle_net),
      term_net: moneyJson(line.term_net),
    })),
  };
}

async function afterwards(ctx: Ctx, id: string, work: Promise<unknown>) {
  await work;
  return detailed(await describeOrder(ctx, id));
}

const PATH = '/v1/orders/orders';

export const orderRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'Orders: the reseller’s own and below, or all for the vendor’s office.',
      access: 'order.read',
      query: ListQuery.extend({
        state: z.enum(ORDER_STATES).optional(),
        customer_id: z.uuid().optional(),
        seller_id: z.uuid().optional(),
      }),
      reply: pageOf(OrderReply),
    },
    async (ctx, { query: { state, customer_id, seller_id, ...list } }) => {
      const filter = {
        ...(state && { state }),
        ...(customer_id && { customer_id }),
        ...(seller_id && { seller_id }),
      };
      const { items, next_cursor } = await listOrders(ctx, list, filter);
      return { items: items.map(listed), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/preview`,
      summary: 'What an order would cost and what would happen to it; nothing is written.',
      access: 'order.place',
      body: OrderBody,
      reply: PreviewReply,
    },
    async (ctx, { body }) => previewed(await previewOrder(ctx, body)),
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Orders products for a customer. The answer says what happens next.',
      access: 'order.place',
      body: OrderBody,
      reply: OrderDetailReply,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => detailed(await describeOrder(ctx, (await placeOrder(ctx, body)).order.id)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One order with its steps and operations.',
      access: 'order.read',
      params: IdParams,
      reply: OrderDetailReply,
    },
    async (ctx, { params }) => detailed(await describeOrder(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/release`,
      summary: 'Releases a held order, whose special price is approved.',
      access: 'order.release',
      params: IdParams,
      body: NoteBody,
      reply: OrderDetailReply,
      errors: ['illegal_move'],
    },
    (ctx, { params, body }) => afterwards(ctx, params.id, releaseHeldOrder(ctx, params.id, body.note)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/cancel`,
      summary: 'Cancels an order of which nothing was provisioned yet.',
      access: 'order.read',
      params: IdParams,
      body: NoteBody,
      reply: OrderDetailReply,
      errors: ['illegal_move'],
    },
    (ctx, { params, body }) => afterwards(ctx, params.id, cancelOrder(ctx, params.id, body.note)),
  ),
];
