import type { Selectable } from 'kysely';
import type { IdentitySession } from '../../db/types.ts';
import type { Actor } from '../base/ctx.ts';
import type { OrganizationKind } from '../base/permissions.ts';

export type Session = Selectable<IdentitySession>;

/** A sign-in lasts this long, whether used or not. */
export const SESSION_MINUTES = 30 * 24 * 60;

/** Where somebody acts: the organization and the roles held there. */
export type Post = {
  organization_id: string;
  organization_kind: string;
  organization_state: string;
  seller_id: string | null;
  reseller_id: string;
  roles: string[];
};

export type SessionHolder = { session_id: string; person_id: string; person_name: string } & Post;
export type KeyHolder = { key_id: string; key_name: string } & Post;

/** The actor behind a session. */
export function actorOfSession(holder: SessionHolder): Actor {
  return {
    kind: 'person',
    personId: holder.person_id,
    personName: holder.person_name,
    sessionId: holder.session_id,
    ...placeOf(holder),
  };
}

/** The actor behind an access key: an organization's program, no person. */
export function actorOfKey(holder: KeyHolder): Actor {
  return {
    kind: 'access_key',
    personId: null,
    personName: `Access key ${holder.key_name}`,
    sessionId: null,
    ...placeOf(holder),
  };
}

function placeOf(post: Post) {
  return {
    organizationId: post.organization_id,
    organizationKind: post.organization_kind as OrganizationKind,
    organizationState: post.organization_state,
    sellerId: post.seller_id,
    resellerId: post.reseller_id,
    roles: post.roles,
  };
}

/** What a browser calls itself, in two words for the list of sessions: `Firefox · Linux`. */
export function deviceName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const browser = BROWSERS.find(([, sign]) => sign.test(userAgent))?.[0];
  const system = SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0];
  return [browser, system].filter(Boolean).join(' · ') || userAgent.slice(0, 60);
}

// Order matters: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
const BROWSERS: [string, RegExp][] = [
  ['Edge', /Edg\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrome\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: [string, RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];
