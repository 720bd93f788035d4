import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { every } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant, MoneyReply } from '../../base/schemas.ts';
import { canMove } from '../../base/states.ts';
import { issueRun } from '../invoices/invoices.ts';
import { compareRun } from './comparison.ts';
import type { Completeness } from './completeness.sql.ts';
import { completenessOf } from './completeness.ts';
import { RUN_MOVES, type Run } from './runs.rules.ts';
import { discardRun, listRuns, nextCutoff, openMonthEnd, retryQuarantined, reviewRun } from './runs.ts';

const RunReply = z
  .object({
    id: z.uuid(),
    cutoff: CivilDateText.describe('The first day not billed'),
    state: z.enum(['working', 'drafted', 'issued', 'discarded']),
    rates_sha256: z
      .string()
      .nullable()
      .describe(
        'SHA-256 over every price that a line of the run was priced by; after a retry over both freezings',
      ),
    findings: z.array(z.object({ reseller_id: z.uuid(), rule: z.string(), detail: z.string() })),
    opened_at: Instant,
    finished_at: Instant.nullable(),
    can: z.object({ issue: Ability, discard: Ability, retry: Ability }),
  })
  .meta({ id: 'Run' });

const ReviewReply = RunReply.extend({
  progress: z.object({
    branches: z.int(),
    done: z.int(),
    quarantined: z.int(),
    lines: z.int(),
    invoices: z.int(),
  }),
  totals: z.array(z.object({ invoices: z.int(), net: MoneyReply, tax: MoneyReply, total: MoneyReply })),
  quarantined: z.array(z.object({ reseller_id: z.uuid(), cause: z.string().nullable() })),
});

const ComparisonReply = z.object({
  compared_with: z.uuid().nullable().describe('The month end before; null for the first'),
  items: z.array(
    z.object({
      reseller_id: z.uuid(),
      buyer_id: z.uuid(),
      buyer_name: z.string(),
      change: z.enum(['new', 'gone', 'more', 'less']),
      before: MoneyReply.nullable(),
      now: MoneyReply.nullable(),
    }),
  ),
});

const Outcomes = {
  due: z.int(),
  billed: z.int(),
  nothing_due: z.int(),
  quarantined: z.int(),
  waiting: z.int(),
};
const UnitDays = {
  lived: z.int().describe('Units × days in arrears, by the timelines'),
  charged: z.int().describe('Units × days on the lines of the run'),
};
const CompletenessReply = z
  .object({
    ...Outcomes,
    ...UnitDays,
    items: z.array(
      z.object({
        account_id: z.uuid(),
        buyer_id: z.uuid(),
        buyer_name: z.string(),
        outcome: z.enum(['billed', 'nothing_due', 'quarantined', 'waiting']),
        cause: z.string().nullable(),
        invoice_id: z.uuid().nullable(),
        net: MoneyReply.nullable(),
        ...UnitDays,
      }),
    ),
  })
  .meta({ id: 'Completeness' });

function completenessReply({ items, ...sums }: Completeness): z.input<typeof CompletenessReply> {
  return {
    ...sums,
    items: items.map(({ net, currency, reseller_id: _, ...item }) => ({
      ...item,
      net: net === null ? null : moneyJson({ amount: net, currency }),
    })),
  };
}

function runReply(ctx: Ctx, run: Run): z.input<typeof RunReply> {
  const state = run.state as keyof typeof RUN_MOVES;
  const clean = run.findings.length === 0 || 'The check found something; mend it and draft again.';
  return {
    ...run,
    state,
    can: {
      issue: every(allows(ctx.actor, 'run.issue'), canMove(RUN_MOVES, state, 'issue'), clean),
      discard: every(allows(ctx.actor, 'run.start'), canMove(RUN_MOVES, state, 'discard')),
      retry: every(allows(ctx.actor, 'run.start'), canMove(RUN_MOVES, state, 'discard')),
    },
  };
}

async function review(ctx: Ctx, id: string): Promise<z.input<typeof ReviewReply>> {
  const { run, progress, totals, quarantined } = await reviewRun(ctx, id);
  const money = (amount: string, currency: string) => moneyJson({ amount: BigInt(amount), currency });
  return {
    ...runReply(ctx, run),
    progress,
    totals: totals.map(({ currency, net, tax, total, invoices }) => ({
      invoices: Number(invoices),
      net: money(net, currency),
      tax: money(tax, currency),
      total: money(total, currency),
    })),
    quarantined,
  };
}

export const runRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/runs',
      summary: 'Month ends, newest first.',
      access: 'run.read',
      query: ListQuery,
      reply: pageOf(RunReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listRuns(ctx, query);
      return { items: items.map((run) => runReply(ctx, run)), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/runs/next',
      summary: 'Which month end can be billed next; null when the last complete month is billed.',
      access: 'run.read',
      reply: z.object({ cutoff: CivilDateText.nullable(), can: z.object({ start: Ability }) }),
    },
    async (ctx) => ({ cutoff: await nextCutoff(ctx), can: { start: allows(ctx.actor, 'run.start') } }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/runs',
      summary:
        'Opens a month end: freezes prices and drafts every invoice. Progress comes as `run.progressed` events.',
      access: 'run.start',
      body: z.object({ cutoff: CivilDateText.describe('The first day not billed: the first of a month') }),
      reply: RunReply,
      status: 202,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => runReply(ctx, await openMonthEnd(ctx, body.cutoff)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/runs/:id',
      summary: 'A run with its progress and sums.',
      access: 'run.read',
      params: IdParams,
      reply: ReviewReply,
    },
    (ctx, { params }) => review(ctx, params.id),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/runs/:id/comparison',
      summary:
        'What the run bills otherwise than the month end before: buyers new, gone, or changed by the threshold and more.',
      access: 'run.read',
      params: IdParams,
      query: z.object({
        threshold: z.coerce.number().int().min(0).max(1000).default(20).describe('Percent of the net before'),
      }),
      reply: ComparisonReply,
    },
    async (ctx, { params, query }) => {
      const { compared_with, items } = await compareRun(ctx, params.id, query.threshold);
      const money = (amount: bigint | null, currency: string) =>
        amount === null ? null : moneyJson({ amount, currency });
      return {
        compared_with,
        items: items.map(({ currency, before, now, ...item }) => ({
          ...item,
          before: money(before, currency),
          now: money(now, currency),
        })),
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/runs/:id/completeness',
      summary: 'Every account that was due: billed, nothing due or set aside; unit-days lived and charged.',
      access: 'run.read',
      params: IdParams,
      reply: CompletenessReply,
    },
    async (ctx, { params }) => completenessReply(await completenessOf(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/runs/:id/issue',
      summary: 'Issues every draft of the run.',
      access: 'run.issue',
      params: IdParams,
      reply: ReviewReply,
      errors: ['illegal_move', 'run_blocked'],
    },
    async (ctx, { params }) => {
      await issueRun(ctx, params.id);
      return review(ctx, params.id);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/runs/:id/discard',
      summary: 'Drops a run that was not issued.',
      access: 'run.start',
      params: IdParams,
      reply: RunReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => runReply(ctx, await discardRun(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/runs/:id/retry',
      summary: 'Drafts the branches that were set aside once more.',
      access: 'run.start',
      params: IdParams,
      reply: RunReply,
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => runReply(ctx, await retryQuarantined(ctx, params.id)),
  ),
];
