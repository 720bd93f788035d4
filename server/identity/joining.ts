import type { Ctx, Language } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { Fail } from '../base/errors.ts';
import { sha256 } from '../base/ids.ts';
import { type Invitation, stateOfInvitation } from './invitations.rules.ts';
import * as store from './invitations.sql.ts';
import { addMember } from './members.ts';
import type { Organization } from './organizations.rules.ts';
import { getOrganization } from './organizations.ts';
import { acceptPassword, keepPassword } from './passwords.ts';
import { ensurePerson, type Person, personByEmail } from './people.ts';
import * as secrets from './secrets.sql.ts';
import { type SessionCookie, startSession } from './sessions.ts';
import { prove } from './sign-in.ts';

/** What the link's page shows. `known`: they have a password here, and accept with it instead of choosing one. */
export type OpenInvitation = Pick<Invitation, 'email' | 'name' | 'language' | 'roles' | 'expires_at'> & {
  organization: Pick<Organization, 'name' | 'kind'>;
  known: boolean;
};

/** `name` is for a new person; `code` for a known one with a second factor. */
export type Acceptance = {
  token: string;
  password: string;
  name?: string | undefined;
  code?: string | undefined;
};

/** What a link invites to. Throws Fail `link_expired`. */
export async function readInvitation(ctx: Ctx, token: string): Promise<OpenInvitation> {
  const { invitation, organization } = await hold(ctx, token);
  const { email, name, language, roles, expires_at } = invitation;
  const known = Boolean(await knownBy(ctx, email));
  return {
    email,
    name,
    language,
    roles,
    expires_at,
    known,
    organization: { name: organization.name, kind: organization.kind },
  };
}

/**
 * Accepts: a new person sets name and password (the letter proved the address), a known one signs in with theirs. From
 * here on the ctx's actor is this person, acting for the organization. Throws Fail `link_expired`, invalid on a weak
 * password, and as `prove` for a known person.
 */
export async function acceptInvitation(ctx: Ctx, { token, ...shown }: Acceptance): Promise<SessionCookie> {
  const { invitation, organization } = await hold(ctx, token);
  const known = await knownBy(ctx, invitation.email);
  const person = known
    ? await prove(ctx, { ...shown, email: invitation.email })
    : await introduce(ctx, invitation, organization, shown);
  const { email, roles } = invitation;
  await addMember(ctx, organization, {
    email,
    name: person.name,
    language: person.language as Language,
    roles,
  });
  const accepted_at = ctx.now.toISOString();
  await asSystem(ctx, ({ db }) => store.updateInvitation(db, invitation, { accepted_at }));
  return startSession(ctx, person.id, organization.id);
}

async function hold(
  ctx: Ctx,
  token: string,
): Promise<{ invitation: Invitation; organization: Organization }> {
  // Across the wall: who holds a link acts for nobody yet.
  return asSystem(ctx, async ({ db }) => {
    const invitation = await store.holdByToken(db, sha256(token));
    if (!invitation || stateOfInvitation(invitation, ctx.now) !== 'open') {
      throw new Fail(
        'conflict',
        'link_expired',
        'This invitation was accepted, withdrawn or is too old. Ask for a new one.',
      );
    }
    return { invitation, organization: await getOrganization(ctx, invitation.organization_id) };
  });
}

/** The person of the address, if they can sign in: one who never set a password is as good as new. */
export async function knownBy(ctx: Ctx, email: string): Promise<Person | undefined> {
  const person = await personByEmail(ctx, email);
  if (!person) return undefined;
  const secret = await asSystem(ctx, ({ db }) => secrets.findSecret(db, person.id));
  return secret?.password_hash ? person : undefined;
}

/** A new person with the name and password they chose. */
async function introduce(
  ctx: Ctx,
  invitation: Invitation,
  organization: Organization,
  shown: Omit<Acceptance, 'token'>,
): Promise<Person> {
  const { email, language } = invitation;
  const name = shown.name ?? invitation.name;
  const password_hash = await acceptPassword(shown.password, {
    email,
    name,
    organization: organization.name,
  });
  const person = await ensurePerson(ctx, { email, name, language: language as Language });
  await keepPassword(ctx, person.id, password_hash);
  return person;
}
