import { acceptTerms, getAgreement, type ListedAgreement } from '../agreements/index.ts';
import { audit } from '../base/audit.ts';
import { acting, type Ctx, ensure } from '../base/ctx.ts';
import { found } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import type { List, Page } from '../base/page.ts';
import { move } from '../base/states.ts';
import { editOrganization, getVendor } from '../identity/index.ts';
import { type LetterKind, writeToApplicant } from './applications.mail.ts';
import {
  APPLICATION_MOVES,
  APPLICATION_STATES,
  type Application,
  type ApplicationMove,
  type ApplicationState,
  type ApplicationVerb,
  changesOf,
  MOVE_NEWS,
  type Particulars,
} from './applications.rules.ts';
import * as store from './applications.sql.ts';
import { checkParticulars } from './particulars.ts';
import { mayTake } from './policy.ts';

/** An application with its history, the acceptance of the terms, and others of the same company (to the vendor alone). */
export type ApplicationDetail = Application & {
  history: ApplicationMove[];
  agreement: ListedAgreement | null;
  same_company: Application[];
};

/** The vendor's queue, newest first; without `state` all but those whose e-mail address is not verified. */
export async function listApplications(
  ctx: Ctx,
  state: ApplicationState | undefined,
  list: List,
): Promise<Page<Application>> {
  const states = state ? [state] : APPLICATION_STATES.filter((known) => known !== 'unverified');
  return store.listApplications(ctx.db, acting(ctx).organizationId, states, list);
}

/** How many applications the vendor has in each state. */
export async function countApplications(ctx: Ctx): Promise<Record<string, number>> {
  return store.countByState(ctx.db, acting(ctx).organizationId);
}

/** The application in full, or 404. */
export async function getApplication(ctx: Ctx, id: string): Promise<ApplicationDetail> {
  return detailOf(ctx, found(await store.findApplication(ctx.db, id), 'application'));
}

/** The acting organization's own application in full, or 404. */
export async function getMyApplication(ctx: Ctx): Promise<ApplicationDetail> {
  return detailOf(
    ctx,
    found(await store.findApplicationOf(ctx.db, acting(ctx).organizationId), 'application'),
  );
}

async function detailOf(ctx: Ctx, application: Application): Promise<ApplicationDetail> {
  const isVendor = ctx.actor.organizationId === application.seller_id;
  return {
    ...application,
    history: await store.listMoves(ctx.db, application),
    agreement: application.agreement_id ? await getAgreement(ctx, application.agreement_id) : null,
    same_company: isVendor ? await store.listSameCompany(ctx.db, application) : [],
  };
}

/**
 * The applicant accepts the current partner terms, in the language and words it has read; the application is with the vendor from here on.
 * Throws Fail conflict `terms_changed` when the text is not the current one, `illegal_move` after the fact.
 */
export async function submitApplication(
  ctx: Ctx,
  id: string,
  accepted: { terms_id: string; language: string; text_sha256: string },
): Promise<ApplicationDetail> {
  const application = await holdApplication(ctx, id, 'submit');
  const { reseller_id, seller_id, buyer_id } = application;
  const agreement = await acceptTerms(ctx, { reseller_id, seller_id, buyer_id }, accepted);
  return step(ctx, application, 'submit', { set: { agreement_id: agreement.id } });
}

/** A channel manager asks the applicant for more. */
export async function askForMore(ctx: Ctx, id: string, note: string): Promise<ApplicationDetail> {
  return step(ctx, await holdApplication(ctx, id, 'ask'), 'ask', { note });
}

/** The applicant answers, and corrects what it said of itself. Throws Fail invalid on a bad field. */
export async function answerApplication(
  ctx: Ctx,
  id: string,
  note: string,
  wanted: Partial<Particulars>,
): Promise<ApplicationDetail> {
  const application = await holdApplication(ctx, id, 'answer');
  const checked = checkParticulars(application.country, wanted);
  const changes = changesOf(application, checked);
  await keepOrganization(ctx, application, changes);
  return step(ctx, application, 'answer', { note, changes });
}

