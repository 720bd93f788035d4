import { z } from 'zod';
import { isCivilDate } from '../../base/dates.ts';
import { route } from '../../base/route.ts';
import { CivilDateText, Instant } from '../../base/schemas.ts';
import { currentSettings, listSettings, publishSettings } from './deal-settings.ts';

const days = (least: number, most: number) => z.int().min(least).max(most);
const Rate = z
  .string()
  .regex(/^0(\.\d{1,6})?$/, 'Write a rate below 1, such as 0.05 for 5 %.')
  .describe('Exact decimal: 0.05 is 5 % off');

const FIELDS = {
  valid_from: CivilDateText,
  decision_days: days(1, 60).describe('Working days'),
  reminder_days: days(0, 60).describe('Working days; 0 for none'),
  escalation_days: days(1, 60).describe('Working days from the deadline until management is told'),
  answer_days: days(1, 90).describe('Working days a returned deal waits for its answer'),
  protection_days: days(1, 730),
  extension_days: days(1, 365),
  maximum_extensions: days(0, 20).describe('By the reseller itself'),
  notice_days: days(0, 90).describe('Before the protection ends; 0 for none'),
  incentive_rate: Rate,
  incentive_months: z.int().min(1).max(120).describe('From the day the deal is won'),
  work_week: z.array(z.int().min(1).max(7)).min(1).max(7).describe('1 is Monday'),
  holidays: z.array(z.string().refine(isCivilDate, 'Write a date as YYYY-MM-DD.')).max(366),
  rates: z
    .array(z.object({ bundle_plan_id: z.uuid(), rate: Rate }))
    .max(200)
    .describe('Plans with a rate of their own'),
};
const SettingsReply = z
  .object({ version: z.int(), ...FIELDS, incentive_rate: z.string(), recorded_at: Instant })
  .extend({ rates: z.array(z.object({ bundle_plan_id: z.uuid(), rate: z.string() })) })
  .meta({ id: 'DealRules' });

export const dealSettingsRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/rules',
      summary:
        'Every version of the program’s windows and rates for deals, the latest first, and the one in force.',
      access: 'deal.read',
      reply: z.object({ in_force: z.int(), items: z.array(SettingsReply) }),
    },
    async (ctx) => ({ in_force: (await currentSettings(ctx)).version, items: await listSettings(ctx) }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/rules',
      summary: 'Publishes windows and rates for deals registered from a day on.',
      access: 'deal.set_rules',
      body: z.object(FIELDS),
      reply: SettingsReply,
      status: 201,
    },
    (ctx, { body }) => publishSettings(ctx, body),
  ),
];
