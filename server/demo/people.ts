import { type Actor, type Ctx, SYSTEM } from '../base/ctx.ts';
import { systemNow } from '../base/dates.ts';
import type { Door } from '../base/door.ts';
import type { OrganizationKind } from '../base/permissions.ts';
import { addMember, DEMO_PASSWORD, demoSignIns, type Organization, type Person } from '../identity/index.ts';
import { type DemoMember, languageOf } from './data.ts';

/** The person as an actor for the organization, as a session would make them. */
function actorOf(organization: Organization, person: Person, roles: readonly string[]): Actor {
  return {
    ...SYSTEM,
    kind: 'person',
    personId: person.id,
    personName: person.name,
    organizationId: organization.id,
    organizationKind: organization.kind as OrganizationKind,
    organizationState: organization.state,
    sellerId: organization.seller_id,
    resellerId: organization.reseller_id,
    roles,
  };
}

/** Makes the people members of the organization, with the demo's password; answers them as actors by their key. */
export async function addPeople(
  ctx: Ctx,
  organization: Organization,
  members: readonly DemoMember[],
  passwordHash: string,
): Promise<Map<string, Actor>> {
  const actors = new Map<string, Actor>();
  for (const { key, name, email, language, roles } of members) {
    const person = { name, email, language: languageOf(language), password_hash: passwordHash };
    actors.set(key, actorOf(organization, await addMember(ctx, organization, { ...person, roles }), roles));
  }
  return actors;
}

/** What is printed under the address when the demo starts: whom to sign in as. */
export async function signInLines(door: Door): Promise<string[]> {
  const people = await door.system((ctx) => demoSignIns(ctx), systemNow());
  if (people.length === 0) return [];
  const wide = Math.max(...people.map(({ kind, role }) => kind.length + role.length));
  const line = ({ kind, role, email }: (typeof people)[number]) =>
    `  ${`${kind} ${role.replace('_', ' ')}`.padEnd(wide + 3)}${email}`;
  return [
    `To try it, sign in as one of these; the password is "${DEMO_PASSWORD}" (without the quotes).`,
    ...people.map(line),
  ];
}
