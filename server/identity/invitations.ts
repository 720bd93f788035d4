import { audit } from '../base/audit.ts';
import type { AuditAction } from '../base/audit-actions.ts';
import { type Ctx, ensure, every, type Language } from '../base/ctx.ts';
import { addMinutes, civilDate, instant } from '../base/dates.ts';
import { Fail, found, invalidField } from '../base/errors.ts';
import { newId, newSecret, sha256 } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { canMove, move } from '../base/states.ts';
import { homeOf } from './home.ts';
import {
  INVITATION_DAYS,
  INVITATION_MOVES,
  type Invitation,
  type InvitationState,
  stateOfInvitation,
} from './invitations.rules.ts';
import * as store from './invitations.sql.ts';
import { sendInvitation } from './letters.mail.ts';
import { rolesFault } from './members.rules.ts';
import * as members from './members.sql.ts';
import { organizationOr } from './members.ts';
import type { Organization } from './organizations.rules.ts';
import { getOrganization } from './organizations.ts';
import { normalEmail } from './people.rules.ts';
import { canInvite, canListMembers } from './policy.ts';

/** `organization_id`: a buyer, or one's own organization when left out. */
export type NewInvitation = {
  organization_id?: string | undefined;
  email: string;
  name: string;
  language: Language;
  roles: string[];
};

export type InvitationView = Invitation & {
  state: InvitationState;
  can: { resend: true | string; revoke: true | string };
};

/**
 * Invites somebody by letter. Throws 403 for those who may not, Fail invalid on a role that does not exist there, and
 * conflict `already_exists` for members and for an address with an open invitation.
 */
export async function invite(ctx: Ctx, wanted: NewInvitation): Promise<InvitationView> {
  const organization = await organizationOr(ctx, wanted.organization_id);
  ensure(canInvite(ctx.actor, organization));
  const fault = rolesFault(organization.kind, wanted.roles);
  if (fault) throw invalidField('#/roles', fault);
  const email = normalEmail(wanted.email);
  await store.holdInvitations(ctx.db, organization.id);
  await refuseDouble(ctx, organization, email);
  const { token, fields } = newToken(ctx);
  const invitation = {
    ...place(organization),
    ...wanted,
    organization_id: organization.id,
    email,
    ...fields,
    ...fresh(ctx),
  };
  await store.insertInvitation(ctx.db, invitation);
  await deliver(ctx, organization, invitation, token);
  tell(ctx, invitation, 'invitation.sent');
  return viewOf(ctx, organization, invitation);
}

/** Invitations to an organization, one's own unless `organization_id` says another. */
export async function listInvitations(
  ctx: Ctx,
  { organization_id }: { organization_id?: string | undefined },
  list: List,
): Promise<Page<InvitationView>> {
  const organization = await organizationOr(ctx, organization_id);
  ensure(canListMembers(ctx.actor, organization));
  const { items, next_cursor } = await store.listInvitations(ctx.db, organization.id, list);
  return { items: items.map((invitation) => viewOf(ctx, organization, invitation)), next_cursor };
}

/** Sends the letter again with a new link; the one before is no longer good. */
export async function resendInvitation(ctx: Ctx, id: string): Promise<InvitationView> {
  const { invitation, organization } = await held(ctx, id, 'resend');
  const { token, fields } = newToken(ctx);
  const sent = await store.updateInvitation(ctx.db, invitation, fields);
  await deliver(ctx, organization, sent, token);
  tell(ctx, sent, 'invitation.resent');
  return viewOf(ctx, organization, sent);
}

/** Takes the invitation back: its link is no longer good. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<InvitationView> {
  const { invitation, organization } = await held(ctx, id, 'revoke');
  const revoked = await store.updateInvitation(ctx.db, invitation, { revoked_at: ctx.now.toISOString() });
  tell(ctx, revoked, 'invitation.revoked');
  return viewOf(ctx, organization, revoked);
}

async function held(
  ctx: Ctx,
  id: string,
  verb: string,
): Promise<{ invitation: Invitation; organization: Organization }> {
  const invitation = found(await store.lockInvitation(ctx.db, id), 'invitation');
  const organization = await getOrganization(ctx, invitation.organization_id);
  ensure(canInvite(ctx.actor, organization));
  move('invitation', INVITATION_MOVES, stateOfInvitation(invitation, ctx.now), verb);
  return { invitation, organization };
}

async function refuseDouble(ctx: Ctx, organization: Organization, email: string): Promise<void> {
  if (await members.findMemberByEmail(ctx.db, organization.id, email)) {
    throw new Fail('conflict', 'already_exists', `${email} belongs to ${organization.name} already.`);
  }
  if (await store.findOpen(ctx.db, organization.id, email, ctx.now)) {
    throw new Fail(
      'conflict',
      'already_exists',
      `${email} has an open invitation. Send that one again instead.`,
    );
  }
}

function place({ reseller_id, seller_id }: Organization) {
  return { reseller_id, seller_id, id: newId() };
}

function newToken(ctx: Ctx) {
  const token = newSecret();
  const expires_at = addMinutes(ctx.now, INVITATION_DAYS * 24 * 60).toISOString();
  return { token, fields: { token_hash: sha256(token), expires_at } };
}

function fresh(ctx: Ctx) {
  return {
    invited_by: ctx.actor.personId,
    invited_at: ctx.now.toISOString(),
    accepted_at: null,
    revoked_at: null,
  };
}

async function deliver(
  ctx: Ctx,
  organization: Organization,
  invitation: Invitation,
  token: string,
): Promise<void> {
  const until = civilDate(instant(invitation.expires_at), organization.time_zone);
  await sendInvitation(ctx, invitation, await homeOf(ctx, organization), token, until);
}

function viewOf(ctx: Ctx, organization: Organization, invitation: Invitation): InvitationView {
  const state = stateOfInvitation(invitation, ctx.now);
  const allowed = canInvite(ctx.actor, organization);
  const can = (verb: string) => every(allowed, canMove(INVITATION_MOVES, state, verb));
  return { ...invitation, state, can: { resend: can('resend'), revoke: can('revoke') } };
}

function tell(
  ctx: Ctx,
  { reseller_id, id, email, organization_id, roles }: Invitation,
  action: AuditAction,
): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'invitation',
    subjectId: id,
    details: { organization_id, email, roles },
  });
}
