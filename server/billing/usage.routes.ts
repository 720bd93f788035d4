import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { CivilDateText, Instant } from '../base/schemas.ts';
import { importUsageFile, listUsage, reportUsage } from './usage.ts';

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
    note: z.string().nullable(),
    file_name: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'UsageEvent' });

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
        'Takes in a CSV file of use, sent as the body: columns subscription, event_id, used_on, units and note. A bad cell is named by line and column and nothing is taken.',
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
      query: ListQuery.extend({ subscription_id: z.uuid().optional() }),
      reply: pageOf(EventReply),
    },
    async (ctx, { query: { subscription_id, ...list } }) => {
      const { items, next_cursor } = await listUsage(ctx, list, subscription_id);
      return {
        items: items.map(({ subscription_id: id, subscription_number: number, ...event }) => ({
          ...event,
          subscription: { id, number },
        })),
        next_cursor,
      };
    },
  ),
];
