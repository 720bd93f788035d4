import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import {
  Ability,
  Bilingual,
  CivilDateText,
  Country,
  CurrencyCode,
  IdParams,
  Instant,
  MoneyReply,
} from '../../base/schemas.ts';
import { dealCan } from '../policy.ts';
import { registerDeal } from './deal-registration.ts';
import {
  countDeals,
  type DealDetail,
  type DealView,
  detailOf,
  getDeal,
  getForecast,
  listDeals,
  viewsOf,
} from './deal-views.ts';
import { DEAL_STAGES, DEAL_STATES, DEAL_VERBS, type Deal, OPEN_STATES } from './deals.rules.ts';
import { draftDeal, editDeal, stageDeal } from './deals.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
/** What one side writes to the other. */
export const Words = text(4000);
const BodyKind = z.enum(['business', 'government', 'nonprofit', 'education']);

const FIELDS = {
  name: z.string().trim().min(2).max(200).describe('The customer’s name as it writes it'),
  name_other: text(200).nullable().describe('The same in the other script'),
  country: Country,
  domain: text(253).nullable(),
  registration_number: text(60).nullable(),
  group_name: text(200).nullable().describe('The group of companies it belongs to'),
  headcount: z.int().min(1).max(10_000_000).nullable(),
  body_kind: BodyKind,
  contact_name: z.string().trim().min(2).max(120),
  contact_email: z.email().max(254).nullable(),
  contact_phone: text(40).nullable(),
  about: text(4000).nullable(),
  value: z.object({ amount: z.int().min(0).max(9_000_000_000_000), currency: CurrencyCode }),
  closes_on: CivilDateText,
};
const Lines = z
  .array(z.object({ product_id: z.uuid(), quantity: z.int().min(1).max(1_000_000) }))
  .max(30)
  .refine(
    (lines) => new Set(lines.map((line) => line.product_id)).size === lines.length,
    'Name each product once.',
  );
const Stage = z.enum(DEAL_STAGES);
const Chance = z.int().min(0).max(100);

const DraftBody = z.object({
  ...FIELDS,
  name_other: FIELDS.name_other.default(null),
  domain: FIELDS.domain.default(null),
  registration_number: FIELDS.registration_number.default(null),
  group_name: FIELDS.group_name.default(null),
  headcount: FIELDS.headcount.default(null),
  body_kind: BodyKind.default('business'),
  contact_email: FIELDS.contact_email.default(null),
  contact_phone: FIELDS.contact_phone.default(null),
  about: FIELDS.about.default(null),
  stage: Stage.default('prospect'),
  probability: Chance.optional(),
  customer_id: z.uuid().nullable().default(null),
  lines: Lines.default([]),
  register: z.boolean().default(false).describe('Registers it at once'),
});
/** Only what is given changes. */
export const DealChangeBody = z.object({ ...FIELDS, lines: Lines }).partial();

/** Money as two fields, as a deal keeps it. */
export function changeOf({ value, ...rest }: z.infer<typeof DealChangeBody>) {
  return { ...rest, ...(value && { value: BigInt(value.amount), currency: value.currency }) };
}

const Named = z.object({ id: z.uuid(), name: z.string() });

export const DealReply = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(DEAL_STATES),
    stage: Stage,
    probability: Chance,
    name: z.string(),
    name_other: z.string().nullable(),
    country: Country,
    domain: z.string().nullable(),
    registration_number: z.string().nullable(),
    group_name: z.string().nullable(),
    headcount: z.int().nullable(),
    body_kind: BodyKind,
    contact_name: z.string(),
    contact_email: z.string().nullable(),
    contact_phone: z.string().nullable(),
    about: z.string().nullable(),
    value: MoneyReply,
    closes_on: CivilDateText,
    buyer: Named.nullable().describe('The reseller whose deal it is'),
    customer: Named.nullable().describe('The reseller’s customer it is for, once it is one'),
    owner_name: z.string().nullable(),
    lines: z.array(z.object({ product_id: z.uuid(), name: Bilingual, unit: z.string(), quantity: z.int() })),
    decide_by: Instant.nullable(),
    protected_from: CivilDateText.nullable(),
    protected_until: CivilDateText.nullable().describe('The first day without protection'),
    extensions: z.int(),
    incentive_rate: z.string().nullable().describe('Exact decimal: 0.05 is 5 % off'),
    ended_reason: z.string().nullable(),
    won_order: z.object({ id: z.uuid(), number: z.string() }).nullable(),
    created_at: Instant,
    staged_at: Instant,
    registered_at: Instant.nullable(),
    decided_at: Instant.nullable(),
    ended_at: Instant.nullable(),
    age_days: z.int(),
    stage_days: z.int(),
    likenesses: z
      .int()
      .nullable()
      .describe('Deals and customers like it that nobody has judged; to the vendor alone'),
    can: z.object(
      Object.fromEntries(
        [
          ...['edit', 'register', 'recall', 'resubmit', 'win', 'lose', 'link', 'stage'],
          ...['return', 'approve', 'decline', 'extend', 'record_choice'],
        ].map((verb) => [verb, Ability]),
      ) as Record<keyof ReturnType<typeof dealCan>, typeof Ability>,
    ),
  })
  .meta({ id: 'Deal' });
