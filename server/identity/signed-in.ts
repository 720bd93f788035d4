import type { Ctx } from '../base/ctx.ts';
import { Fail } from '../base/errors.ts';

/** The person who acts. Throws 401 for nobody and 403 for an access key, which is no person. */
export function signedIn(ctx: Ctx): { personId: string; sessionId: string | null } {
  const { kind, personId, sessionId } = ctx.actor;
  if (kind === 'anonymous') throw new Fail('unauthenticated', 'not_signed_in', 'Sign in first.');
  if (!personId)
    throw new Fail(
      'forbidden',
      'not_allowed',
      'Only a person can do this: sign in instead of using an access key.',
    );
  return { personId, sessionId };
}
