import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { importBankFile, listBankEntries, listBankFiles, matchByHand } from '../bank-files/bank-files.ts';
import { refundRoutes } from '../refunds/refunds.routes.ts';
import { refundsBooked } from '../refunds/refunds.ts';
import { cardRoutes } from './cards.routes.ts';
import { beginCheckout, getCheckout } from './checkouts.ts';
import type { Checkout } from './payments.rules.ts';
import { accountCredit, listPayments, listRequests, recordPayment } from './payments.ts';
import { EntryReply, entryReply, PaymentReply, paymentReply, reversalRoutes } from './reversals.routes.ts';
import { hearWebhook } from './webhooks.ts';

const RequestReply = z
  .object({
    id: z.uuid(),
    order_id: z.uuid(),
    seller_id: z.uuid(),
    buyer_id: z.uuid(),
    net: MoneyReply,
    tax: MoneyReply,
    total: MoneyReply,
    payment_reference: z.string(),
    state: z.enum(['open', 'paid', 'cancelled']),
    created_at: Instant,
    paid_at: Instant.nullable(),
  })
  .meta({ id: 'PaymentRequest' });

const FileReply = z
  .object({ id: z.uuid(), name: z.string(), entries: z.int(), matched: z.int(), imported_at: Instant })
  .meta({ id: 'BankFile' });

const CheckoutReply = z
  .object({
    id: z.uuid(),
    url: z.string().nullable().describe("The gateway's page; null for the moment it takes to ask for it"),
    amount: MoneyReply,
    state: z.enum(['open', 'paid', 'expired']),
    invoice_id: z.uuid().nullable(),
  })
  .meta({ id: 'Checkout' });

function checkoutReply({ currency, ...checkout }: Checkout): z.input<typeof CheckoutReply> {
  return {
    ...checkout,
    state: checkout.state as 'open',
    amount: moneyJson({ amount: checkout.amount, currency }),
  };
}

const paymentRouteList = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/payments',
      summary: 'Payments you received or made.',
      access: 'payment.read',
      query: ListQuery.extend({ side: z.enum(['received', 'made']) }),
      reply: pageOf(PaymentReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listPayments(ctx, query.side, query);
      const refunds = await refundsBooked(ctx, items);
      return {
        items: items.map((payment) => paymentReply(ctx, payment, refunds.get(payment.id))),
        next_cursor,
      };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/payments',
      summary: 'Writes down a payment you received by other means.',
      access: 'payment.record',
      body: z.object({
        account_id: z.uuid(),
        invoice_id: z.uuid().nullable().optional(),
        amount: z.int().positive().describe('Minor units of the account’s currency'),
        received_on: CivilDateText,
        note: z.string().trim().min(2, 'Say how the money came: cash, cheque number, transfer.').max(200),
      }),
      reply: z.object({ id: z.uuid() }),
      status: 201,
    },
    async (ctx, { body }) => {
      const { invoice_id = null, ...recorded } = body;
      const { id } = await recordPayment(ctx, { ...recorded, amount: BigInt(body.amount), invoice_id });
      return { id };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/payment-requests',
      summary: 'What prepaid orders wait for.',
      access: 'payment.read',
      query: ListQuery.extend({ order_id: z.uuid().optional() }),
      reply: pageOf(RequestReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listRequests(ctx, query, query);
      const replies = items.map(({ currency, net, tax, total, state, ...request }) => {
        const money = (amount: bigint) => moneyJson({ amount, currency });
        return { ...request, state: state as 'open', net: money(net), tax: money(tax), total: money(total) };
      });
      return { items: replies, next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/accounts/:id/credit',
      summary: 'Money on an account that has paid no invoice yet.',
      access: 'payment.read',
      params: IdParams,
      reply: z.object({ credit: MoneyReply }),
    },
    async (ctx, { params }) => ({ credit: moneyJson(await accountCredit(ctx, params.id)) }),
  ),
];

const bankRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/bank-files',
      summary:
        "Takes in a bank's statement file (camt.053 or MT940) sent as the body; credits with a payment reference pay their invoice.",
      access: 'bank_file.import',
      query: z.object({ name: z.string().trim().min(1).max(200) }),
      reply: FileReply.extend({
        items: z.array(EntryReply),
        warnings: z.array(z.string()).describe('What a person should look at in the file, by line'),
      }),
      status: 201,
      bodyLimit: 64 * 1024 * 1024,
      errors: ['bank_file_refused', 'already_exists'],
    },
    async (ctx, { query, raw }) => {
      const { file, entries, warnings } = await importBankFile(ctx, query.name, raw);
      return { ...file, items: entries.map(entryReply), warnings };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/bank-files',
      summary: 'Bank files taken in.',
      access: 'bank_file.import',
      query: ListQuery,
      reply: pageOf(FileReply),
    },
    (ctx, { query }) => listBankFiles(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/bank-entries',
      summary: 'Entries of bank files; those unmatched wait for a person.',
      access: 'bank_file.import',
      query: ListQuery.extend({
        state: z.enum(['matched', 'unmatched', 'ignored']).optional(),
        bank_file_id: z.uuid().optional(),
      }),
      reply: pageOf(EntryReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listBankEntries(ctx, query, query);
      return { items: items.map(entryReply), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/bank-entries/:id/match',
      summary: 'Says whose money an unmatched entry is.',
      access: 'bank_file.import',
      params: IdParams,
      body: z.object({ account_id: z.uuid(), invoice_id: z.uuid().nullable().optional() }),
      reply: EntryReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) =>
      entryReply(await matchByHand(ctx, params.id, body.account_id, body.invoice_id ?? null)),
  ),
];

const checkoutRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/checkouts',
      summary: 'Begins a card payment of an invoice or a payment request.',
      access: 'invoice.pay',
      body: z.union([z.object({ invoice_id: z.uuid() }), z.object({ payment_request_id: z.uuid() })]),
      reply: CheckoutReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => checkoutReply(await beginCheckout(ctx, body)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/checkouts/:id',
      summary: 'How a card payment stands.',
      access: 'invoice.pay',
      params: IdParams,
      reply: CheckoutReply,
    },
    async (ctx, { params }) => checkoutReply(await getCheckout(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/webhooks/card',
      summary: "The card gateway's news, signed.",
      access: 'public',
      reply: z.object({ received: z.literal(true) }),
    },
    async (ctx, { raw, headers }) => {
      await hearWebhook(ctx, raw, headers['stripe-signature'] ?? '');
      return { received: true as const };
    },
  ),
];

export const paymentRoutes = [
  ...paymentRouteList,
  ...bankRoutes,
  ...checkoutRoutes,
  ...reversalRoutes,
  ...cardRoutes,
  ...refundRoutes,
];