type DealShape = z.input<typeof DealReply>;

export const DealDetailReply = DealReply.extend({
  history: z.array(
    z.object({
      seq: z.int(),
      move: z.enum(DEAL_VERBS),
      state: z.enum(DEAL_STATES),
      note: z.string().nullable(),
      changes: z.record(z.string(), z.unknown()),
      by: z.enum(['reseller', 'vendor', 'clock']),
      person_name: z.string().nullable(),
      moved_at: Instant,
    }),
  ),
  incentives: z.array(
    z.object({
      product_id: z.uuid().nullable(),
      rate: z.string(),
      valid_from: CivilDateText,
      valid_to: CivilDateText.describe('The first day without it'),
    }),
  ),
  timers: z
    .array(
      z.object({
        kind: z.string(),
        due_at: Instant,
        fired_at: Instant.nullable(),
        stopped_at: Instant.nullable(),
      }),
    )
    .describe('The clocks that run, fired or were stopped; to the vendor alone'),
  extensions_left: z.int(),
}).meta({ id: 'DealDetail' });

/** The deal without what stays inside. */
export function dealReply(ctx: Ctx, view: DealView, maximumExtensions: number): DealShape {
  const { value: amount, currency, won_order_id: id, won_order_number: number } = view;
  const { reseller_id: _r, seller_id: _s, buyer_id: _b, account_id: _a, customer_id: _c, ...rest } = view;
  const {
    owner_id: _o,
    settings_version: _v,
    won_order_id: _w,
    won_order_number: _n,
    currency: _m,
    ...deal
  } = rest;
  return {
    ...deal,
    value: moneyJson({ amount, currency }),
    won_order: id && number ? { id, number } : null,
    can: dealCan(ctx.actor, view, maximumExtensions),
  } as DealShape;
}

/** The deal in full with what the actor can do to it. */
function detailReply(ctx: Ctx, detail: DealDetail) {
  const { history, incentives, timers, settings, ...view } = detail;
  const by = ({ organization_id }: { organization_id: string | null }) =>
    organization_id === view.buyer_id ? 'reseller' : organization_id === view.seller_id ? 'vendor' : 'clock';
  return {
    ...dealReply(ctx, view, settings.maximum_extensions),
    history: history.map(({ seq, move, state, note, changes, person_name, moved_at, ...move_ }) => ({
      ...{ seq, move, state, note, changes, by: by(move_), person_name, moved_at },
    })),
    incentives: incentives.map(({ product_id, rate, valid_from, valid_to }) => ({
      ...{ product_id, rate, valid_from, valid_to },
    })),
    timers: timers.map(({ kind, due_at, fired_at, stopped_at }) => ({ kind, due_at, fired_at, stopped_at })),
    extensions_left: Math.max(0, settings.maximum_extensions - view.extensions),
  } as z.input<typeof DealDetailReply>;
}

/** After a step: the deal in full. */
export async function answered(ctx: Ctx, deal: Deal) {
  return detailReply(ctx, await detailOf(ctx, deal));
}

// A list shows whether a step is possible at all; how often a deal was extended is the page's own question.
const ANY_NUMBER = Number.MAX_SAFE_INTEGER;

