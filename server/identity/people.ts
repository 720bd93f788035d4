import type { Ctx, Language } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { assert, found } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import { keepPassword } from './passwords.ts';
import { normalEmail, type Person } from './people.rules.ts';
import * as store from './people.sql.ts';
import { signedIn } from './signed-in.ts';

export type { Person } from './people.rules.ts';

/** `password_hash`: of `hashPassword`; without one they cannot sign in until they set a password by a link. */
export type NewPerson = { email: string; name: string; language: Language; password_hash?: string };

/**
 * The person of this e-mail address, made if there is none yet. Someone known keeps name, language and password: an
 * address alone proves nothing about who asks.
 */
export async function ensurePerson(ctx: Ctx, wanted: NewPerson): Promise<Person> {
  const email = normalEmail(wanted.email);
  const person: Person = {
    id: newId(),
    email,
    name: wanted.name.trim(),
    language: wanted.language,
    created_at: ctx.now.toISOString(),
  };
  return asSystem(ctx, async ({ db }) => {
    if (await store.insertPerson(db, person)) {
      await keepPassword(ctx, person.id, wanted.password_hash ?? null);
      return person;
    }
    const known = await store.findPersonByEmail(db, email);
    assert(known, 'a taken e-mail address has a person');
    return known;
  });
}

/** The person, across the wall: for mail and documents that name them. Throws 404 for an unknown id. */
export async function getPerson(ctx: Ctx, id: string): Promise<Person> {
  return found(await asSystem(ctx, ({ db }) => store.findPerson(db, id)), 'person');
}

/**
 * The person of this e-mail address, across the wall. Whether there is one is told only to someone who has shown that
 * the mailbox is theirs.
 */
export async function personByEmail(ctx: Ctx, email: string): Promise<Person | undefined> {
  return asSystem(ctx, ({ db }) => store.findPersonByEmail(db, normalEmail(email)));
}

/** People by id, across the wall: for names beside what the actor may see already. Unknown ids are not in the map. */
export async function peopleById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  const people = await asSystem(ctx, ({ db }) => store.findPeople(db, [...new Set(ids)]));
  return new Map(people.map((person) => [person.id, person]));
}

/** Changes what a person may change of themselves. */
export async function editMyself(ctx: Ctx, changes: { name?: string; language?: Language }): Promise<void> {
  const { personId } = signedIn(ctx);
  await asSystem(ctx, ({ db }) => store.updatePerson(db, personId, changes));
}
