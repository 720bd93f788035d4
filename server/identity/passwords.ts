import { hash, verify } from '@node-rs/argon2';
import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { invalidField } from '../base/errors.ts';
import { type Owner, passwordFault } from './passwords.rules.ts';
import * as store from './secrets.sql.ts';

// Argon2id (the library's default) with OWASP's first choice: 19 MiB, two passes, one lane. Both calls run on libuv's
// threads, off the event loop.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash to keep of a password, with its salt and parameters (PHC text). About 30 ms. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

let nobodys: Promise<string> | undefined;

/** Whether the password fits the hash. Without a hash it takes as long and answers false, so that time tells nothing. */
export async function fits(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFKC'));
  return right && Boolean(passwordHash);
}

/** Refuses a weak password, pointing at `#/password`; answers the hash of a good one. */
export async function acceptPassword(password: string, owner: Owner): Promise<string> {
  const fault = passwordFault(password, owner);
  if (fault) throw invalidField('#/password', fault);
  return hashPassword(password);
}

/** Sets the person's password; null takes it away. Keeps the second factor as it is. */
export async function keepPassword(ctx: Ctx, personId: string, passwordHash: string | null): Promise<void> {
  await asSystem(ctx, ({ db }) => store.setPassword(db, personId, passwordHash, ctx.now));
}
