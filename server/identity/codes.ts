import { TOTP as Totp } from 'otpauth';
import type { Ctx } from '../base/ctx.ts';
import { readableCode, sha256 } from '../base/ids.ts';
import { unseal } from '../base/sealed.ts';
import {
  DRIFT_STEPS,
  grouped,
  RECOVERY_CODES,
  RECOVERY_LETTERS,
  readCode,
  TOTP,
} from './second-factor.rules.ts';
import * as store from './second-factor.sql.ts';
import type * as secrets from './secrets.sql.ts';

/** Whether the code is good, using it up: of the app for this step of the clock, or a recovery code. Runs as the system. */
export async function useCode(ctx: Ctx, secret: secrets.Secret, typed: string): Promise<boolean> {
  const read = readCode(typed);
  if (!read) return false;
  if (read.kind === 'totp') return takeTotp(ctx, secret, read.code);
  return store.takeRecoveryCode(ctx.db, secret.person_id, sha256(read.code), ctx.now);
}

/** Whether it is the app's code of now, or of a step beside it, and was not used before; uses it up. Runs as the system. */
export async function takeTotp(ctx: Ctx, secret: secrets.Secret, code: string): Promise<boolean> {
  if (!secret.totp_secret) return false;
  const timestamp = ctx.now.getTime();
  const totp = new Totp({ ...TOTP, secret: unseal(secret.totp_secret, secret.person_id) });
  const delta = totp.validate({ token: code, timestamp, window: DRIFT_STEPS });
  if (delta === null) return false;
  return store.takeStep(ctx.db, secret.person_id, totp.counter({ timestamp }) + delta);
}

/** Ten new recovery codes in place of the old ones, as a person reads them. Runs as the system. */
export async function renewCodes(ctx: Ctx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => readableCode(RECOVERY_LETTERS));
  await store.putRecoveryCodes(
    ctx.db,
    personId,
    codes.map((code) => sha256(code)),
  );
  return codes.map(grouped);
}
