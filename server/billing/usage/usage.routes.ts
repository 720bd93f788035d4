import { z } from 'zod';
import { ListQuery, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, Instant } from '../../base/schemas.ts';
import { importUsageFile, listUsage, listUsageMonths, metersOf, reportUsage } from './usage.ts';

const Told = z.object({
  subscription: z.string().trim().min(1).max(100).describe('Its id or number'),
  event_id: z.string().trim().min(1).max(100).describe('Counted once within its subscription'),
  used_on: CivilDateText,
  units: z.int().min(1).max(999_999_999),
  note: z.string().trim().max(200).nullish(),
});
const Taken = z.object({
  taken: z.int(),
  known: z.int().describe('Left out: their ids had been taken in before'),
});

const EventReply = z
  .object({
    subscription: z.object({ id: z.uuid(), number: z.string() }),
    event_id: z.string(),
    used_on: CivilDateText,
    units: z.int(),
    late: z.boolean().describe('Told after the month end of its day; it comes with a later one'),
    note: z.string().nullable(),
    file_name: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'UsageEvent' });

const Flag = z
  .enum(['true', 'false'])
  .optional()
  .transform((said) => (said === undefined ? undefined : said === 'true'));

const Sums = {
  events: z.int(),
  units: z.number(),
  late_units: z.number().describe('Told after the month end'),
};

const UsageMonthReply = z
  .object({
    id: z.string(),
    month: CivilDateText.describe('The first of it'),
    subscription: z.object({ id: z.uuid(), number: z.string() }),
    customer_name: z.string(),
    seller_name: z.string(),
    product_name: Bilingual,
    unit: z.string(),
    ...Sums,
    last_told_at: Instant,
  })
  .meta({ id: 'UsageMonth' });

const MeterReply = z
  .object({
    offer_id: z.uuid(),
    product_id: z.uuid(),
    product_name: Bilingual,
    offer_name: Bilingual,
    unit: z.string(),
    rate_model: z.enum(['flat', 'tiered', 'volume', 'package']),
    subscriptions: z.int(),
    ...Sums,
  })
  .meta({ id: 'UsageMeter' });

const PATH = '/v1/billing/usage-events';

export const usageRoutes = [
  route(
    {
      method: 'POST',
      path: PATH,
      summary:
        'Takes in units used of subscriptions that are paid by use: all or none. Late events come with the next run.',
      access: 'usage.report',
      body: z.object({ events: z.array(Told).min(1).max(10_000) }),
      reply: Taken,
      status: 201,
    },
    (ctx, { body }) => reportUsage(ctx, body.events),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/usage-files',
      summary:
        'Takes in a file of use (CSV or XLSX), sent as the body: columns subscription, event_id, used_on, units and note. A bad cell is named by line and column and nothing is taken.',
      access: 'usage.report',
      query: z.object({ name: z.string().trim().min(1).max(200) }),
      reply: Taken,
      status: 201,
      bodyLimit: 32 * 1024 * 1024,
    },
    (ctx, { query, raw }) => importUsageFile(ctx, query.name, raw),
  ),
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'Units used, newest first.',
      access: 'usage.read',
      query: ListQuery.extend({ subscription_id: z.uuid().optional(), late: Flag }),
      reply: pageOf(EventReply),
    },
    async (ctx, { query: { subscription_id, late, ...list } }) => {
      const { items, next_cursor } = await listUsage(ctx, list, { subscription_id, late });
      return {
        items: items.map(({ subscription_id: id, subscription_number: number, ...event }) => ({
          ...event,
          subscription: { id, number },
        })),
        next_cursor,
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/usage-months',
      summary: 'Units used by subscription and calendar month, the latest month first.',
      access: 'usage.read',
      query: ListQuery.extend({ month: CivilDateText.optional().describe('The first of it'), late: Flag }),
      reply: pageOf(UsageMonthReply),
    },
    async (ctx, { query: { month, late, ...list } }) => {
      const { items, next_cursor } = await listUsageMonths(ctx, list, { month, late });
      return {
        items: items.map(({ subscription_id: id, subscription_number: number, ...one }) => ({
          ...one,
          subscription: { id, number },
        })),
        next_cursor,
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/usage-meters',
      summary: 'Units used of each offer that is paid by use, in one calendar month.',
      access: 'usage.read',
      query: z.object({ month: CivilDateText.optional().describe('A day of it; today’s unless said') }),
      reply: z.object({ month: CivilDateText, items: z.array(MeterReply) }),
    },
    async (ctx, { query }) => {
      const { month, items } = await metersOf(ctx, query.month);
      return { month, items: items as z.input<typeof MeterReply>[] };
    },
  ),
];
