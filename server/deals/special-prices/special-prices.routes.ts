import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { moneyJson } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import type { Action } from '../../base/permissions.ts';
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
import { PriceReply, UnitPrice } from '../../catalog/index.ts';
import { ApprovalLevelBody } from './approvals.routes.ts';
import { APPROVAL_REASONS } from './approvals.rules.ts';
import {
  agreeToSpecialPrice,
  declineSpecialPrice,
  endorseSpecialPrice,
  returnSpecialPrice,
} from './special-price-decisions.ts';
import { getSpecialPrice, listSpecialPrices, type SpecialPriceDetail } from './special-price-views.ts';
import { SPECIAL_PRICE_STATES } from './special-prices.rules.ts';
import { answerSpecialPrice, requestSpecialPrice, withdrawSpecialPrice } from './special-prices.ts';

const Quantity = z.int().min(1).max(10_000_000);
const Reason = z.string().trim().min(3).max(2000);
const Note = z.string().trim().max(2000).nullable().default(null);

const WantedLine = z
  .object({
    offer_id: z.uuid(),
    from_quantity: Quantity.default(1),
    to_quantity: Quantity.describe('More than this needs another approval'),
    wished_price: z.string().trim().max(26).describe('Minor units per unit and cycle'),
  })
  .meta({ id: 'WantedSpecialLine' });

const Terms = z
  .object({
    lines: z.array(
      z.object({
        line: z.int(),
        unit_price: UnitPrice,
        floor_price: UnitPrice.describe('Plan, preference and promotions never bring it below'),
        from_quantity: Quantity,
        to_quantity: Quantity,
      }),
    ),
    valid_from: CivilDateText,
    valid_to: CivilDateText.describe('The first day without it'),
  })
  .meta({ id: 'SpecialPriceTerms' });

const Listed = z
  .object({
    id: z.uuid(),
    number: z.string(),
    state: z.enum(SPECIAL_PRICE_STATES),
    customer_id: z.uuid(),
    customer_name: z.string(),
    country: Country,
    currency: CurrencyCode,
    reseller: z.object({ id: z.uuid(), name: z.string() }),
    order_id: z.uuid().nullable().describe('The held order it was asked for'),
    reason: z.string(),
    reopened: z.enum(['band', 'headcount', 'asked']).nullable(),
    valid_from: CivilDateText,
    valid_to: CivilDateText,
    requested_by_name: z.string().nullable(),
    requested_at: Instant,
    decided_at: Instant.nullable(),
  })
  .meta({ id: 'ListedSpecialPrice' });

const Line = z.object({
  line: z.int(),
  offer_id: z.uuid(),
  offer_name: Bilingual,
  product_name: Bilingual,
  term_months: z.int(),
  cycle_months: z.int(),
  unit: z.string(),
  from_quantity: z.int(),
  to_quantity: z.int(),
  list_price: UnitPrice,
  usual_price: UnitPrice.describe('What the reseller paid without it when it was asked'),
  wished_price: UnitPrice,
  price: PriceReply.nullable().describe('What it costs today, step by step'),
  unit_cost: UnitPrice.nullable().describe('For the vendor alone'),
  margin: z.string().nullable().describe('The vendor’s, on the wished price; for the vendor alone'),
});

const Granted = z.object({
  offer_id: z.uuid(),
  unit_price: UnitPrice.nullable(),
  floor_price: UnitPrice.nullable(),
  from_quantity: z.int(),
  to_quantity: z.int(),
  valid_from: CivilDateText,
  valid_to: CivilDateText,
  approved_by: z.string().nullable(),
  approved_at: Instant,
});

const Move = z.object({
  seq: z.int(),
  move: z.string(),
  state: z.enum(SPECIAL_PRICE_STATES),
  internal: z.boolean(),
  note: z.string().nullable(),
  person_name: z.string().nullable(),
  moved_at: Instant,
});

const Level = z.object({
  round: z.int(),
  place: z.int(),
  level: ApprovalLevelBody,
  because: z.array(z.enum(APPROVAL_REASONS)),
  state: z.enum(['waiting', 'open', 'agreed', 'declined', 'returned', 'dropped']),
  due_at: Instant.nullable(),
  escalated_at: Instant.nullable(),
  terms: Terms.nullable(),
  note: z.string().nullable(),
  decided_by_name: z.string().nullable(),
  decided_for_name: z.string().nullable(),
  decided_at: Instant.nullable(),
});

