import { audit } from '../base/audit.ts';
import { acting, type Ctx } from '../base/ctx.ts';
import { addMinutes } from '../base/dates.ts';
import { asSystem, standAs } from '../base/door.ts';
import { Fail, missing } from '../base/errors.ts';
import { newId, newSecret, sha256 } from '../base/ids.ts';
import { actorOfSession, deviceName, SESSION_MINUTES } from './sessions.rules.ts';
import * as store from './sessions.sql.ts';
import { type Proof, prove } from './sign-in.ts';
import { signedIn } from './signed-in.ts';

export type SessionCookie = { value: string; maxAgeSeconds: number };

/** Removes the cookie from the browser. */
export const NO_COOKIE: SessionCookie = { value: '', maxAgeSeconds: 0 };

/** Signs in by e-mail address, password and code. From here on the ctx's actor is this person. Throws as `prove`. */
export async function signIn(ctx: Ctx, proof: Proof): Promise<SessionCookie> {
  const person = await prove(ctx, proof);
  return startSession(ctx, person.id);
}

/**
 * A new session of the person, acting for the organization (the one they have belonged to longest, unless given); a
 * session this browser had before ends. From here on the ctx's actor is this person. The caller has proved who they are.
 */
export async function startSession(
  ctx: Ctx,
  personId: string,
  organizationId: string | null = null,
): Promise<SessionCookie> {
  const token = newSecret();
  const before = ctx.actor;
  const holder = await asSystem(ctx, async ({ db }) => {
    if (before.sessionId && before.personId)
      await store.revokeSession(db, before.personId, before.sessionId, ctx.now);
    await store.insertSession(db, newSession(ctx, token, personId, organizationId));
    return store.findHolder(db, sha256(token), ctx.now);
  });
  if (!holder)
    throw new Fail(
      'forbidden',
      'not_allowed',
      'You belong to no organization here any more. Ask for an invitation.',
    );
  ctx.actor = actorOfSession(holder);
  await standAs(ctx);
  audit(ctx, {
    resellerId: holder.reseller_id,
    action: 'session.started',
    subjectKind: 'session',
    subjectId: holder.session_id,
  });
  return { value: token, maxAgeSeconds: SESSION_MINUTES * 60 };
}

function newSession(ctx: Ctx, token: string, personId: string, organizationId: string | null) {
  const now = ctx.now.toISOString();
  return {
    id: newId(),
    token_hash: sha256(token),
    person_id: personId,
    organization_id: organizationId,
    address: ctx.address,
    user_agent: ctx.userAgent,
    created_at: now,
    last_seen_at: now,
    expires_at: addMinutes(ctx.now, SESSION_MINUTES).toISOString(),
    revoked_at: null,
  };
}

/** Ends the session that this request came with. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { personId, sessionId } = signedIn(ctx);
  if (!sessionId) return;
  await asSystem(ctx, ({ db }) => store.revokeSession(db, personId, sessionId, ctx.now));
  audit(ctx, {
    resellerId: acting(ctx).resellerId,
    action: 'session.ended',
    subjectKind: 'session',
    subjectId: sessionId,
  });
}

/** Acts for another of the person's organizations from now on. Throws 404 for one they do not belong to. */
export async function switchOrganization(ctx: Ctx, organizationId: string): Promise<void> {
  const { personId, sessionId } = signedIn(ctx);
  if (!sessionId)
    throw new Fail(
      'forbidden',
      'not_allowed',
      'Only a sign-in from a browser can act for another organization.',
    );
  const holder = await asSystem(ctx, async ({ db }) => {
    await store.pointSession(db, sessionId, organizationId);
    return store.findHolderOf(db, sessionId);
  });
  if (holder?.organization_id !== organizationId || holder.person_id !== personId)
    throw missing('organization');
  ctx.actor = actorOfSession(holder);
  await standAs(ctx);
}

export type MySession = {
  id: string;
  device: string | null;
  address: string | null;
  created_at: string;
  last_seen_at: string;
  current: boolean;
};

/** Where the person is signed in, the latest used first. */
export async function listMySessions(ctx: Ctx): Promise<MySession[]> {
  const { personId, sessionId } = signedIn(ctx);
  const sessions = await asSystem(ctx, ({ db }) => store.listSessions(db, personId, ctx.now));
  return sessions.map(({ id, user_agent, address, created_at, last_seen_at }) => ({
    id,
    device: deviceName(user_agent),
    address,
    created_at,
    last_seen_at,
    current: id === sessionId,
  }));
}

/** Signs one of the person's own sessions out. Throws 404 for any other. */
export async function revokeMySession(ctx: Ctx, id: string): Promise<void> {
  const { personId } = signedIn(ctx);
  const revoked = await asSystem(ctx, ({ db }) => store.revokeSession(db, personId, id, ctx.now));
  if (!revoked) throw missing('session');
  audit(ctx, {
    resellerId: acting(ctx).resellerId,
    action: 'session.revoked',
    subjectKind: 'session',
    subjectId: id,
  });
}

/** Signs the person out everywhere but here; answers how many sessions that ended. */
export async function revokeMyOtherSessions(ctx: Ctx): Promise<number> {
  const { personId, sessionId } = signedIn(ctx);
  const count = await asSystem(ctx, ({ db }) => store.revokeSessions(db, personId, sessionId, ctx.now));
  audit(ctx, {
    resellerId: acting(ctx).resellerId,
    action: 'session.others_revoked',
    subjectKind: 'person',
    subjectId: personId,
    details: { count },
  });
  return count;
}