/** The organization made of the application says of itself what the application says. */
async function keepOrganization(
  ctx: Ctx,
  { buyer_id }: Application,
  changes: Partial<Particulars>,
): Promise<void> {
  const { company, registration_number, tax_number, address, headcount } = changes;
  const edit = { ...(company && { name: company }), registration_number, tax_number, address, headcount };
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await editOrganization(ctx, buyer_id, given);
}

/** A channel manager declines, with the reason that the applicant reads. */
export async function declineApplication(ctx: Ctx, id: string, reason: string): Promise<ApplicationDetail> {
  return step(ctx, await holdApplication(ctx, id, 'decline'), 'decline', { note: reason });
}

/** The applicant takes the application back. */
export async function withdrawApplication(
  ctx: Ctx,
  id: string,
  note: string | null,
): Promise<ApplicationDetail> {
  return step(ctx, await holdApplication(ctx, id, 'withdraw'), 'withdraw', { note });
}

/** Holds the application for a step of the actor. Throws 404, 403 with the reason, or conflict `illegal_move`. */
async function holdApplication(
  ctx: Ctx,
  id: string,
  verb: Exclude<ApplicationVerb, 'verify'>,
): Promise<Application> {
  const application = found(await store.lockApplication(ctx.db, id), 'application');
  ensure(mayTake(ctx.actor, application, verb));
  nextState(application, verb);
  return application;
}

async function step(
  ctx: Ctx,
  application: Application,
  verb: ApplicationVerb,
  more: StepWith,
): Promise<ApplicationDetail> {
  return detailOf(ctx, await moveApplication(ctx, application, verb, more));
}

function nextState(application: Application, verb: ApplicationVerb): ApplicationState {
  return move('application', APPLICATION_MOVES, application.state as ApplicationState, verb);
}

/** What goes with a step: the words, the fields an answer changed, and what the step itself sets. */
export type StepWith = { note?: string | null; changes?: Partial<Particulars>; set?: Partial<Application> };

/**
 * Moves a held application one step on: its state, its history, the news, the letter to the applicant in its language.
 * The caller has checked that the actor may. Throws Fail conflict `illegal_move`.
 */
export async function moveApplication(
  ctx: Ctx,
  application: Application,
  verb: ApplicationVerb,
  { note = null, changes = {}, set = {} }: StepWith = {},
): Promise<Application> {
  const state = nextState(application, verb);
  const moved = await store.updateApplication(ctx.db, application, { ...changes, ...set, state });
  const { reseller_id, id, seller_id, buyer_id } = moved;
  const who = { person_id: ctx.actor.personId, person_name: ctx.actor.personName };
  const edge = { reseller_id, application_id: id, seller_id, buyer_id };
  await store.insertMove(ctx.db, {
    ...edge,
    move: verb,
    note,
    changes,
    ...who,
    moved_at: ctx.now.toISOString(),
  });
  tell(ctx, moved, verb, note);
  if (verb !== 'verify')
    await writeToApplicant(ctx, moved, await getVendor(ctx), verb satisfies LetterKind, {
      note: noteFor(verb, note),
    });
  return moved;
}

/** Words of the vendor belong in the letter; the applicant's own need not come back. */
function noteFor(verb: ApplicationVerb, note: string | null): string | null {
  return verb === 'ask' || verb === 'decline' ? note : null;
}

function tell(
  ctx: Ctx,
  { reseller_id, id, seller_id, buyer_id, number, state }: Application,
  verb: ApplicationVerb,
  note: string | null,
): void {
  const name = MOVE_NEWS[verb];
  audit(ctx, {
    resellerId: reseller_id,
    action: name,
    subjectKind: 'application',
    subjectId: id,
    details: { number, state, note },
  });
  emit(ctx, {
    resellerId: reseller_id,
    name,
    subjectId: id,
    payload: { number, state },
    audience: [seller_id, buyer_id],
  });
}
