import { z } from 'zod';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, Instant } from '../../base/schemas.ts';
import { StepText } from './ageing.routes.ts';
import { ownPolicy, setPolicy } from './policies.ts';

const StepBody = z.object({
  step: StepText,
  days: z.int().min(-365).max(365).describe('Days after the due date; before it when negative'),
  holds: z.boolean().describe('From this letter on new purchases are held'),
});

const Version = z.object({
  version: z.int(),
  enabled: z.boolean(),
  steps: z.array(StepBody),
  recorded_at: Instant.nullable(),
});

const PolicyReply = Version.extend({
  version: z.int().describe('0: only proposed, nothing is in force'),
  versions: z.array(Version).describe('The last 20, newest first'),
  can: z.object({ edit: Ability }),
}).meta({ id: 'DunningPolicy' });

export const policyRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/dunning-policy',
      summary: 'When you write to buyers that do not pay; a proposal until you set one.',
      access: 'reminder.read',
      reply: PolicyReply,
    },
    async (ctx) => {
      const { policy, versions } = await ownPolicy(ctx);
      return { ...policy, versions, can: { edit: allows(ctx.actor, 'reminder.manage') } };
    },
  ),
  route(
    {
      method: 'PUT',
      path: '/v1/billing/dunning-policy',
      summary: 'Sets it from the next morning on, as a new version.',
      access: 'reminder.manage',
      body: z.object({
        version: z.int().min(0).describe('The version that you have changed'),
        enabled: z.boolean(),
        steps: z.array(StepBody).max(4),
      }),
      reply: PolicyReply,
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => {
      await setPolicy(ctx, body);
      const { policy, versions } = await ownPolicy(ctx);
      return { ...policy, versions, can: { edit: allows(ctx.actor, 'reminder.manage') } };
    },
  ),
];
