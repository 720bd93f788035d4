import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Ability, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { INVITATION_STATES } from './invitations.rules.ts';
import {
  type InvitationView,
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from './invitations.ts';
import { acceptInvitation, readInvitation } from './joining.ts';
import { Roles, Whose } from './members.routes.ts';
import { Email, PersonName, Typed } from './people.rules.ts';
import { SessionReply, signedInReply } from './sessions.routes.ts';

const NewInvitation = Whose.extend({
  email: Email,
  name: PersonName,
  language: LanguageCode.default('en'),
  roles: Roles,
});

const InvitationReply = z
  .object({
    id: z.uuid(),
    organization_id: z.uuid(),
    email: z.string(),
    name: z.string(),
    language: LanguageCode,
    roles: z.array(z.string()),
    invited_at: Instant,
    expires_at: Instant,
    accepted_at: Instant.nullable(),
    revoked_at: Instant.nullable(),
    state: z.enum(INVITATION_STATES),
    can: z.object({ resend: Ability, revoke: Ability }),
  })
  .meta({ id: 'Invitation' });

const OpenInvitation = z.object({
  organization: z.object({ name: z.string(), kind: z.enum(['vendor', 'reseller', 'customer']) }),
  email: z.string(),
  name: z.string(),
  language: LanguageCode,
  roles: z.array(z.string()),
  expires_at: Instant,
  known: z.boolean().describe('True: accept with the password you have here. False: choose one.'),
});

const Token = z.object({ token: z.string().min(1).max(200) });
const Acceptance = Token.extend({
  password: Typed,
  name: PersonName.optional(),
  code: z.string().trim().max(40).optional(),
});

function reply(invitation: InvitationView) {
  return invitation as z.input<typeof InvitationReply>;
}

export const invitationRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/invitations',
      summary: 'Invitations to an organization.',
      access: 'person',
      query: ListQuery.extend(Whose.shape),
      reply: pageOf(InvitationReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listInvitations(ctx, query, query);
      return { items: items.map(reply), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/invitations',
      summary: 'Invites somebody by e-mail: to one’s own organization, or to a buyer.',
      access: 'person',
      body: NewInvitation,
      reply: InvitationReply,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => reply(await invite(ctx, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/invitations/:id/resend',
      summary: 'Sends the letter again, with a new link.',
      access: 'person',
      params: IdParams,
      reply: InvitationReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => reply(await resendInvitation(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/invitations/:id/revoke',
      summary: 'Takes an invitation back.',
      access: 'person',
      params: IdParams,
      reply: InvitationReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params }) => reply(await revokeInvitation(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/invitations/read',
      summary: 'What an invitation’s link is about.',
      access: 'public',
      body: Token,
      reply: OpenInvitation,
      perMinute: 60,
      errors: ['link_expired'],
    },
    async (ctx, { body }) => (await readInvitation(ctx, body.token)) as z.input<typeof OpenInvitation>,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/invitations/accept',
      summary: 'Accepts an invitation and signs in.',
      access: 'public',
      body: Acceptance,
      reply: SessionReply,
      perMinute: 60,
      errors: ['link_expired', 'wrong_sign_in', 'code_required', 'locked_out'],
    },
    async (ctx, { body, answer }) => signedInReply(ctx, answer, await acceptInvitation(ctx, body)),
  ),
];
