import { z } from 'zod';
import { route } from '../../base/route.ts';
import { IdParams, Instant, LanguageCode } from '../../base/schemas.ts';
import { askForChoice, choicesOf, openChoice, recordChoice, signChoice } from './deal-choices.ts';
import { answered, DealDetailReply } from './deals.routes.ts';

const Token = z.string().min(20).max(100);
const SignerName = z.string().trim().min(2).max(120);
const Asked = z.object({
  chosen_id: z.uuid().nullable().default(null).describe('A reseller of the program'),
  chosen_name: z.string().trim().min(2).max(200).nullable().default(null).describe('Or a name'),
  signer_name: SignerName,
  signer_email: z.email().max(254),
  language: LanguageCode,
});

const ChoiceReply = z
  .object({
    chosen_name: z.string(),
    language: LanguageCode,
    text: z.string(),
    text_sha256: z.string(),
    signer_name: z.string(),
    signer_email: z.string(),
    via: z.enum(['link', 'office']),
    evidence: z.string().nullable(),
    address: z.string(),
    person_name: z.string().nullable().describe('Who at the office recorded it'),
    signed_at: Instant,
    seal_sha256: z.string(),
  })
  .meta({ id: 'CustomerChoice' });
const RequestReply = z.object({
  chosen_name: z.string(),
  signer_name: z.string(),
  signer_email: z.string(),
  requested_at: Instant,
  expires_at: Instant,
  used_at: Instant.nullable(),
});

export const dealChoiceRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/:id/choice',
      summary: 'The customer’s choice that the deal ended by, and the links sent for one; for the vendor.',
      access: 'deal.decide',
      params: IdParams,
      reply: z.object({ choice: ChoiceReply.nullable(), requests: z.array(RequestReply) }),
    },
    async (ctx, { params }) => {
      const { choice, requests } = await choicesOf(ctx, params.id);
      return { choice: choice as z.input<typeof ChoiceReply> | null, requests };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/deals/:id/choice',
      summary: 'Records that the customer has chosen another partner: the deal ends by it.',
      access: 'deal.decide',
      params: IdParams,
      body: Asked.extend({ evidence: z.string().trim().min(3).max(4000) }),
      reply: DealDetailReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => answered(ctx, await recordChoice(ctx, params.id, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/deals/:id/choice-link',
      summary: 'Asks the customer by a link that works once.',
      access: 'deal.decide',
      params: IdParams,
      body: Asked,
      reply: z.object({ signer_email: z.string() }),
      status: 202,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => {
      await askForChoice(ctx, params.id, body);
      return { signer_email: body.signer_email };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/choices/link',
      summary: 'What a customer’s link asks it to sign; does not use it up.',
      access: 'public',
      body: z.object({ token: Token }),
      reply: z.object({
        text: z.string(),
        language: LanguageCode,
        customer: z.string(),
        chosen: z.string(),
        vendor: z.string(),
        signer_name: z.string(),
      }),
      errors: ['link_expired'],
      perMinute: 60,
    },
    (ctx, { body }) => openChoice(ctx, body.token),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/choices',
      summary: 'The customer signs its choice of a partner.',
      access: 'public',
      body: z.object({ token: Token, signer_name: SignerName }),
      reply: z.object({ signed_at: Instant }),
      status: 201,
      errors: ['link_expired'],
      perMinute: 60,
    },
    (ctx, { body }) => signChoice(ctx, body.token, body.signer_name),
  ),
];
