import { audit } from '../base/audit.ts';
import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { enqueue } from '../base/jobs.ts';
import { homeOfPerson } from './home.ts';
import * as links from './links.sql.ts';
import { readLink, useLink } from './links.ts';
import { sendResetLink } from './password-resets.task.ts';
import { acceptPassword, keepPassword } from './passwords.ts';
import { normalEmail } from './people.rules.ts';
import { getPerson } from './people.ts';
import * as sessions from './sessions.sql.ts';

/** Has a link to set a new password sent to the address. The same for addresses that nobody has. */
export async function requestPasswordReset(ctx: Ctx, email: string): Promise<void> {
  enqueue(ctx, sendResetLink, { email: normalEmail(email) });
}

/**
 * Sets the password by the link's token and signs the person out everywhere. The second factor stays: a mailbox alone
 * must not open an account that has one. Throws Fail `link_expired`, or invalid at `#/password`.
 */
export async function resetPassword(ctx: Ctx, token: string, password: string): Promise<void> {
  const { person_id } = await readLink(ctx, 'password_reset', token);
  const person = await getPerson(ctx, person_id);
  const hash = await acceptPassword(password, person);
  await useLink(ctx, 'password_reset', token);
  await keepPassword(ctx, person_id, hash);
  await asSystem(ctx, async ({ db }) => {
    await links.takeLinks(db, person_id, 'password_reset', ctx.now);
    await sessions.revokeSessions(db, person_id, null, ctx.now);
  });
  const home = await homeOfPerson(ctx, person_id);
  if (home)
    audit(ctx, {
      resellerId: home.organization.reseller_id,
      action: 'password.reset',
      subjectKind: 'person',
      subjectId: person_id,
    });
}
