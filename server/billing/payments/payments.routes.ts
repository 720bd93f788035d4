import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { importBankFile, listBankEntries, listBankFiles, matchByHand } from './bank-files.ts';
import { beginCheckout, getCheckout, hearWebhook } from './checkouts.ts';
import type { BankEntry, Checkout } from './payments.rules.ts';
import type { ListedPayment } from './payments.sql.ts';
import { accountCredit, listPayments, listRequests, recordPayment } from './payments.ts';

const PaymentReply = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    seller: z.object({ id: z.uuid(), name: z.string() }),
    buyer: z.object({ id: z.uuid(), name: z.string() }),
    method: z.enum(['bank_transfer', 'card', 'recorded']),
    amount: MoneyReply,
    allocated: MoneyReply,
    received_on: CivilDateText,
    note: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'Payment' });

function paymentReply({ currency, ...payment }: ListedPayment): z.input<typeof PaymentReply> {
  return {
    ...payment,
    method: payment.method as 'bank_transfer',
    seller: { id: payment.seller_id, name: payment.seller_name },
    buyer: { id: payment.buyer_id, name: payment.buyer_name },
    amount: moneyJson({ amount: payment.amount, currency }),
    allocated: moneyJson({ amount: payment.allocated, currency }),
  };
}

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

const EntryReply = z
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
  })
  .meta({ id: 'BankEntry' });

function entryReply({ currency, ...entry }: BankEntry): z.input<typeof EntryReply> {
  return { ...entry, state: entry.state as 'matched', amount: moneyJson({ amount: entry.amount, currency }) };
}

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
      return { items: items.map(paymentReply), next_cursor };
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
    (ctx, { body }) =>
      recordPayment(ctx, { ...body, amount: BigInt(body.amount), invoice_id: body.invoice_id ?? null }),
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

export const paymentRoutes = [...paymentRouteList, ...bankRoutes, ...checkoutRoutes];
