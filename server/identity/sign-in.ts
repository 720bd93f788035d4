import type { Ctx } from '../base/ctx.ts';
import { addMinutes } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { Fail } from '../base/errors.ts';
import { useCode } from './codes.ts';
import { fits } from './passwords.ts';
import { normalEmail, type Person } from './people.rules.ts';
import * as people from './people.sql.ts';
import * as secrets from './secrets.sql.ts';
import { LIMITS, lockReason, networkOf } from './sign-in.rules.ts';
import * as attempts from './sign-in.sql.ts';

/** `code`: of the authenticator app, or a recovery code. */
export type Proof = { email: string; password: string; code?: string | undefined };

/**
 * The person who can show this e-mail address and password and, where a second factor is on, a code. Unknown addresses
 * and wrong passwords answer alike and take as long. Throws Fail `wrong_sign_in` (counted, even though the transaction
 * is refused), `code_required` (send the same with `code`), `locked_out`.
 */
export async function prove(ctx: Ctx, { email: given, password, code }: Proof): Promise<Person> {
  const email = normalEmail(given);
  return asSystem(ctx, async ({ db }) => {
    await refuseIfLocked(ctx, email);
    const person = await people.findPersonByEmail(db, email);
    const secret = person && (await secrets.findSecret(db, person.id));
    const right = await fits(password, secret?.password_hash);
    if (!person || !secret || !right)
      throw await counted(ctx, email, 'The e-mail address or the password is not right.');
    if (secret.totp_confirmed_at && !code) {
      throw new Fail(
        'unauthenticated',
        'code_required',
        'Enter the code of your authenticator app, or a recovery code.',
      );
    }
    if (secret.totp_confirmed_at && !(await useCode(ctx, secret, code ?? ''))) {
      throw await counted(ctx, email, 'The code is not right, or was used already. Wait for the next one.');
    }
    await record(ctx, email, true);
    return person;
  });
}

/**
 * Asks a signed-in person for their password again, before something that a borrowed session must not do. Throws Fail
 * invalid at `pointer` for a wrong one (counted), `locked_out`.
 */
export async function confirmPassword(
  ctx: Ctx,
  person: Person,
  password: string,
  pointer = '#/password',
): Promise<void> {
  await asSystem(ctx, async ({ db }) => {
    await refuseIfLocked(ctx, person.email);
    const secret = await secrets.findSecret(db, person.id);
    if (await fits(password, secret?.password_hash)) return;
    await record(ctx, person.email, false);
    const detail = 'This is not your present password.';
    throw new Fail('invalid', 'invalid_field', detail, { errors: [{ pointer, detail }], commits: true });
  });
}

async function refuseIfLocked(ctx: Ctx, email: string): Promise<void> {
  const network = networkOf(ctx.address);
  await attempts.queueAttempt(ctx.db, email, network);
  const reason = lockReason(await attempts.countFailures(ctx.db, email, network, windowStart(ctx)));
  if (reason)
    throw new Fail('limited', 'locked_out', reason, { retryAfterSeconds: LIMITS.windowMinutes * 60 });
}

async function counted(ctx: Ctx, email: string, sentence: string): Promise<Fail> {
  await record(ctx, email, false);
  return new Fail('unauthenticated', 'wrong_sign_in', sentence, { commits: true });
}

async function record(ctx: Ctx, email: string, succeeded: boolean): Promise<void> {
  const attempt = { email, address: networkOf(ctx.address), succeeded, attempted_at: ctx.now };
  await attempts.insertAttempt(ctx.db, attempt, windowStart(ctx));
}

function windowStart(ctx: Ctx): Date {
  return addMinutes(ctx.now, -LIMITS.windowMinutes);
}
