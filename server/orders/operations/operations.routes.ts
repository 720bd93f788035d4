import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant } from '../../base/schemas.ts';
import { describeOperation } from '../orders/describing.ts';
import { reportOperation, retryOperation } from '../subscriptions/subscriptions.ts';
import { OPERATION_KINDS, OPERATION_STATES } from './operations.rules.ts';

/** A provisioning change with what its connector said of it. */
export const OperationReply = z
  .object({
    id: z.uuid(),
    subscription_id: z.uuid(),
    order_id: z.uuid().nullable(),
    kind: z.enum(OPERATION_KINDS),
    quantity: z.int(),
    state: z.enum(OPERATION_STATES),
    starts_on: CivilDateText.nullable(),
    failure: z.string().nullable(),
    requested_at: Instant,
    finished_at: Instant.nullable(),
    steps: z.array(z.object({ seq: z.int(), description: z.string(), recorded_at: Instant })),
    can: z.object({ retry: Ability, report: Ability }),
  })
  .meta({ id: 'Operation' });

const Report = z.object({
  outcome: z.enum(['succeeded', 'failed']).default('succeeded'),
  note: z.string().trim().min(1).max(500).default('Done'),
});

async function afterwards(ctx: Ctx, id: string, work: Promise<unknown>) {
  await work;
  return (await describeOperation(ctx, id)) as z.input<typeof OperationReply>;
}

const PATH = '/v1/orders/operations';

export const operationRoutes = [
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One provisioning change with its steps.',
      access: 'subscription.read',
      params: IdParams,
      reply: OperationReply,
    },
    async (ctx, { params }) => (await describeOperation(ctx, params.id)) as z.input<typeof OperationReply>,
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/retry`,
      summary: 'Tries a failed change again.',
      access: 'order.read',
      params: IdParams,
      reply: OperationReply,
      status: 202,
      errors: ['illegal_move'],
    },
    (ctx, { params }) => afterwards(ctx, params.id, retryOperation(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/complete`,
      summary: 'Reports a change that is made by hand done, or failed.',
      access: 'operation.complete',
      params: IdParams,
      body: Report,
      reply: OperationReply,
      errors: ['illegal_move'],
    },
    (ctx, { params, body }) => afterwards(ctx, params.id, reportOperation(ctx, params.id, body)),
  ),
];
