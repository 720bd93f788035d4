import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, Country, CurrencyCode, Instant, MoneyReply } from '../../base/schemas.ts';
import { PriceStepReply, UnitPrice } from '../../catalog/index.ts';
import { DraftLineBody, MarginReply, marginJson } from '../quotes/quotes.routes.ts';
import { type Consequences, considerConsequences } from './consequences.ts';

const Money2 = {
  cost: MoneyReply.describe('What the reseller pays its own seller until the terms end, before tax'),
  price: MoneyReply.describe('What the customer pays the reseller until the terms end, before tax'),
  at_risk: MoneyReply.describe('What the reseller still owes if the customer never pays'),
};

const ConsequencesReply = z
  .object({
    currency: CurrencyCode,
    ...Money2,
    margin: MarginReply,
    bound_until: CivilDateText.nullable(),
    free_cancel_until: Instant.nullable().describe(
      'Until when all of it can be undone at no cost; null when some cannot',
    ),
    risk: Bilingual.describe('Who carries the risk, in a sentence'),
    lines: z.array(
      z.object({
        name: Bilingual,
        detail: Bilingual,
        quantity: z.int(),
        domain: z.string().nullable(),
        unit_cost: UnitPrice.nullable(),
        unit_price: UnitPrice,
        cost_steps: z.array(PriceStepReply),
        price_steps: z.array(PriceStepReply),
        way_out: z.enum(['any_time', 'paid_ahead', 'fee', 'bound', 'once']),
        ends_on: CivilDateText.nullable(),
        renews_on: CivilDateText.nullable(),
        end_accepted_from: CivilDateText.nullable(),
        free_cancel_until: Instant.nullable(),
        may_decrease: z.boolean(),
        ...Money2,
      }),
    ),
  })
  .meta({ id: 'Consequences' });

function reply({ currency, margin, lines, ...sheet }: Consequences): z.input<typeof ConsequencesReply> {
  const money = (sums: { cost: bigint; price: bigint; at_risk: bigint }) => ({
    cost: moneyJson({ amount: sums.cost, currency }),
    price: moneyJson({ amount: sums.price, currency }),
    at_risk: moneyJson({ amount: sums.at_risk, currency }),
  });
  return {
    ...{ ...sheet, currency, ...money(sheet) },
    margin: marginJson(margin, currency),
    lines: lines.map((line) => ({ ...line, ...money(line) })),
  };
}

export const consequenceRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/orders/consequences',
      summary:
        'What an order would bind the reseller and its customer to, and who carries the risk; nothing is written.',
      access: 'order.place',
      body: z.object({
        customer_id: z.uuid().nullable().default(null),
        prospect: z
          .object({
            name: z.string().trim().max(200).optional(),
            country: Country,
            domain: z.string().trim().max(253).nullable().default(null),
          })
          .nullable()
          .default(null),
        lines: z.array(DraftLineBody).min(1).max(100),
      }),
      reply: ConsequencesReply,
    },
    async (ctx, { body }) => reply(await considerConsequences(ctx, body)),
  ),
];
