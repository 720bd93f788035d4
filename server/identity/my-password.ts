import { audit } from '../base/audit.ts';
import { acting, type Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { acceptPassword, keepPassword } from './passwords.ts';
import { getPerson } from './people.ts';
import * as sessions from './sessions.sql.ts';
import { confirmPassword } from './sign-in.ts';
import { signedIn } from './signed-in.ts';

/** A new password for the signed-in person, who shows the present one. Their other sessions end. Throws Fail invalid, `locked_out`. */
export async function changeMyPassword(
  ctx: Ctx,
  { present, password }: { present: string; password: string },
): Promise<void> {
  const { personId, sessionId } = signedIn(ctx);
  const person = await getPerson(ctx, personId);
  await confirmPassword(ctx, person, present, '#/present');
  await keepPassword(ctx, personId, await acceptPassword(password, person));
  await asSystem(ctx, ({ db }) => sessions.revokeSessions(db, personId, sessionId, ctx.now));
  audit(ctx, {
    resellerId: acting(ctx).resellerId,
    action: 'password.changed',
    subjectKind: 'person',
    subjectId: personId,
  });
}
