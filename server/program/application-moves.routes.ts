import { z } from 'zod';
import { route } from '../base/route.ts';
import { CurrencyCode, IdParams, LanguageCode } from '../base/schemas.ts';
import {
  ApplicationDetailReply,
  applicationDetail,
  ParticularsChange,
  Words,
} from './applications.routes.ts';
import {
  answerApplication,
  askForMore,
  declineApplication,
  submitApplication,
  withdrawApplication,
} from './applications.ts';
import { approveApplication } from './approval.ts';

const ONE = { params: IdParams, reply: ApplicationDetailReply, errors: ['illegal_move' as const] };

export const applicationMoveRoutes = [
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/accept-terms',
      summary: 'Accepts the current partner terms; the application is with the vendor from here on.',
      access: 'agreement.accept',
      body: z.object({
        terms_id: z.uuid(),
        language: LanguageCode,
        text_sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
      errors: ['illegal_move', 'terms_changed'],
    },
    async (ctx, { params, body }) => applicationDetail(ctx, await submitApplication(ctx, params.id, body)),
  ),
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/ask',
      summary: 'Asks the applicant for more.',
      access: 'application.decide',
      body: z.object({ note: Words }),
    },
    async (ctx, { params, body }) => applicationDetail(ctx, await askForMore(ctx, params.id, body.note)),
  ),
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/answer',
      summary: 'Answers what was asked, with corrected particulars.',
      access: 'application.answer',
      body: z.object({ note: Words, particulars: ParticularsChange.default({}) }),
    },
    async (ctx, { params, body }) =>
      applicationDetail(ctx, await answerApplication(ctx, params.id, body.note, body.particulars)),
  ),
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/approve',
      summary: 'Takes the applicant into the program.',
      access: 'application.decide',
      body: z.object({
        channel_manager_id: z.uuid(),
        channel_supervisor_id: z.uuid(),
        bundle_plan_id: z.uuid(),
        billing_preference: z.enum(['prepay', 'postpay']),
        currency: CurrencyCode,
      }),
    },
    async (ctx, { params, body }) => applicationDetail(ctx, await approveApplication(ctx, params.id, body)),
  ),
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/decline',
      summary: 'Declines the application, with a reason that the applicant reads.',
      access: 'application.decide',
      body: z.object({ reason: Words }),
    },
    async (ctx, { params, body }) =>
      applicationDetail(ctx, await declineApplication(ctx, params.id, body.reason)),
  ),
  route(
    {
      ...ONE,
      method: 'POST',
      path: '/v1/program/applications/:id/withdraw',
      summary: 'Takes the application back.',
      access: 'application.answer',
      body: z.object({ note: Words.nullable().default(null) }),
    },
    async (ctx, { params, body }) =>
      applicationDetail(ctx, await withdrawApplication(ctx, params.id, body.note)),
  ),
];
