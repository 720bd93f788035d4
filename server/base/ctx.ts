import type { AuditAction, AuditSubject } from './audit-actions.ts';
import type { Db } from './db.ts';
import { Fail } from './errors.ts';
import { type Action, allows, type OrganizationKind } from './permissions.ts';

export type Language = 'en' | 'ar';

/** Who acts. A person or an access key acts for one organization; `system` is the product's own work. */
export type Actor = {
  kind: 'person' | 'access_key' | 'system' | 'anonymous';
  personId: string | null;
  personName: string | null;
  sessionId: string | null;
  organizationId: string | null;
  organizationKind: OrganizationKind | null;
  organizationState: string | null;
  sellerId: string | null;
  resellerId: string | null;
  roles: readonly string[];
};

const NOBODY = {
  personId: null,
  personName: null,
  sessionId: null,
  organizationId: null,
  organizationKind: null,
  organizationState: null,
  sellerId: null,
  resellerId: null,
  roles: [],
} as const;

export const ANONYMOUS: Actor = { kind: 'anonymous', ...NOBODY };
export const SYSTEM: Actor = { kind: 'system', ...NOBODY };

/** What a door hands to a verb: the open transaction, the one clock, and who acts. */
export type Ctx = {
  db: Db;
  now: Date;
  actor: Actor;
  language: Language;
  address: string;
  userAgent: string | null;
  effects: Effects;
};

/** What commits with the data: written by the door as the system role, just before the commit. */
export type Effects = { events: EventRow[]; audits: AuditRow[]; jobs: JobRow[]; mails: MailRow[] };

export type EventRow = {
  resellerId: string;
  name: string;
  subjectId: string;
  payload: Record<string, unknown>;
  audience: readonly string[];
  at: Date;
};
/** `by`: whose step it was, and when: a transaction may hold the steps of several. */
export type AuditRow = {
  resellerId: string;
  action: AuditAction;
  subjectKind: AuditSubject;
  subjectId: string | null;
  details: Record<string, unknown>;
  by: Pick<Ctx, 'actor' | 'now' | 'address'>;
};
export type JobRow = { task: string; data: object; startAfter?: Date; singletonKey?: string };
export type MailRow = {
  resellerId: string;
  sellerId: string;
  recipient: string;
  language: Language;
  kind: string;
  subject: string;
  html: string;
  body: string;
  at: Date;
};

/** Nothing told yet: what a transaction begins with. */
export function noEffects(): Effects {
  return { events: [], audits: [], jobs: [], mails: [] };
}

/** The organization the actor acts for. Throws 401 for anyone who acts for none. */
export function acting(ctx: Ctx): { organizationId: string; resellerId: string; kind: OrganizationKind } {
  const { organizationId, resellerId, organizationKind } = ctx.actor;
  if (!organizationId || !resellerId || !organizationKind) {
    throw new Fail('unauthenticated', 'not_signed_in', 'Sign in to an organization first.');
  }
  return { organizationId, resellerId, kind: organizationKind };
}

/** Lets the action through or throws 403 with the reason. The system may do everything. */
export function permit(ctx: Ctx, action: Action): void {
  if (ctx.actor.kind === 'system') return;
  if (ctx.actor.kind === 'anonymous') throw new Fail('unauthenticated', 'not_signed_in', 'Sign in first.');
  const answer = allows(ctx.actor, action);
  if (answer !== true) throw new Fail('forbidden', 'not_allowed', answer);
}

/** What the actor can do, for the answer's `can`: each action to true or the sentence that says why not. */
export type Can = Record<string, true | string>;

/** True if all are true, else the first reason. */
export function every(...answers: (true | string)[]): true | string {
  return answers.find((answer) => answer !== true) ?? true;
}

/** Throws 403 unless the policy's answer is true. */
export function ensure(answer: true | string): void {
  if (answer !== true) throw new Fail('forbidden', 'not_allowed', answer);
}
