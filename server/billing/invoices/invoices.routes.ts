import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { ExemptionReply } from '../../base/exemptions.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, CurrencyCode, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { eInvoicesOf } from '../e-invoices/e-invoices.ts';
import { paymentsOf } from '../payments/payments.ts';
import { TAKING_REASONS, type TakingReason } from '../payments/reversals.rules.ts';
import {
  canCreditInvoice,
  canIssueInvoice,
  canPayInvoice,
  canRecordPayment,
  canWriteOff,
} from '../policy.ts';
import { previewAccount } from '../previews/preview.ts';
import { RateReply } from '../tax/exchange-rates.routes.ts';
import { type Treatment, treatmentsOf } from '../tax/treatments.rules.ts';
import { invoiceFile } from './documents.ts';
import { DOCUMENT_KINDS, type DocumentKind, PAYMENT_STATES, paymentState } from './invoices.rules.ts';
import type { ListedInvoice } from './invoices.sql.ts';
import { getInvoice, invoiceLines, issueDrafts, listInvoices } from './invoices.ts';
import { ExplainedLines, linesReply } from './lines.routes.ts';
import { purchaseOrderOf } from './purchase-orders.ts';

export const InvoiceReply = z
  .object({
    id: z.uuid(),
    kind: z.enum(DOCUMENT_KINDS).describe('Amounts of a credit note are negative'),
    number: z.string().nullable(),
    corrects: z.object({ id: z.uuid(), number: z.string().nullable() }).nullable(),
    reason: z.string().nullable(),
    account_id: z.uuid(),
    run_id: z.uuid(),
    seller: z.object({ id: z.uuid(), name: z.string() }),
    buyer: z.object({ id: z.uuid(), name: z.string() }),
    state: z.enum(PAYMENT_STATES),
    period_from: CivilDateText,
    period_to: CivilDateText.describe('Half-open: the first day after the period'),
    net: MoneyReply,
    untaxed: MoneyReply.describe('Of the net: what lines with an exemption come to'),
    tax: MoneyReply,
    total: MoneyReply,
    paid: MoneyReply,
    open: MoneyReply,
    credited: MoneyReply.describe('Of what is paid: by credit notes'),
    written_off: MoneyReply.describe('Of what is paid: given up as a bad debt'),
    tax_rate: z.string(),
    tax_note: z.string(),
    earlier_rule: z
      .boolean()
      .describe(
        'Bears tax by the rule of the documents that it corrects, which is not that of its own month',
      ),
    payment_reference: z.string().nullable(),
    issued_on: CivilDateText.nullable(),
    due_on: CivilDateText.nullable(),
    created_at: Instant,
    can: z.object({
      issue: Ability,
      pay: Ability,
      record_payment: Ability,
      credit: Ability,
      write_off: Ability,
    }),
  })
  .meta({ id: 'Invoice' });

const TreatmentReply = z
  .object({
    rate: z.string().describe('A fraction: 0.15 is 15 %'),
    base: MoneyReply,
    amount: MoneyReply,
    exemption: ExemptionReply,
  })
  .meta({ id: 'TaxTreatment' });

const PaymentPart = z.object({
  id: z.uuid(),
  method: z.string(),
  received_on: CivilDateText,
  reason: z
    .enum(TAKING_REASONS)
    .nullable()
    .describe('Why it was taken back: a reversal, whose amount is below zero'),
  amount: MoneyReply,
});

/** The document as the API says it. */
export function invoiceReply(ctx: Ctx, invoice: ListedInvoice): z.input<typeof InvoiceReply> {
  const { currency, seller_id, seller_name, buyer_id, buyer_name, ...row } = invoice;
  const money = (amount: bigint) => moneyJson({ amount, currency });
  return {
    ...row,
    seller: { id: seller_id, name: seller_name },
    buyer: { id: buyer_id, name: buyer_name },
    state: paymentState(invoice, invoice.paid, civilDate(ctx.now, invoice.seller_time_zone)),
    net: money(invoice.net),
    untaxed: money(invoice.untaxed),
    tax: money(invoice.tax),
    total: money(invoice.total),
    paid: money(invoice.paid),
    open: money(invoice.total - invoice.paid),
    credited: money(invoice.credited),
    written_off: money(invoice.written_off),
    kind: invoice.kind as DocumentKind,
    corrects: invoice.corrects_id ? { id: invoice.corrects_id, number: invoice.corrects_number } : null,
    can: {
      issue: canIssueInvoice(ctx.actor, invoice),
      pay: canPayInvoice(ctx.actor, invoice),
      record_payment: canRecordPayment(ctx.actor, invoice),
      credit: canCreditInvoice(ctx.actor, invoice),
      write_off: canWriteOff(ctx.actor, invoice),
    },
  };
}

