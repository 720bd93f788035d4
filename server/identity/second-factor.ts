import { TOTP as Totp, Secret as TotpSecret } from 'otpauth';
import { encodeQR } from 'qr';
import { audit } from '../base/audit.ts';
import type { AuditAction } from '../base/audit-actions.ts';
import { acting, type Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { Fail, invalidField } from '../base/errors.ts';
import { seal } from '../base/sealed.ts';
import { renewCodes, takeTotp } from './codes.ts';
import { getPerson } from './people.ts';
import { readCode, TOTP } from './second-factor.rules.ts';
import * as store from './second-factor.sql.ts';
import * as secrets from './secrets.sql.ts';
import { confirmPassword } from './sign-in.ts';
import { signedIn } from './signed-in.ts';

export type SecondFactor = { enabled: boolean; enabled_at: string | null; recovery_codes_left: number };

/** Whether the signed-in person needs a code, and how many recovery codes they have left. */
export async function getSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const { personId } = signedIn(ctx);
  return asSystem(ctx, async ({ db }) => {
    const secret = await secrets.findSecret(db, personId);
    const enabled_at = secret?.totp_confirmed_at ?? null;
    return {
      enabled: enabled_at !== null,
      enabled_at,
      recovery_codes_left: await store.countRecoveryCodes(db, personId),
    };
  });
}

/** A new secret for the person's app, as text, otpauth URL and QR code (SVG). Not in force before `confirmSecondFactor`. */
export async function startSecondFactor(
  ctx: Ctx,
  password: string,
): Promise<{ secret: string; url: string; qr_svg: string }> {
  const person = await getPerson(ctx, signedIn(ctx).personId);
  await confirmPassword(ctx, person, password);
  if ((await getSecondFactor(ctx)).enabled) {
    throw new Fail(
      'conflict',
      'already_exists',
      'A second factor is on already. Turn it off first to set up another app.',
    );
  }
  const secret = new TotpSecret({ size: 20 }).base32;
  await asSystem(ctx, ({ db }) => store.proposeSecret(db, person.id, seal(secret, person.id)));
  const url = new Totp({ ...TOTP, issuer: 'Caravan', label: person.email, secret }).toString();
  return { secret, url, qr_svg: encodeQR(url, 'svg', { ecc: 'medium', border: 2 }) };
}

/** Puts the secret in force by its first code. Answers ten recovery codes, which nobody can see again. */
export async function confirmSecondFactor(ctx: Ctx, code: string): Promise<{ recovery_codes: string[] }> {
  const { personId } = signedIn(ctx);
  return asSystem(ctx, async ({ db }) => {
    const secret = await secrets.findSecret(db, personId);
    if (!secret?.totp_secret || secret.totp_confirmed_at) {
      throw new Fail(
        'conflict',
        'illegal_move',
        'There is no second factor waiting for its first code. Start again.',
      );
    }
    const read = readCode(code);
    if (read?.kind !== 'totp' || !(await takeTotp(ctx, secret, read.code))) {
      throw invalidField(
        '#/code',
        'This is not the code your app shows now. Check that the clock of your phone is right.',
      );
    }
    await store.confirmSecret(db, personId, ctx.now);
    tell(ctx, 'second_factor.enabled');
    return { recovery_codes: await renewCodes(ctx, personId) };
  });
}

/** Ten new recovery codes; the old ones are no longer good. */
export async function renewRecoveryCodes(ctx: Ctx, password: string): Promise<{ recovery_codes: string[] }> {
  const person = await getPerson(ctx, signedIn(ctx).personId);
  await confirmPassword(ctx, person, password);
  if (!(await getSecondFactor(ctx)).enabled)
    throw new Fail('conflict', 'illegal_move', 'Turn the second factor on first.');
  tell(ctx, 'second_factor.codes_renewed');
  return { recovery_codes: await asSystem(ctx, () => renewCodes(ctx, person.id)) };
}

/** Turns the second factor off. */
export async function disableSecondFactor(ctx: Ctx, password: string): Promise<void> {
  const person = await getPerson(ctx, signedIn(ctx).personId);
  await confirmPassword(ctx, person, password);
  await asSystem(ctx, ({ db }) => store.clearSecret(db, person.id));
  tell(ctx, 'second_factor.disabled');
}

function tell(ctx: Ctx, action: AuditAction): void {
  const { resellerId } = acting(ctx);
  audit(ctx, { resellerId, action, subjectKind: 'person', subjectId: ctx.actor.personId });
}
