import { z } from 'zod';
import { moneyJson } from '../base/money.ts';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { CivilDateText, CurrencyCode, Instant, MoneyReply } from '../base/schemas.ts';
import { JOURNAL_FORMATS } from './journals.rules.ts';
import { journalFile } from './journals.ts';
import { revenueSchedule } from './recognitions.ts';
import { LEDGER_ACCOUNTS, type LedgerAccount } from './transfers.rules.ts';
import { listTransfers, trialBalance } from './transfers.ts';

const TransferReply = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    buyer_id: z.uuid(),
    debit: z.enum(LEDGER_ACCOUNTS),
    credit: z.enum(LEDGER_ACCOUNTS),
    amount: MoneyReply,
    kind: z.string(),
    source_id: z.uuid(),
    posted_on: CivilDateText,
    recorded_at: Instant,
  })
  .meta({ id: 'Transfer' });

const BalanceReply = z.object({
  balanced: z.boolean(),
  rows: z.array(
    z.object({
      ledger_account: z.string(),
      currency: CurrencyCode,
      debit: MoneyReply,
      credit: MoneyReply,
      balance: MoneyReply,
    }),
  ),
});

export const ledgerRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/ledger/transfers',
      summary: 'The journal of your book, newest first.',
      access: 'ledger.read',
      query: ListQuery.extend({ account_id: z.uuid().optional() }),
      reply: pageOf(TransferReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listTransfers(ctx, query.account_id, query);
      return {
        items: items.map((row) => ({
          ...row,
          debit: row.debit as LedgerAccount,
          credit: row.credit as LedgerAccount,
          amount: moneyJson(row),
        })),
        next_cursor,
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/ledger/trial-balance',
      summary: 'Debits, credits and balance by ledger account, as of a day.',
      access: 'ledger.read',
      query: z.object({
        through: CivilDateText.optional().describe('The last day that counts; without it everything does'),
      }),
      reply: BalanceReply,
    },
    async (ctx, { query }) => {
      const { rows, balanced } = await trialBalance(ctx, query.through);
      const money = (currency: string, amount: bigint) => moneyJson({ amount, currency });
      return {
        balanced,
        rows: rows.map(({ ledger_account, currency, debit, credit, balance }) => ({
          ledger_account,
          currency,
          debit: money(currency, debit),
          credit: money(currency, credit),
          balance: money(currency, balance),
        })),
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/ledger/journal',
      summary: 'Your whole book in one file: for hledger, for beancount, or as CSV.',
      access: 'ledger.read',
      query: z.object({
        format: z.enum(JOURNAL_FORMATS),
        through: CivilDateText.optional().describe('The last day in it; today by default'),
      }),
      perMinute: 10,
    },
    (ctx, { query }) => journalFile(ctx, query.format, query.through),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/ledger/schedule',
      summary: 'Deferred revenue: what is earned in each month of the terms paid ahead.',
      access: 'ledger.read',
      reply: z.object({
        months: z.array(
          z.object({ month: CivilDateText, amount: MoneyReply, earned: MoneyReply.describe('Posted of it') }),
        ),
      }),
    },
    async (ctx) => {
      const months = await revenueSchedule(ctx);
      return {
        months: months.map(({ month, currency, amount, earned }) => ({
          month,
          amount: moneyJson({ amount, currency }),
          earned: moneyJson({ amount: earned, currency }),
        })),
      };
    },
  ),
];
