import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { leaveOut, reverseByHand, reversiblePayments } from '../bank-files/bank-reversals.ts';
import { canRefundPayment, canReversePayment } from '../policy.ts';
import { RefundReply, refundReply } from '../refunds/refunds.routes.ts';
import { REFUND_WAYS, type Refund } from '../refunds/refunds.rules.ts';
import { refundsBooked, refundsOfPayment } from '../refunds/refunds.ts';
import type { BankEntry } from './payments.rules.ts';
import {
  type KnownPayment,
  REVERSAL_REASONS,
  type ReversalReason,
  reasonsFor,
  TAKING_REASONS,
  type TakingReason,
  waitingOf,
} from './reversals.rules.ts';
import { getPayment, reversePayment } from './reversals.ts';

export const PaymentReply = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    seller: z.object({ id: z.uuid(), name: z.string() }),
    buyer: z.object({ id: z.uuid(), name: z.string() }),
    method: z.enum(['bank_transfer', 'card', 'recorded']),
    amount: MoneyReply.describe('Below zero: a reversal or a refund'),
    allocated: MoneyReply.describe('What of it settles invoices now'),
    taken: MoneyReply.describe('What of it was reversed, charged back or refunded'),
    waiting: MoneyReply.describe('What of it waits as credit on the account'),
    received_on: CivilDateText.describe('The day on which the money came; of a reversal, went'),
    note: z.string().nullable(),
    recorded_at: Instant,
    reverses_id: z.uuid().nullable().describe('The payment that this row takes back, or gives back to'),
    reason: z.enum(TAKING_REASONS).nullable().describe('Why, of such a row'),
    reversal: z
      .object({ id: z.uuid(), on: CivilDateText, reason: z.enum(REVERSAL_REASONS) })
      .nullable()
      .describe('How all that was left of it was taken back'),
    refund: RefundReply.nullable().describe('The refund that this row books'),
    can: z.object({ reverse: Ability }),
  })
  .meta({ id: 'Payment' });

/** The payment as the API says it, with what the reader may do. */
export function paymentReply(
  ctx: Ctx,
  { currency, reversal_id, reversed_on, reversal_reason, seller_time_zone: _, ...payment }: KnownPayment,
  refund?: Refund | undefined,
): z.input<typeof PaymentReply> {
  return {
    ...payment,
    method: payment.method as 'bank_transfer',
    seller: { id: payment.seller_id, name: payment.seller_name },
    buyer: { id: payment.buyer_id, name: payment.buyer_name },
    amount: moneyJson({ amount: payment.amount, currency }),
    allocated: moneyJson({ amount: payment.allocated, currency }),
    taken: moneyJson({ amount: payment.taken, currency }),
    waiting: moneyJson({ amount: waitingOf(payment), currency }),
    reason: payment.reason as TakingReason | null,
    refund: refund ? refundReply(ctx, refund) : null,
    reversal:
      reversal_id === null
        ? null
        : { id: reversal_id, on: reversed_on ?? '', reason: reversal_reason as ReversalReason },
    can: { reverse: canReversePayment(ctx.actor, { ...payment, reversal_id }) },
  };
}

export const EntryReply = z
  .object({
    id: z.uuid(),
    bank_file_id: z.uuid(),
    bank_account: z.string(),
    reference: z.string(),
    line: z.int(),
    amount: MoneyReply,
    booked_on: CivilDateText,
    remittance: z.string(),
    counterparty: z.string().nullable(),
    state: z.enum(['matched', 'unmatched', 'ignored']),
    cause: z.string().nullable(),
    account_id: z.uuid().nullable(),
    payment_id: z.uuid().nullable(),
    proposed_payment_id: z.uuid().nullable().describe('The payment that it probably takes back'),
  })
  .meta({ id: 'BankEntry' });

/** A bank's entry as the API says it. */
export function entryReply({ currency, ...entry }: BankEntry): z.input<typeof EntryReply> {
  return { ...entry, state: entry.state as 'matched', amount: moneyJson({ amount: entry.amount, currency }) };
}

const PaymentDetail = PaymentReply.extend({
  parts: z
    .array(z.object({ invoice: z.object({ id: z.uuid(), number: z.string() }), amount: MoneyReply }))
    .describe('What it settled; of a reversal, what is open again, below zero'),
  reasons: z.array(z.enum(REVERSAL_REASONS)).describe('Why it could be reversed, by how it came'),
  refundable: MoneyReply.describe('How much of it is free to be refunded'),
  ways: z.array(z.enum(REFUND_WAYS)).describe('How it could be refunded, the likeliest first'),
  refunds: z.array(RefundReply).describe('What of it was refunded, newest first'),
  can: z.object({ reverse: Ability, refund: Ability }),
});

export const reversalRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/payments/:id',
      summary: 'One payment with what it settled.',
      access: 'payment.read',
      params: IdParams,
      reply: PaymentDetail,
    },
    async (ctx, { params }) => {
      const { payment, parts } = await getPayment(ctx, params.id);
      const { refundable, ways, refunds } = await refundsOfPayment(ctx, payment);
      const { currency } = payment;
      const booked = await refundsBooked(ctx, [payment]);
      const reply = paymentReply(ctx, payment, booked.get(payment.id));
      const refund = canRefundPayment(ctx.actor, { ...payment, refundable });
      return {
        ...reply,
        can: { ...reply.can, refund },
        refundable: moneyJson({ amount: refundable, currency }),
        ways,
        refunds: refunds.map((one) => refundReply(ctx, one)),
        parts: parts.map(({ invoice_id, number, amount }) => ({
          invoice: { id: invoice_id, number },
          amount: moneyJson({ amount, currency }),
        })),
        reasons: [...reasonsFor(payment.method)],
      };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/payments/:id/reverse',
      summary:
        'Reverses a payment whole: what it settled is open again, what of it waited is no credit any more.',
      access: 'payment.reverse',
      params: IdParams,
      body: z.object({
        reason: z.enum(REVERSAL_REASONS),
        reversed_on: CivilDateText.describe('The day on which the money went, in the seller’s time zone'),
        note: z.string().trim().min(2).max(200).nullable().optional(),
      }),
      reply: z.object({ id: z.uuid() }),
      status: 201,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => ({ id: (await reversePayment(ctx, params.id, body)).id }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/bank-entries/:id/reversible',
      summary: 'The payments that an entry, by which the bank took money back, may mean.',
      access: 'bank_file.import',
      params: IdParams,
      reply: z.object({ items: z.array(PaymentReply) }),
    },
    async (ctx, { params }) => {
      const payments = await reversiblePayments(ctx, params.id);
      return { items: payments.map((payment) => paymentReply(ctx, payment)) };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/bank-entries/:id/reverse',
      summary: 'Says which payment an entry takes back, and reverses it as returned by the bank.',
      access: 'payment.reverse',
      params: IdParams,
      body: z.object({ payment_id: z.uuid() }),
      reply: EntryReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => entryReply(await reverseByHand(ctx, params.id, body.payment_id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/bank-entries/:id/leave-out',
      summary: 'Says that an entry which waits is no payment’s.',
      access: 'bank_file.import',
      params: IdParams,
      reply: EntryReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => entryReply(await leaveOut(ctx, params.id)),
  ),
];
