import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, CurrencyCode, Instant, MoneyReply } from '../../base/schemas.ts';
import { AGES, type Ageing } from './ageing.rules.ts';
import { type Aged, ageingTotals, listAged } from './ageing.ts';
import type { AccountHold } from './holds.sql.ts';
import type { Pause } from './pauses.sql.ts';
import { STEPS, type StepName } from './policies.rules.ts';

export const StepText = z
  .enum(STEPS)
  .describe('Which letter: the one before the due date, or the reminders after it');

export const PauseReply = z.object({
  resumes_on: CivilDateText.describe('The first day with letters again'),
  reason: z.string(),
});

export const HoldReply = z.object({
  kind: z
    .enum(['overdue', 'settled', 'person'])
    .describe('By itself, ended by a payment, or a person’s word'),
  reason: z.string().nullable(),
  since: Instant,
});

export function pauseReply({ resumes_on, reason }: Pause): z.input<typeof PauseReply> {
  return { resumes_on, reason };
}

export function holdReply({ cause, reason, recorded_at }: AccountHold): z.input<typeof HoldReply> {
  return { kind: cause as 'overdue' | 'settled' | 'person', reason, since: recorded_at };
}

const Ages = {
  not_due: MoneyReply,
  days_1_30: MoneyReply.describe('1 to 30 days overdue'),
  days_31_60: MoneyReply,
  days_61_90: MoneyReply,
  days_over_90: MoneyReply,
  open: MoneyReply.describe('All of these'),
  overdue: MoneyReply.describe('All but what is not due'),
};

const AgedReply = z
  .object({
    id: z.uuid().describe('The account'),
    number: z.string(),
    buyer: z.object({ id: z.uuid(), name: z.string() }),
    ...Ages,
    days_overdue: z.int().describe('Of what is due longest; 0 where nothing is overdue'),
    last: z.object({ step: StepText, sent_on: CivilDateText }).nullable().describe('The last letter'),
    pause: PauseReply.nullable(),
    hold: HoldReply.nullable(),
  })
  .meta({ id: 'AgedAccount' });

type Sums = Ageing & { currency: string; open: bigint; overdue: bigint };

function sumsReply(row: Sums) {
  const names = [...AGES, 'open', 'overdue'] as const;
  const sums = names.map((name) => [name, moneyJson({ amount: row[name], currency: row.currency })]);
  return Object.fromEntries(sums) as Record<(typeof names)[number], { amount: number; currency: string }>;
}

function agedReply(row: Aged): z.input<typeof AgedReply> {
  const { id, number, buyer_id, buyer_name, days_overdue, last, pause, hold } = row;
  return {
    id,
    number,
    buyer: { id: buyer_id, name: buyer_name },
    ...sumsReply(row),
    days_overdue,
    last: last && { step: last.step as StepName, sent_on: last.sent_on },
    pause: pause && pauseReply(pause),
    hold: hold && holdReply(hold),
  };
}

export const ageingRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/overdue',
      summary: 'Your accounts with something open, by how long it is overdue today.',
      access: 'reminder.read',
      query: ListQuery.extend({
        currency: CurrencyCode.optional(),
        state: z
          .enum(['overdue', 'not_due'])
          .optional()
          .describe('Only accounts with something overdue, or none'),
      }),
      reply: pageOf(AgedReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listAged(ctx, query, query);
      return { items: items.map(agedReply), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/overdue/totals',
      summary: 'The same summed over all your accounts, by currency.',
      access: 'reminder.read',
      reply: z.object({
        today: CivilDateText,
        items: z.array(z.object({ currency: CurrencyCode, accounts: z.int(), ...Ages })),
      }),
    },
    async (ctx) => {
      const { today, items } = await ageingTotals(ctx);
      return {
        today,
        items: items.map((row) => ({ currency: row.currency, accounts: row.accounts, ...sumsReply(row) })),
      };
    },
  ),
];
