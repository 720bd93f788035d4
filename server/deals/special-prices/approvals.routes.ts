import { z } from 'zod';
import { ROLES } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Bilingual, CivilDateText, Country, IdParams, Instant } from '../../base/schemas.ts';
import { getApprovalStructure, setApprovalStructure } from './approvals.ts';
import { endDelegation, listDelegations, listOfficeDeciders, setDelegation } from './delegations.ts';

const Fraction = z.string().regex(/^0(\.\d{1,6})?$/, 'Write a fraction such as 0.25 for 25 %.');

/** One level of the vendor's structure. */
export const ApprovalLevelBody = z
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
    levels: z.array(ApprovalLevelBody),
    decided_by_name: z.string().nullable(),
    recorded_at: Instant,
  })
  .meta({ id: 'ApprovalStructure' });

const PATH = '/v1/deals/approval-structure';

const DelegationBody = z.object({
  person_id: z.uuid(),
  delegate_id: z.uuid(),
  valid_from: CivilDateText,
  valid_to: CivilDateText.describe('The day the person is back'),
  reason: z.string().trim().max(500).nullable().default(null),
});

const DelegationReply = DelegationBody.extend({
  id: z.uuid(),
  person_name: z.string(),
  delegate_name: z.string(),
  recorded_at: Instant,
}).meta({ id: 'Delegation' });

const AWAY = '/v1/deals/delegations';

export const approvalRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/deciders',
      summary: 'The people of the office, to choose who decides and who stands in.',
      access: 'approval_structure.read',
      reply: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), email: z.string() })) }),
    },
    async (ctx) => ({ items: await listOfficeDeciders(ctx) }),
  ),
  route(
    {
      method: 'GET',
      path: AWAY,
      summary: 'Who of the office is away, and who decides in their place.',
      access: 'approval_structure.read',
      reply: z.object({ items: z.array(DelegationReply) }),
    },
    async (ctx) => ({ items: await listDelegations(ctx) }),
  ),
  route(
    {
      method: 'POST',
      path: AWAY,
      summary: 'Says who decides in somebody’s place for these days.',
      access: 'special_price.decide',
      body: DelegationBody,
      reply: z.object({ id: z.uuid() }),
      status: 201,
    },
    async (ctx, { body }) => ({ id: (await setDelegation(ctx, body)).id }),
  ),
  route(
    {
      method: 'POST',
      path: `${AWAY}/:id/end`,
      summary: 'Ends a delegation at once.',
      access: 'special_price.decide',
      params: IdParams,
      reply: z.object({ ended: z.literal(true) }),
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => {
      await endDelegation(ctx, params.id);
      return { ended: true as const };
    },
  ),
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
      body: z.object({ levels: z.array(ApprovalLevelBody).min(1).max(10) }),
      reply: StructureReply,
    },
    (ctx, { body }) => setApprovalStructure(ctx, body.levels),
  ),
];
