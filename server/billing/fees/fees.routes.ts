import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ExemptionBody, ExemptionReply } from '../../base/exemptions.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, Bilingual, CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { RHYTHMS } from './fees.rules.ts';
import type { ListedFee } from './fees.sql.ts';
import {
  addFee,
  endFee,
  listFees,
  minimumsOf,
  type PromisesOfMonth,
  promisesOf,
  setMinimum,
} from './fees.ts';
import type { Minimum } from './minimums.sql.ts';

const Words = Bilingual.refine(
  ({ en, ar }) => en.trim() !== '' && ar.trim() !== '',
  'Say it in both languages.',
);
const Rhythm = z.union(RHYTHMS.map((months) => z.literal(months)));

const FeeReply = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    buyer: z.object({ id: z.uuid(), name: z.string() }),
    customer: z.object({ id: z.uuid(), name: z.string() }),
    words: Bilingual,
    quantity: z.int(),
    unit_price: MoneyReply,
    exemption: ExemptionReply,
    every_months: z.int().nullable().describe('Null: once'),
    starts_on: CivilDateText,
    ends_on: CivilDateText.nullable(),
    reference: z.string().nullable(),
    charged: MoneyReply.describe('By lines so far, net'),
    recorded_at: Instant,
    can: z.object({ end: Ability }),
  })
  .meta({ id: 'Fee' });

function feeReply(ctx: Ctx, fee: ListedFee): z.input<typeof FeeReply> {
  const { buyer_id, buyer_name, customer_id, customer_name, currency } = fee;
  const money = (amount: bigint) => moneyJson({ amount, currency });
  const ended = fee.ends_on === null || 'It has an end already.';
  const single =
    fee.every_months !== null || fee.charged === 0n || 'It is charged already; credit its invoice instead.';
  const may = allows(ctx.actor, 'fee.manage');
  return {
    ...fee,
    buyer: { id: buyer_id, name: buyer_name },
    customer: { id: customer_id, name: customer_name },
    unit_price: money(fee.unit_price),
    charged: money(fee.charged),
    can: { end: may === true ? (ended === true ? single : ended) : may },
  };
}

const MinimumReply = z.object({ valid_from: CivilDateText, amount: MoneyReply });
const PromisesReply = z
  .object({
    month: CivilDateText,
    billed: z.boolean().describe('Whether the month is closed; until then more is to come'),
    items: z.array(
      z.object({
        account_id: z.uuid(),
        buyer: z.object({ id: z.uuid(), name: z.string() }),
        plan: z
          .object({ id: z.uuid(), name: Bilingual })
          .nullable()
          .describe('The plan that it comes with; null: promised for the account'),
        valid_from: CivilDateText,
        amount: MoneyReply,
        reached: MoneyReply.describe('Before tax, without corrections of earlier months'),
        charged: MoneyReply.describe('What lacked and was charged'),
      }),
    ),
  })
  .meta({ id: 'Minimums' });

function promisesReply({ items, ...month }: PromisesOfMonth): z.input<typeof PromisesReply> {
  return {
    ...month,
    items: items.map(({ account_id, valid_from, currency, ...one }) => {
      const money = (amount: bigint) => moneyJson({ amount, currency });
      const { bundle_plan_id: id, plan_name: name } = one;
      return {
        account_id,
        valid_from,
        buyer: { id: one.buyer_id, name: one.buyer_name },
        plan: id && name ? { id, name } : null,
        amount: money(one.amount),
        reached: money(one.reached),
        charged: money(one.charged),
      };
    }),
  };
}

const minimumReply = ({ valid_from, ...money }: Minimum) => ({ valid_from, amount: moneyJson(money) });

const NewFeeBody = z.object({
  account_id: z.uuid(),
  customer_id: z
    .uuid()
    .nullable()
    .default(null)
    .describe('Whose section of the invoice it stands in; the buyer by default'),
  words: Words,
  quantity: z.int().min(1).max(1_000_000).default(1),
  unit_price: z
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .describe('Minor units of the account’s currency, net of tax'),
  exemption: ExemptionBody,
  every_months: Rhythm.nullable().default(null).describe('Null: once'),
  starts_on: CivilDateText,
  reference: z.string().trim().max(100).nullable().default(null).describe('A purchase order, say'),
});

export const feeRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/fees',
      summary:
        'Charges something beside subscriptions on an account you sell on: once, or every so many months.',
      access: 'fee.manage',
      body: NewFeeBody,
      reply: FeeReply,
      status: 201,
    },
    async (ctx, { body }) =>
      feeReply(ctx, await addFee(ctx, { ...body, unit_price: BigInt(body.unit_price) })),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/fees',
      summary: 'What you charge beside subscriptions.',
      access: 'fee.read',
      query: ListQuery.extend({ account_id: z.uuid().optional() }),
      reply: pageOf(FeeReply),
    },
    async (ctx, { query: { account_id, ...list } }) => {
      const { items, next_cursor } = await listFees(ctx, list, account_id);
      return { items: items.map((fee) => feeReply(ctx, fee)), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/fees/:id/end',
      summary: 'Ends a repeating fee, or takes back a single one that is not charged yet.',
      access: 'fee.manage',
      params: IdParams,
      body: z.object({ ends_on: CivilDateText }),
      reply: FeeReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => feeReply(ctx, await endFee(ctx, params.id, body.ends_on)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/accounts/:id/minimums',
      summary: 'What an account has promised to buy each month.',
      access: 'invoice.read',
      params: IdParams,
      reply: z.object({ items: z.array(MinimumReply) }),
    },
    async (ctx, { params }) => ({ items: (await minimumsOf(ctx, params.id)).map(minimumReply) }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/accounts/:id/minimums',
      summary: 'Sets what an account promises to buy each month; what lacks is charged with the month.',
      access: 'fee.manage',
      params: IdParams,
      body: z.object({ valid_from: CivilDateText, amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
      reply: z.object({ items: z.array(MinimumReply) }),
      status: 201,
    },
    async (ctx, { params, body: { valid_from, amount } }) => ({
      items: (await setMinimum(ctx, params.id, { valid_from, amount: BigInt(amount) })).map(minimumReply),
    }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/minimums',
      summary: 'What everybody the actor sells to has promised for a month, and what was bought of it.',
      access: 'fee.read',
      query: z.object({
        month: CivilDateText.optional().describe('A day of it; the last month that was closed unless said'),
      }),
      reply: PromisesReply,
    },
    async (ctx, { query }) => promisesReply(await promisesOf(ctx, query.month)),
  ),
];
