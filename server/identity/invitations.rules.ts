import type { Selectable } from 'kysely';
import type { IdentityInvitation } from '../../db/types.ts';
import type { Moves } from '../base/states.ts';

/** A place in an organization, offered by letter. */
export type Invitation = Selectable<IdentityInvitation>;

export const INVITATION_DAYS = 14;

export const INVITATION_STATES = ['open', 'expired', 'accepted', 'revoked'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const INVITATION_MOVES: Moves<InvitationState> = {
  open: { resend: 'open', revoke: 'revoked', accept: 'accepted' },
  expired: { resend: 'open', revoke: 'revoked' },
  accepted: {},
  revoked: {},
};

/** Where an invitation stands at the instant `now`; it expires by itself. */
export function stateOfInvitation(invitation: Invitation, now: Date): InvitationState {
  if (invitation.accepted_at) return 'accepted';
  if (invitation.revoked_at) return 'revoked';
  return invitation.expires_at > now.toISOString() ? 'open' : 'expired';
}
