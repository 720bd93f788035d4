import type { Selectable } from 'kysely';
import type { IdentityPerson } from '../../db/types.ts';

export type Person = Selectable<IdentityPerson>;

/** An e-mail address as it is kept and compared. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}
