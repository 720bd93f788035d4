import { z } from 'zod';
import type { Ctx } from '../base/ctx.ts';
import { ExemptionReply } from '../base/exemptions.ts';
import { decimal, decimalText, moneyJson } from '../base/money.ts';
import { Bilingual, CivilDateText, MoneyReply } from '../base/schemas.ts';
import { type PriceStep, PriceStepReply } from '../catalog/index.ts';
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
    exemption: ExemptionReply,
    explanation: z
      .int()
      .nullable()
      .describe('Which of the document’s `explanations` its unit price follows from; null where none does'),
  })
  .meta({ id: 'InvoiceLine' });

/** Lines, and the steps of their unit prices, each once: a line names its by its place. */
export const ExplainedLines = {
  lines: z.array(LineReply),
  explanations: z.array(z.array(PriceStepReply)),
};

/** The same number without the noughts that the database keeps at its end: as the store writes it. */
export function shortest(number: string): string {
  return decimalText(decimal(number));
}

/** Lines with how their prices came about: what many have in common is said once. */
export async function linesReply(ctx: Ctx, accountId: string, lines: readonly DescribedLine[]) {
  const stepsOf = await explainLines(ctx, { accountId, lines });
  const places = new Map<string, number>();
  const explanations: PriceStep[][] = [];
  const replies = lines.map((line) => {
    const steps = stepsOf(line);
    if (!steps) return lineReply(line, null);
    const key = JSON.stringify(steps);
    const place = places.get(key) ?? explanations.push(steps) - 1;
    places.set(key, place);
    return lineReply(line, place);
  });
  return { lines: replies, explanations };
}

function lineReply(line: DescribedLine, explanation: number | null): z.input<typeof LineReply> {
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
    explanation,
  };
}
