import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, CurrencyCode, IdParams, MoneyReply } from '../../base/schemas.ts';
import { BILLING_PREFERENCES, PriceStepReply, UnitPrice } from '../../catalog/index.ts';
import { WantedPlanBody } from '../../program/index.ts';
import type { DescribedLine } from '../invoices/invoices.sql.ts';
import { shortest } from '../invoices/lines.routes.ts';
import { type ComparedLine, type ComparedSide, moreOf } from './plan-previews.rules.ts';
import { type MonthOnPlan, type PlanPreview, previewPlanMove } from './plan-previews.ts';

/** A branch may have thousands of lines; those that change most are what a person reads. */
const MOST_LINES = 500;

const MonthReply = z.object({
  bundle_plan_id: z.uuid().nullable().describe('On the month’s first day; null: list price'),
  billing_preference: z.enum(BILLING_PREFERENCES),
  net: MoneyReply,
  tax: MoneyReply,
  total: MoneyReply,
});

const SideReply = z
  .object({
    quantity: z.int(),
    unit_price: UnitPrice.describe('At the end of the month'),
    list_price: UnitPrice,
    discount: z.string(),
    net: MoneyReply,
    steps: z.array(PriceStepReply).nullable(),
  })
  .nullable()
  .describe('Null: not charged in that month');

const PreviewReply = z
  .object({
    month_from: CivilDateText,
    month_to: CivilDateText.describe('The first day after it'),
    currency: CurrencyCode,
    now: MonthReply,
    would_be: MonthReply,
    more: MoneyReply.describe('What the net would be more; negative: less'),
    lines: z.array(
      z.object({
        customer: z.object({ id: z.uuid(), name: z.string() }),
        subscription: z
          .object({ id: z.uuid(), number: z.string(), domain: z.string().nullable() })
          .nullable(),
        component: z.string(),
        product: Bilingual,
        offer: Bilingual,
        words: Bilingual.nullable(),
        now: SideReply,
        would_be: SideReply,
        more: MoneyReply,
      }),
    ),
    left_out: z.int().describe('How many lines that change less are not in the answer'),
  })
  .meta({ id: 'PlanPreview' });

type Reply = z.input<typeof PreviewReply>;

function previewReply({ month, currency, now, would_be, lines }: PlanPreview): Reply {
  const money = (amount: bigint) => moneyJson({ amount, currency });
  const monthOf = ({ terms, net, tax }: MonthOnPlan) => ({
    ...terms,
    ...{ net: money(net), tax: money(tax), total: money(net + tax) },
  });
  const side = (one: ComparedSide<DescribedLine> | null, { stepsOf }: MonthOnPlan) =>
    one && {
      quantity: one.line.quantity,
      unit_price: shortest(one.line.unit_price),
      list_price: shortest(one.line.list_price),
      discount: shortest(one.line.discount),
      net: money(one.net),
      steps: stepsOf(one.line),
    };
  const shown = lines.slice(0, MOST_LINES).flatMap((compared) => {
    const named = nameOf(compared);
    const sides = { now: side(compared.now, now), would_be: side(compared.would_be, would_be) };
    return named ? [{ ...named, ...sides, more: money(moreOf(compared)) }] : [];
  });
  return {
    ...{ month_from: month.from, month_to: month.to, currency },
    ...{ now: monthOf(now), would_be: monthOf(would_be), more: money(would_be.net - now.net) },
    lines: shown,
    left_out: lines.length - shown.length,
  };
}

function nameOf({ now, would_be }: ComparedLine<DescribedLine>) {
  const line = (would_be ?? now)?.line;
  if (!line) return undefined;
  const { subscription_id: id, subscription_number: number, domain } = line;
  return {
    customer: { id: line.customer_id, name: line.customer_name },
    subscription: number ? { id, number, domain } : null,
    component: line.component,
    ...{ product: line.product_name, offer: line.offer_name, words: line.words },
  };
}

export const planPreviewRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/billing/resellers/:id/plan-preview',
      summary:
        'What a month to come is billed at as a reseller stands, and on another plan or preference; nothing is written.',
      access: 'reseller.assign',
      params: IdParams,
      body: WantedPlanBody,
      reply: PreviewReply,
      perMinute: 60,
    },
    async (ctx, { params, body }) => previewReply(await previewPlanMove(ctx, params.id, body)),
  ),
];
