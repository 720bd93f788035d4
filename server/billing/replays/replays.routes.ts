import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, CurrencyCode, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { RetailRuleShape } from '../../catalog/index.ts';
import { marginOf, type Reckoned, type Replay } from './replays.rules.ts';
import { describeReplay, listReplays, type ReplayReport, startReplay } from './replays.ts';

const Rate = z
  .string()
  .regex(/^0(\.\d{1,6})?$/, 'A rate is a fraction such as 0.15 (15 %): at least 0, under 1.');
const Way = z.enum(['prepay', 'postpay']);
const Scope = z.enum(['everything', 'family', 'product']);
const Target = z
  .string()
  .max(100)
  .default('')
  .describe('A family’s id, a product’s code, or nothing for everything');

const PlanCandidate = z.object({
  bundle_plan_id: z.uuid(),
  version: z.int().nullable(),
  discounts: z.array(
    z.object({
      scope: Scope,
      target: Target,
      billing_preference: Way,
      from_quantity: z.int().min(1).default(1),
      rate: Rate,
    }),
  ),
  preferences: z.array(z.object({ billing_preference: Way, rate: Rate })),
});

const PricesCandidate = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('change'),
    changes: z
      .array(
        z.object({
          scope: Scope,
          target: Target,
          rate: z
            .string()
            .regex(
              /^(-0(\.\d{1,6})?|\d(\.\d{1,6})?)$/,
              'By how much, such as 0.05 for 5 % more or -0.05 for less.',
            ),
        }),
      )
      .min(1)
      .max(500),
  }),
  z.object({ kind: z.literal('on'), on: CivilDateText.describe('List prices as they will be on this day') }),
  z.object({ kind: z.literal('import'), import_id: z.uuid().describe('A catalogue file that is ready') }),
]);

const MovesCandidate = z.object({
  bundle_plan_id: z.uuid().nullable().describe('Null: list price'),
  account_ids: z.array(z.uuid()).min(1).max(10_000),
});

const BookCandidate = z.object({
  version: z.int().nullable(),
  rules: z.array(RetailRuleShape),
});

const ReplayBody = z.object({
  name: z.string().trim().min(1).max(100),
  plan: z
    .object({
      bundle_plan_id: z.uuid(),
      version: z.int().optional().describe('A version that is published for a coming day; or discounts'),
      discounts: PlanCandidate.shape.discounts.optional(),
      preferences: PlanCandidate.shape.preferences.optional(),
    })
    .nullable()
    .default(null),
  prices: PricesCandidate.nullable().default(null),
  moves: MovesCandidate.nullable().default(null),
  book: z
    .object({
      version: z.int().optional().describe('A version of the reseller’s own price book; or rules'),
      rules: z.array(RetailRuleShape).max(2000).optional(),
    })
    .nullable()
    .default(null)
    .describe('A reseller’s own: how it would make its customers’ prices'),
});

const ReplayReply = z
  .object({
    id: z.uuid(),
    name: z.string(),
    run_id: z.uuid(),
    cutoff: CivilDateText,
    candidate: z.object({
      plan: PlanCandidate.nullable(),
      prices: PricesCandidate.nullable(),
      moves: MovesCandidate.nullable(),
      book: BookCandidate.nullable(),
    }),
    state: z.enum(['working', 'done', 'failed']),
    cause: z.string().nullable(),
    branches: z.int(),
    done: z.int(),
    requested_at: Instant,
    finished_at: Instant.nullable(),
  })
  .meta({ id: 'Replay' });

const Sides = {
  was: MoneyReply.describe('Before tax, with the prices that were in force'),
  would_be: MoneyReply.describe('Before tax, with the candidate'),
  difference: MoneyReply,
};

const Legs = {
  ...Sides,
  cost: z
    .object(Sides)
    .nullable()
    .describe('What a reseller is billed itself for it; null for the vendor, who buys from nobody'),
  margin: z.object(Sides).nullable().describe('What is left of it; null without a cost in its currency'),
};

const ReportReply = ReplayReply.extend({
  totals: z.array(
    z.object({ currency: CurrencyCode, accounts: z.int(), more: z.int(), less: z.int(), ...Legs }),
  ),
  lines: z.array(
    z.object({
      reseller_id: z.uuid(),
      account_id: z.uuid(),
      buyer_id: z.uuid(),
      buyer_name: z.string(),
      own: z.boolean().describe('The account on which the reseller buys: what it is billed for no customer'),
      ...Legs,
    }),
  ),
}).meta({ id: 'ReplayReport' });

const replayReply = (replay: Replay) => replay as z.input<typeof ReplayReply>;

function sides({ was, would_be }: Reckoned, currency: string) {
  const money = (amount: bigint) => moneyJson({ amount, currency });
  return { was: money(was), would_be: money(would_be), difference: money(would_be - was) };
}

/** What is billed, what it costs, and what is left; a cost in another currency stands beside it without a margin. */
function legs(sums: Reckoned & { currency: string; cost: (Reckoned & { currency?: string }) | null }) {
  const { cost, currency } = sums;
  const bought = cost?.currency ?? currency;
  const margin = bought === currency ? marginOf(sums) : null;
  return {
    ...sides(sums, currency),
    cost: cost && sides(cost, bought),
    margin: margin && sides(margin, currency),
  };
}

function reportReply({ totals, lines, ...replay }: ReplayReport): z.input<typeof ReportReply> {
  return {
    ...replayReply(replay),
    totals: totals.map(({ currency, accounts, more, less, ...sums }) => ({
      ...{ currency, accounts, more, less },
      ...legs({ currency, ...sums }),
    })),
    lines: lines.map(({ reseller_id, account_id, buyer_id, buyer_name, own, ...line }) => ({
      ...{ reseller_id, account_id, buyer_id, buyer_name, own },
      ...legs(line),
    })),
  };
}

const PATH = '/v1/billing/replays';

export const replayRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The month ends that were run again with other prices, plans or price books, newest first.',
      access: 'replay.read',
      query: ListQuery,
      reply: pageOf(ReplayReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listReplays(ctx, query);
      return { items: items.map(replayReply), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary:
        'Runs the latest month end again on a copy, with another version of a plan, other list prices, resellers on another plan, or (a reseller, its own part of it) another price book; nothing of it can be issued.',
      access: 'replay.run',
      body: ReplayBody,
      reply: ReplayReply,
      status: 202,
      errors: ['illegal_move'],
      perMinute: 30,
    },
    async (ctx, { body }) => replayReply(await startReplay(ctx, body)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary:
        'What each reseller (for a reseller: each customer, with its cost) was billed and would be, the greatest difference first.',
      access: 'replay.read',
      params: IdParams,
      reply: ReportReply,
    },
    async (ctx, { params }) => reportReply(await describeReplay(ctx, params.id)),
  ),
];
