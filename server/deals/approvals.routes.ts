import { z } from 'zod';
import { ROLES } from '../base/permissions.ts';
import { route } from '../base/route.ts';
import { Bilingual, Country, Instant } from '../base/schemas.ts';
import { getApprovalStructure, setApprovalStructure } from './approvals.ts';

const Fraction = z.string().regex(/^0(\.\d{1,6})?$/, 'Write a fraction such as 0.25 for 25 %.');

const Level = z
  .object({
    name: Bilingual,
    roles: z.array(z.enum(ROLES.vendor)).max(10),
    person_ids: z.array(z.uuid()).max(50),
    conditions: z.object({
      discount_over: Fraction.nullable().describe('Needed when the discount on list is deeper'),
      value_over: z
        .int()
        .min(0)
        .nullable()
        .describe('Needed when a year is worth more, in minor units of the vendor’s currency'),
      margin_under: Fraction.nullable().describe('Needed when the vendor’s margin is thinner, or not known'),
      countries: z.array(Country).max(250).describe('Only for customers there; empty: everywhere'),
    }),
    decide_within_hours: z.int().min(1).max(2000),
    remind_after_hours: z.int().min(1).max(2000),
  })
  .meta({ id: 'ApprovalLevel' });

const StructureReply = z
  .object({
    version: z.int(),
    levels: z.array(Level),
    decided_by_name: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'ApprovalStructure' });

const PATH = '/v1/deals/approval-structure';

export const approvalRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The levels that a special price goes through.',
      access: 'approval_structure.read',
      reply: StructureReply,
    },
    (ctx) => getApprovalStructure(ctx),
  ),
  route(
    {
      method: 'PUT',
      path: PATH,
      summary: 'Writes the next version of the levels, for requests that come in from now on.',
      access: 'approval_structure.edit',
      body: z.object({ levels: z.array(Level).min(1).max(10) }),
      reply: StructureReply,
    },
    (ctx, { body }) => setApprovalStructure(ctx, body.levels),
  ),
];
