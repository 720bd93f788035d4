import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, CurrencyCode, MoneyReply } from '../../base/schemas.ts';
import { purchaseOrder, setPurchaseOrder } from '../invoices/purchase-orders.ts';
import { STATEMENT_KINDS } from './statements.rules.ts';
import { accountStatement, statementCsv, statementFile } from './statements.ts';

const Whose = z.object({
  buyer_id: z.uuid().optional().describe('Your account for this buyer; by default the account you buy on'),
});
const Days = Whose.extend({
  from: CivilDateText.optional().describe('By default the first day of the month three months ago'),
  through: CivilDateText.optional().describe('The last day in it; today by default'),
});
const Side = z.object({ id: z.uuid(), name: z.string() });

const StatementReply = z
  .object({
    account: z.object({ id: z.uuid(), number: z.string(), currency: CurrencyCode }),
    seller: Side,
    buyer: Side,
    from: CivilDateText,
    through: CivilDateText,
    opening: MoneyReply.describe('What was owed before the first day; below zero the seller owes'),
    billed: MoneyReply,
    settled: MoneyReply,
    closing: MoneyReply,
    rows: z.array(
      z.object({
        id: z.uuid(),
        on: CivilDateText,
        kind: z.enum(STATEMENT_KINDS),
        reference: z.string().nullable(),
        due_on: CivilDateText.nullable(),
        amount: MoneyReply,
        balance: MoneyReply.describe('What is owed after it'),
        parts: z
          .array(z.object({ number: z.string(), amount: MoneyReply }))
          .describe('The invoices it settled'),
      }),
    ),
  })
  .meta({ id: 'Statement' });

export const statementRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/statement',
      summary: 'A statement of account: what was owed, each document and payment, and what is owed.',
      access: 'invoice.read',
      query: Days,
      reply: StatementReply,
    },
    async (ctx, { query }) => {
      const { account, seller, buyer, statement } = await accountStatement(ctx, query);
      const { rows, from, through, ...sums } = statement;
      const money = (amount: bigint) => moneyJson({ amount, currency: account.currency });
      return {
        account,
        seller,
        buyer,
        from,
        through,
        opening: money(sums.opening),
        billed: money(sums.billed),
        settled: money(sums.settled),
        closing: money(sums.closing),
        rows: rows.map((row) => ({
          ...row,
          amount: money(row.amount),
          balance: money(row.balance),
          parts: row.parts.map((part) => ({ ...part, amount: money(part.amount) })),
        })),
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/statement.pdf',
      summary: 'The statement of account as PDF.',
      access: 'invoice.read',
      query: Days.extend({ language: z.enum(['en', 'ar']).optional() }),
    },
    (ctx, { query }) => statementFile(ctx, query, query.language ?? ctx.language),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/statement.csv',
      summary: 'The statement of account as CSV.',
      access: 'invoice.read',
      query: Days,
    },
    (ctx, { query }) => statementCsv(ctx, query),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/purchase-order',
      summary: 'The purchase-order reference that an account’s next invoice will carry.',
      access: 'invoice.read',
      query: Whose,
      reply: z.object({ reference: z.string().nullable() }),
    },
    async (ctx, { query }) => ({ reference: await purchaseOrder(ctx, query.buyer_id) }),
  ),
  route(
    {
      method: 'PUT',
      path: '/v1/billing/purchase-order',
      summary: 'Sets the purchase-order reference of an account’s invoices from now on; null takes it away.',
      access: 'purchase_order.set',
      body: Whose.extend({ reference: z.string().trim().min(1).max(60).nullable() }),
      reply: z.object({ reference: z.string().nullable() }),
    },
    async (ctx, { body }) => {
      await setPurchaseOrder(ctx, body.buyer_id, body.reference);
      return { reference: body.reference };
    },
  ),
];
