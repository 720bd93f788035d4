import { type Actor, ANONYMOUS, type Ctx } from '../base/ctx.ts';
import { sha256 } from '../base/ids.ts';
import * as keys from './access-keys.sql.ts';
import { actorOfKey, actorOfSession } from './sessions.rules.ts';
import * as sessions from './sessions.sql.ts';

/**
 * Who knocks, by the bearer key or else the session cookie; anonymous when what they show is unknown, revoked or
 * expired. Runs as the system role, before the wall stands.
 */
export async function authenticate(ctx: Ctx, shown: { session?: string; bearer?: string }): Promise<Actor> {
  if (shown.bearer) return byKey(ctx, shown.bearer);
  if (shown.session) return bySession(ctx, shown.session);
  return ANONYMOUS;
}

async function bySession(ctx: Ctx, token: string): Promise<Actor> {
  const holder = await sessions.findHolder(ctx.db, sha256(token), ctx.now);
  if (!holder) return ANONYMOUS;
  await sessions.touchSession(ctx.db, holder.session_id, ctx.now);
  return actorOfSession(holder);
}

async function byKey(ctx: Ctx, token: string): Promise<Actor> {
  const holder = await keys.findKeyHolder(ctx.db, sha256(token));
  if (!holder) return ANONYMOUS;
  await keys.touchKey(ctx.db, holder, ctx.now);
  return actorOfKey(holder);
}
