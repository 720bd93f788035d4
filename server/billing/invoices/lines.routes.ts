import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ExemptionReply } from '../../base/exemptions.ts';
import { decimal, decimalText, moneyJson } from '../../base/money.ts';
import { Bilingual, CivilDateText, MoneyReply } from '../../base/schemas.ts';
import { type PriceStep, PriceStepReply } from '../../catalog/index.ts';
import { RATE_MODELS } from '../usage/usage.rules.ts';
import { explainUse, type MonthOfUse } from '../usage/use-bands.ts';
import type { DescribedLine } from './invoices.sql.ts';
import { explainLines } from './line-prices.ts';
import { COMPONENTS, type Component } from './lines.rules.ts';

export const LineReply = z
  .object({
    key: z.object({
      subscription_id: z.uuid(),
      component: z.string(),
      period_from: CivilDateText,
      revision: z.int(),
    }),
    subscription: z
      .object({ id: z.uuid(), number: z.string(), domain: z.string().nullable() })
      .nullable()
      .describe('Null for what no subscription says: a fee, a line of a note'),
    customer: z.object({ id: z.uuid(), name: z.string() }),
    product: Bilingual,
    offer: Bilingual,
    component: z.enum(COMPONENTS),
    words: Bilingual.nullable().describe('What a person reads beside, or instead of, the product'),
    corrects: z.object({ invoice_id: z.uuid(), number: z.string().nullable() }).nullable(),
    period_from: CivilDateText,
    period_to: CivilDateText,
    quantity: z.int(),
    days: z.int(),
    period_days: z.int().describe('Days of the calendar month or cycle that `days` are part of'),
    list_price: z.string().describe('Minor units per unit and period, exact'),
    discount: z.string().describe('A fraction: 0.2 is 20 %'),
    unit_price: z.string().describe('list_price × (1 − discount), exact'),
    net: MoneyReply.describe('quantity × unit_price × days ÷ period_days, rounded half away from zero'),
    tax: MoneyReply.describe('Its share of the document’s tax; nought where it is exempt'),
    tax_rate: z.string().describe('Its document’s, a fraction'),
    exemption: ExemptionReply,
    explanation: z
      .int()
      .nullable()
      .describe('Which of the document’s `explanations` its unit price follows from; null where none does'),
    use: z
      .object({ place: z.int(), band: z.int() })
      .nullable()
      .describe('Which of the document’s `uses` it belongs to, and which of its bands it charges'),
  })
  .meta({ id: 'InvoiceLine' });

const UseReply = z
  .object({
    month: CivilDateText,
    model: z.enum(RATE_MODELS),
    package_size: z.int(),
    total: z.int().describe('Units that the month had when its lines were written'),
    counted: z.int().describe('What of them was on earlier lines: units, or packages in the package model'),
    explanation: z.int().describe('Which of the `explanations` the first band’s price follows from'),
    bands: z.array(
      z.object({
        above: z.int().describe('For the units after the first so many'),
        up_to: z.int().nullable().describe('Through so many; null for all further ones'),
        list_price: z.string(),
        unit_price: z.string().describe('Minor units per unit (per package), exact'),
        quantity: z.int().describe('What of the band this document charges'),
        net: MoneyReply,
      }),
    ),
  })
  .meta({ id: 'MonthOfUse' });

/** Lines, the steps of their unit prices and the bands of their use, each once: a line names its by its place. */
export const ExplainedLines = {
  lines: z.array(LineReply),
  explanations: z.array(z.array(PriceStepReply)),
  uses: z.array(UseReply),
};

/** The same number without the noughts that the database keeps at its end: as the store writes it. */
export function shortest(number: string): string {
  return decimalText(decimal(number));
}

/** Lines with how their prices came about: what many have in common is said once. */
export async function linesReply(ctx: Ctx, accountId: string, lines: readonly DescribedLine[]) {
  const stepsOf = await explainLines(ctx, { accountId, lines });
  const bandOf = await explainUse(ctx, { accountId, lines });
  const explanations = once<PriceStep[]>(JSON.stringify);
  const uses = once<MonthOfUse>((use) => use);
  const replies = lines.map((line) => {
    const [steps, use] = [stepsOf(line), bandOf(line)];
    return lineReply(line, {
      explanation: steps && explanations.placeOf(steps),
      use: use && { place: uses.placeOf(use.use), band: use.band },
    });
  });
  const [currency = ''] = lines.map((line) => line.currency);
  return {
    lines: replies,
    uses: uses.all.map((use) => useReply(use, explanations.placeOf(use.first.steps), currency)),
    explanations: explanations.all,
  };
}

/** Things each kept once, by what they are known by, and their places. */
function once<T>(keyOf: (one: T) => unknown) {
  const places = new Map<unknown, number>();
  const all: T[] = [];
  const placeOf = (one: T): number => {
    const key = keyOf(one);
    const place = places.get(key) ?? all.push(one) - 1;
    places.set(key, place);
    return place;
  };
  return { all, placeOf };
}

function useReply({ first: _, bands, ...use }: MonthOfUse, explanation: number, currency: string) {
  const told = bands.map((band) => ({ ...band, net: moneyJson({ amount: band.net, currency }) }));
  return { ...use, explanation, bands: told };
}

type Places = Pick<z.input<typeof LineReply>, 'explanation' | 'use'>;

function lineReply(line: DescribedLine, places: Places): z.input<typeof LineReply> {
  const money = (amount: bigint) => moneyJson({ amount, currency: line.currency });
  return {
    ...line,
    component: line.component as Component,
    key: {
      subscription_id: line.subscription_id,
      component: line.component,
      period_from: line.period_from,
      revision: line.revision,
    },
    subscription: line.subscription_number
      ? { id: line.subscription_id, number: line.subscription_number, domain: line.domain }
      : null,
    corrects: line.origin_invoice_id
      ? { invoice_id: line.origin_invoice_id, number: line.origin_number }
      : null,
    customer: { id: line.customer_id, name: line.customer_name },
    product: line.product_name,
    offer: line.offer_name,
    list_price: shortest(line.list_price),
    discount: shortest(line.discount),
    unit_price: shortest(line.unit_price),
    net: money(line.net),
    tax: money(line.tax),
    ...places,
  };
}
