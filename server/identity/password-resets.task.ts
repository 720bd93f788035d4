import type { Ctx } from '../base/ctx.ts';
import { addMinutes } from '../base/dates.ts';
import { task } from '../base/jobs.ts';
import { homeOfPerson } from './home.ts';
import { sendPasswordReset } from './letters.mail.ts';
import * as links from './links.sql.ts';
import { makeLink } from './links.ts';
import { RESET_MINUTES, RESETS_AT_ONCE } from './password-resets.rules.ts';
import * as people from './people.sql.ts';

/** Sends the link if somebody has this e-mail address. Apart from the request, whose answer and time must tell nothing. */
export const sendResetLink = task<{ email: string }>('password.reset', (door, { email }) =>
  door.system((ctx) => sendIfKnown(ctx, email)),
);

async function sendIfKnown(ctx: Ctx, email: string): Promise<void> {
  const person = await people.findPersonByEmail(ctx.db, email);
  const home = person && (await homeOfPerson(ctx, person.id));
  if (!home) return;
  const recent = await links.countLinks(
    ctx.db,
    person.id,
    'password_reset',
    addMinutes(ctx.now, -RESET_MINUTES),
  );
  if (recent >= RESETS_AT_ONCE) return;
  const token = await makeLink(ctx, { kind: 'password_reset', personId: person.id, minutes: RESET_MINUTES });
  await sendPasswordReset(ctx, person, home, token, RESET_MINUTES);
}