function treatmentReply(
  { base, amount, ...rest }: Treatment,
  currency: string,
): z.input<typeof TreatmentReply> {
  return { ...rest, base: moneyJson({ amount: base, currency }), amount: moneyJson({ amount, currency }) };
}

const Filter = ListQuery.extend({
  side: z.enum(['issued', 'received']).describe('Those you sent, or those you were sent'),
  state: z.enum(['draft', 'open', 'overdue', 'paid']).optional(),
  buyer_id: z.uuid().optional(),
  run_id: z.uuid().optional(),
  kind: z.enum(DOCUMENT_KINDS).optional(),
  corrects_id: z.uuid().optional().describe('The notes that correct this invoice'),
});

export const invoiceRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices',
      summary: 'Invoices you issued or received.',
      access: 'invoice.read',
      query: Filter,
      reply: pageOf(InvoiceReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listInvoices(ctx, query, query);
      return { items: items.map((invoice) => invoiceReply(ctx, invoice)), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id',
      summary: 'One invoice with its lines and payments.',
      access: 'invoice.read',
      params: IdParams,
      reply: InvoiceReply.extend({
        ...ExplainedLines,
        payments: z.array(PaymentPart),
        taxes: z.array(TreatmentReply).describe('What of it is taxed alike, its own treatment first'),
        purchase_order: z.string().nullable().describe('The buyer’s reference, as it stood at issue'),
        e_invoices: z.array(z.enum(['en16931', 'zatca'])).describe('The e-invoices it can be had as'),
        tax_at_home: RateReply.extend({ amount: MoneyReply })
          .nullable()
          .describe(
            'Its tax in the currency of the seller’s country, where that is another and a rate is known',
          ),
      }),
    },
    async (ctx, { params }) => {
      const invoice = await getInvoice(ctx, params.id);
      const lines = await invoiceLines(ctx, invoice);
      const payments = await paymentsOf(ctx, invoice.id);
      const { e_invoices, tax_at_home } = await eInvoicesOf(ctx, invoice);
      return {
        ...invoiceReply(ctx, invoice),
        ...(await linesReply(ctx, invoice.account_id, lines)),
        taxes: treatmentsOf(invoice, lines).map((each) => treatmentReply(each, invoice.currency)),
        purchase_order: await purchaseOrderOf(ctx, invoice),
        e_invoices,
        tax_at_home: tax_at_home && {
          ...tax_at_home,
          amount: moneyJson({ amount: tax_at_home.amount, currency: tax_at_home.to_currency }),
        },
        payments: payments.map((payment) => ({
          ...payment,
          reason: payment.reason as TakingReason | null,
          amount: moneyJson(payment),
        })),
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/document.pdf',
      summary: 'The invoice as PDF.',
      access: 'invoice.read',
      params: IdParams,
      query: z.object({ language: z.enum(['en', 'ar']).optional() }),
    },
    (ctx, { params, query }) => invoiceFile(ctx, params.id, query.language ?? ctx.language),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/invoices/issue',
      summary: "Issues drafts of yours: a reseller's invoices to its customers.",
      access: 'invoice.issue',
      body: z.object({ invoice_ids: z.array(z.uuid()).min(1).max(1000) }),
      reply: z.object({ issued: z.int() }),
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => ({ issued: (await issueDrafts(ctx, body.invoice_ids)).length }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/preview',
      summary: 'The next invoice of an account so far: what the month end would bill if it were today.',
      access: 'invoice.read',
      query: z.object({
        account_id: z.uuid().optional().describe('By default the account you buy on'),
        limit: z.coerce
          .number()
          .int()
          .min(0)
          .max(10_000)
          .default(500)
          .describe('So many lines at most; the sums are of all'),
      }),
      reply: z.object({
        as_of: CivilDateText,
        net: MoneyReply,
        untaxed: MoneyReply,
        tax: MoneyReply,
        total: MoneyReply,
        currency: CurrencyCode,
        tax_rate: z.string().describe('Of the month; a line that corrects an earlier one may have another'),
        line_count: z.int(),
        ...ExplainedLines,
      }),
    },
    async (ctx, { query }) => {
      const { account_id, lines, as_of, tax_rate, currency, line_count, net, untaxed, tax } =
        await previewAccount(ctx, query.account_id, query.limit);
      const money = (amount: bigint) => moneyJson({ amount, currency });
      return {
        ...{ as_of, currency, tax_rate, line_count },
        net: money(net),
        untaxed: money(untaxed),
        tax: money(tax),
        total: money(net + tax),
        ...(await linesReply(ctx, account_id, lines)),
      };
    },
  ),
];
