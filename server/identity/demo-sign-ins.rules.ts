import { type OrganizationKind, ROLES } from '../base/permissions.ts';

/** Everybody's password in the demo program. Their addresses end in `.example`, which no real mailbox does (RFC 2606). */
export const DEMO_PASSWORD = 'seven wells of Najd';
export const DEMO_DOMAIN = '.example';

/** One of the people to try the demo as. */
export type DemoSignIn = {
  email: string;
  name: string;
  role: string;
  organization: string;
  kind: OrganizationKind;
  password: string;
};

/** The vendor's people first, then a reseller's and a customer's, in the order of the roles. */
export function inOrder(signIns: DemoSignIn[]): DemoSignIn[] {
  const places = Object.entries(ROLES).flatMap(([kind, roles]) => roles.map((role) => `${kind}.${role}`));
  const place = ({ kind, role }: DemoSignIn) => places.indexOf(`${kind}.${role}`);
  return signIns.toSorted((a, b) => place(a) - place(b));
}
