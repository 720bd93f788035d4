import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { IdentityPerson } from '../../db/types.ts';
import { PASSWORD_MAX } from './passwords.rules.ts';

export type Person = Selectable<IdentityPerson>;

/** An e-mail address as it is kept and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** A secret as it is typed: no rule but that it is there. */
export const Typed = z.string().min(1, 'Enter it.').max(PASSWORD_MAX);
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('Write an e-mail address like name@example.com.'));
export const PersonName = z.string().trim().min(2, 'Write a name of at least two letters.').max(120);
