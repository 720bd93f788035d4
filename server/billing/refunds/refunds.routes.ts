import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { canReturnRefund } from '../policy.ts';
import { REFUND_STATES, REFUND_WAYS, type Refund, type RefundWay } from './refunds.rules.ts';
import { refundPayment, returnRefund } from './refunds.ts';

export const RefundReply = z
  .object({
    id: z.uuid().describe('Also that of the payment below zero that books it'),
    payment_id: z.uuid(),
    way: z.enum(REFUND_WAYS),
    amount: MoneyReply,
    state: z
      .enum(REFUND_STATES)
      .describe('Requested: the gateway is being asked; failed: it came back and is credit again'),
    detail: z.string().nullable().describe('What was said of its state'),
    refunded_on: CivilDateText,
    reference: z.string().nullable().describe('The bank’s, of a transfer'),
    gateway_id: z.string().nullable().describe('The card gateway’s name of it'),
    recorded_at: Instant,
    can: z.object({ return: Ability }),
  })
  .meta({ id: 'Refund' });

/** A refund as the API says it, with what the reader may do. */
export function refundReply(ctx: Ctx, { currency, ...refund }: Refund): z.input<typeof RefundReply> {
  return {
    ...refund,
    way: refund.way as RefundWay,
    amount: moneyJson({ amount: refund.amount, currency }),
    can: { return: canReturnRefund(ctx.actor, refund) },
  };
}

const Short = z.string().trim().min(2).max(100);

export const refundRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/payments/:id/refunds',
      summary:
        'Refunds what an account has paid too much, of one payment: to its card through the gateway, or by a bank transfer that was made.',
      access: 'payment.refund',
      params: IdParams,
      body: z.object({
        way: z.enum(REFUND_WAYS),
        amount: z.int().positive().describe('Minor units; no more than `refundable` of the payment'),
        refunded_on: CivilDateText.nullable()
          .optional()
          .describe('The day of the bank transfer, in the seller’s time zone'),
        reference: Short.nullable().optional().describe('The bank’s reference of the transfer'),
        note: z.string().trim().min(2).max(90).nullable().optional().describe('The buyer sees it'),
      }),
      reply: RefundReply,
      status: 201,
    },
    async (ctx, { params, body }) =>
      refundReply(ctx, await refundPayment(ctx, params.id, { ...body, amount: BigInt(body.amount) })),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/refunds/:id/return',
      summary: 'Says that a refund by bank transfer came back: it is credit on the account again.',
      access: 'payment.refund',
      params: IdParams,
      body: z.object({ note: Short.nullable().optional().describe('What the bank said') }),
      reply: z.object({ id: z.uuid() }),
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => {
      await returnRefund(ctx, params.id, body.note ?? null);
      return { id: params.id };
    },
  ),
];