const Detail = Listed.extend({
  lines: z.array(Line),
  moves: z.array(Move),
  granted: z.array(Granted),
  customer: z.object({
    body_kind: z.string(),
    headcount: z.int().nullable(),
    group_name: z.string().nullable(),
  }),
  office: z
    .object({
      discount: z.string().describe('The deepest on list'),
      value: MoneyReply.describe('A year of the most it covers'),
      margin: z.string().nullable(),
      group_headcount: z.int(),
      deciders: z.array(z.string()),
      approvals: z.array(Level),
    })
    .nullable()
    .describe('For the vendor alone'),
  can: z.object({
    answer: Ability,
    withdraw: Ability,
    endorse: Ability,
    agree: Ability,
    return: Ability,
    decline: Ability,
  }),
}).meta({ id: 'SpecialPrice' });

function detail({ lines, office, ...request }: SpecialPriceDetail): z.input<typeof Detail> {
  const shown = lines.map(({ offer, ...line }) => ({ ...offer, ...line }));
  const told = office && officeReply(office, request.currency);
  return { ...request, lines: shown, office: told } as z.input<typeof Detail>;
}

/** Money as JSON carries it; nothing that it cannot carry may remain, for answers are kept for replay. */
function officeReply({ weight, ...office }: NonNullable<SpecialPriceDetail['office']>, currency: string) {
  const { discount, value, margin } = weight;
  return { ...office, discount, margin, value: moneyJson({ amount: value, currency }) };
}

const PATH = '/v1/deals/special-prices';

/** A step of one request, which answers with the request as it then stands. */
function stepRoute<Body extends z.ZodType>(
  verb: string,
  summary: string,
  access: Action,
  body: Body,
  take: (ctx: Ctx, id: string, body: z.output<Body>) => Promise<unknown>,
) {
  return route(
    {
      method: 'POST',
      path: `${PATH}/:id/${verb}`,
      ...{ summary, access, params: IdParams, body, reply: Detail, errors: ['illegal_move'] },
    },
    async (ctx, { params, body: said }) => {
      await take(ctx, params.id, said as z.output<Body>);
      return detail(await getSpecialPrice(ctx, params.id));
    },
  );
}

export const specialPriceRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'Requests for special prices, newest first.',
      access: 'special_price.read',
      query: ListQuery.extend({
        state: z.string().max(200).optional().describe('One or several states, with commas'),
        customer_id: z.uuid().optional(),
        order_id: z.uuid().optional(),
      }),
      reply: pageOf(Listed),
    },
    async (ctx, { query: { state, customer_id, order_id, ...list } }) =>
      (await listSpecialPrices(ctx, list, { state, customer_id, order_id })) as {
        items: z.input<typeof Listed>[];
        next_cursor: string | null;
      },
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Asks the vendor for a special price for one customer.',
      access: 'special_price.request',
      body: z.object({
        customer_id: z.uuid(),
        order_id: z.uuid().nullable().default(null),
        reason: Reason,
        valid_from: CivilDateText.nullable().default(null),
        valid_to: CivilDateText.nullable().default(null),
        lines: z.array(WantedLine).min(1).max(100),
      }),
      reply: Detail,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => detail(await getSpecialPrice(ctx, (await requestSpecialPrice(ctx, body)).id)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One request: its lines with their prices step by step, its history, and what was granted.',
      access: 'special_price.read',
      params: IdParams,
      reply: Detail,
    },
    async (ctx, { params }) => detail(await getSpecialPrice(ctx, params.id)),
  ),
  stepRoute(
    'answer',
    'Answers what the vendor returned, with other lines if wished.',
    'special_price.request',
    z.object({ note: Reason, lines: z.array(WantedLine).min(1).max(100).nullable().default(null) }),
    answerSpecialPrice,
  ),
  stepRoute(
    'withdraw',
    'Takes a request back.',
    'special_price.request',
    z.object({ note: Note }),
    (ctx, id, { note }) => withdrawSpecialPrice(ctx, id, note),
  ),
  stepRoute(
    'endorse',
    'The channel supervisor takes part, with a note, and sends it through the levels.',
    'special_price.decide',
    z.object({ note: Reason }),
    (ctx, id, { note }) => endorseSpecialPrice(ctx, id, note),
  ),
  stepRoute(
    'agree',
    'The level whose turn it is agrees: to the wish, or to terms of its own.',
    'special_price.decide',
    z.object({ note: Note, terms: Terms.nullable().default(null) }),
    agreeToSpecialPrice,
  ),
  stepRoute(
    'return',
    'Sends a request back to the reseller with a question.',
    'special_price.decide',
    z.object({ note: Reason }),
    (ctx, id, { note }) => returnSpecialPrice(ctx, id, note),
  ),
  stepRoute(
    'decline',
    'Declines a request, with the reason.',
    'special_price.decide',
    z.object({ note: Reason }),
    (ctx, id, { note }) => declineSpecialPrice(ctx, id, note),
  ),
];
