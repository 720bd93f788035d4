import { z } from 'zod';
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from '../base/audit-actions.ts';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { CivilDateText, Instant } from '../base/schemas.ts';
import { listAuditEntries } from './audit-entries.ts';

const AuditEntryReply = z
  .object({
    id: z.string(),
    action: z.enum(AUDIT_ACTIONS).describe('What was done: `noun.verb`'),
    subject_kind: z.enum(AUDIT_SUBJECTS),
    subject_id: z.uuid().nullable(),
    details: z.record(z.string(), z.unknown()),
    person_id: z.uuid().nullable(),
    person_name: z.string().nullable(),
    address: z.string().nullable(),
    recorded_at: Instant,
    hash: z.string().describe('Chains the entry to the one before it'),
  })
  .meta({ id: 'AuditEntry' });

const AuditQuery = ListQuery.extend({
  action: z.string().max(80).optional().describe('One action, or a noun with its dot: `invoice.`'),
  person_id: z.uuid().optional(),
  from: CivilDateText.optional(),
  to: CivilDateText.optional().describe('The last day, included'),
});

export const auditEntryRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/audit-entries',
      summary: 'Who did what in the organization.',
      access: 'audit.read',
      query: AuditQuery,
      reply: pageOf(AuditEntryReply),
    },
    async (ctx, { query }) => listAuditEntries(ctx, query, query),
  ),
];
