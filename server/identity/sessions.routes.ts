import { z } from 'zod';
import type { Ctx } from '../base/ctx.ts';
import { type Answer, route } from '../base/route.ts';
import { Ability, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { demoSignIns } from './demo-sign-ins.ts';
import { changeMyPassword } from './my-password.ts';
import { getMySession } from './my-session.ts';
import { PersonName, Typed } from './people.rules.ts';
import { editMyself } from './people.ts';
import {
  listMySessions,
  NO_COOKIE,
  revokeMyOtherSessions,
  revokeMySession,
  type SessionCookie,
  signIn,
  signOut,
  switchOrganization,
} from './sessions.ts';

const Kind = z.enum(['vendor', 'reseller', 'customer']);

export const SessionReply = z
  .object({
    person: z.object({ id: z.uuid(), name: z.string(), email: z.string(), language: LanguageCode }),
    organization: z.object({
      id: z.uuid(),
      name: z.string(),
      kind: Kind,
      state: z.string(),
      country: z.string(),
      currency: z.string(),
      time_zone: z.string(),
      language: LanguageCode,
    }),
    seller: z
      .object({
        id: z.uuid(),
        name: z.string(),
        support_email: z.string().nullable(),
        support_phone: z.string().nullable(),
        support_url: z.string().nullable(),
        brand_color: z.string().nullable(),
      })
      .nullable(),
    roles: z.array(z.string()),
    organizations: z.array(
      z.object({ id: z.uuid(), name: z.string(), kind: Kind, roles: z.array(z.string()) }),
    ),
    can: z
      .record(z.string(), Ability)
      .describe('Every action of the permissions table: true, or the sentence that says why not'),
    second_factor: z.boolean(),
    demo: z.boolean(),
    live_cursor: z.string().describe('Pass it as `after` to /v1/events to hear what happens from now on'),
  })
  .meta({ id: 'Session' });

/** The answer about who is signed in now. */
async function sessionReply(ctx: Ctx): Promise<z.input<typeof SessionReply>> {
  return (await getMySession(ctx)) as z.input<typeof SessionReply>;
}

/** Sets the cookie and answers the session that just began. */
export async function signedInReply(
  ctx: Ctx,
  answer: Answer,
  cookie: SessionCookie,
): Promise<z.input<typeof SessionReply>> {
  answer.cookie = cookie;
  return sessionReply(ctx);
}

const SignIn = z.object({
  email: z.string().trim().toLowerCase().min(1, 'Enter your e-mail address.').max(254),
  password: Typed,
  code: z
    .string()
    .trim()
    .max(40)
    .optional()
    .describe('Of the authenticator app, or a recovery code; only when `code_required` was answered'),
});

const MySession = z
  .object({
    id: z.uuid(),
    device: z.string().nullable(),
    address: z.string().nullable(),
    created_at: Instant,
    last_seen_at: Instant,
    current: z.boolean(),
  })
  .meta({ id: 'MySession' });

const DemoSignIn = z.object({
  email: z.string(),
  name: z.string(),
  role: z.string(),
  organization: z.string(),
  kind: Kind,
  password: z.string(),
});

export const sessionRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/session/demo',
      summary: 'Whom to sign in as; on a server that runs the demo program alone.',
      access: 'public',
      reply: z.object({ items: z.array(DemoSignIn) }),
    },
    async (ctx) => ({ items: await demoSignIns(ctx) }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session',
      summary: 'Signs in: sets the session cookie.',
      access: 'public',
      body: SignIn,
      reply: SessionReply,
      perMinute: 60,
      errors: ['wrong_sign_in', 'code_required', 'locked_out'],
    },
    async (ctx, { body, answer }) => signedInReply(ctx, answer, await signIn(ctx, body)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/session',
      summary: 'Who is signed in, for which organization, and what they may do.',
      access: 'person',
      reply: SessionReply,
    },
    async (ctx) => sessionReply(ctx),
  ),
  route(
    { method: 'DELETE', path: '/v1/session', summary: 'Signs out.', access: 'person', status: 204 },
    async (ctx, { answer }) => {
      answer.cookie = NO_COOKIE;
      await signOut(ctx);
      return undefined;
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/organization',
      summary: 'Acts for another of the person’s organizations.',
      access: 'person',
      body: z.object({ organization_id: z.uuid() }),
      reply: SessionReply,
    },
    async (ctx, { body }) => {
      await switchOrganization(ctx, body.organization_id);
      return sessionReply(ctx);
    },
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/session/person',
      summary: 'Changes one’s own name or language.',
      access: 'person',
      body: z.object({ name: PersonName, language: LanguageCode }).partial(),
      reply: SessionReply,
    },
    async (ctx, { body }) => {
      await editMyself(ctx, body);
      return sessionReply(ctx);
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/password',
      summary: 'Changes one’s own password; other sessions end.',
      access: 'person',
      status: 204,
      body: z.object({ present: Typed, password: Typed }),
      perMinute: 20,
      errors: ['locked_out'],
    },
    async (ctx, { body }) => {
      await changeMyPassword(ctx, body);
      return undefined;
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/identity/sessions',
      summary: 'Where the person is signed in.',
      access: 'person',
      reply: z.object({ items: z.array(MySession) }),
    },
    async (ctx) => ({ items: await listMySessions(ctx) }),
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/identity/sessions/:id',
      summary: 'Signs one of the person’s own sessions out.',
      access: 'person',
      status: 204,
      params: IdParams,
    },
    async (ctx, { params }) => {
      await revokeMySession(ctx, params.id);
      return undefined;
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/sessions/revoke-others',
      summary: 'Signs the person out everywhere but here.',
      access: 'person',
      reply: z.object({ revoked: z.int() }),
    },
    async (ctx) => ({ revoked: await revokeMyOtherSessions(ctx) }),
  ),
];