const Totals = { deals: z.int(), value: MoneyReply, weighted: MoneyReply, won: MoneyReply };

export const dealRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals',
      summary: 'Deals: a reseller’s own, the vendor’s those that are registered; newest first.',
      access: 'deal.read',
      query: ListQuery.extend({
        state: z.enum(DEAL_STATES).optional(),
        phase: z.enum(['open', 'closed']).optional().describe('`closed`: won or lost'),
        stage: Stage.optional(),
        buyer_id: z.uuid().optional().describe('One reseller’s'),
        overdue: z.enum(['true']).optional().describe('Not decided in time'),
        alike: z.enum(['true']).optional().describe('With a likeness that nobody has judged; for the vendor'),
      }),
      reply: pageOf(DealReply),
    },
    async (ctx, { query: { state, phase, stage, buyer_id, overdue, alike, ...list } }) => {
      const phases = { open: OPEN_STATES, closed: ['won', 'lost'] };
      const states = state ? [state] : phase && phases[phase];
      const filter = { states, stage, buyer_id, overdue: overdue === 'true', alike: alike === 'true' };
      const { items, next_cursor } = await listDeals(ctx, list, filter);
      return { items: items.map((item) => dealReply(ctx, item, ANY_NUMBER)), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/counts',
      summary: 'How many deals there are of each state.',
      access: 'deal.read',
      reply: z.record(z.string(), z.int()),
    },
    (ctx) => countDeals(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/forecast',
      summary: 'What the open deals are worth, weighted by chance: by month, by reseller, and by age.',
      access: 'deal.read',
      reply: z.object({
        months: z.array(z.object({ month: z.string().describe('YYYY-MM'), ...Totals })),
        resellers: z.array(z.object({ id: z.uuid(), name: z.string(), ...Totals })),
        ages: z.array(
          z.object({ from_days: z.int(), to_days: z.int().nullable(), deals: z.int(), value: MoneyReply }),
        ),
      }),
    },
    async (ctx) => {
      const { months, resellers, ages } = await getForecast(ctx);
      return {
        months: months.map(({ month, ...sums }) => ({ month, ...totals(sums) })),
        resellers: resellers.map(({ buyer_id: id, name, ...sums }) => ({ id, name, ...totals(sums) })),
        ages: ages.map(({ bucket, currency, deals, value }) => ({
          ...{ from_days: bucket * 30, to_days: bucket < 3 ? bucket * 30 + 30 : null },
          ...{ deals, value: moneyJson({ amount: value, currency }) },
        })),
      };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/deals',
      summary: 'Writes a deal down, and registers it if wanted.',
      access: 'deal.register',
      body: DraftBody,
      reply: DealDetailReply,
      status: 201,
    },
    async (ctx, { body: { register, value, ...wanted } }) => {
      const money = { value: BigInt(value.amount), currency: value.currency };
      const deal = await draftDeal(ctx, { ...wanted, ...money });
      return answered(ctx, register ? await registerDeal(ctx, deal.id) : deal);
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/:id',
      summary: 'One deal.',
      access: 'deal.read',
      params: IdParams,
      reply: DealDetailReply,
    },
    async (ctx, { params }) => detailReply(ctx, await getDeal(ctx, params.id)),
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/deals/deals/:id',
      summary: 'Changes a deal while it is in the reseller’s hands.',
      access: 'deal.register',
      params: IdParams,
      body: DealChangeBody,
      reply: DealDetailReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => answered(ctx, await editDeal(ctx, params.id, changeOf(body))),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/deals/:id/stage',
      summary: 'Moves the sale to another stage of the pipeline.',
      access: 'deal.register',
      params: IdParams,
      body: z.object({ stage: Stage, probability: Chance.optional() }),
      reply: DealReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => {
      const [view] = await viewsOf(ctx, [await stageDeal(ctx, params.id, body)]);
      return dealReply(ctx, view as DealView, ANY_NUMBER);
    },
  ),
];

type Sums = { currency: string; deals: number; value: bigint; weighted: bigint; won: bigint };
function totals({ currency, deals, value, weighted, won }: Sums) {
  const money = (amount: bigint) => moneyJson({ amount, currency });
  return { deals, value: money(value), weighted: money(weighted), won: money(won) };
}
