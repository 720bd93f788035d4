import type { Selectable } from 'kysely';
import type { ProgramApplication, ProgramApplicationMove } from '../../db/types.ts';
import type { Moves } from '../base/states.ts';

/** A business that asks to become a reseller. `buyer_id` and `reseller_id` are the organization it becomes once verified. */
export type Application = Selectable<ProgramApplication>;

/** What the business says of itself, and may change when more is asked. */
export type Particulars = Pick<
  Application,
  | 'company'
  | 'registration_number'
  | 'tax_number'
  | 'address'
  | 'website'
  | 'headcount'
  | 'contact_name'
  | 'contact_phone'
  | 'about'
>;

export type NewApplication = Particulars & Pick<Application, 'country' | 'contact_email' | 'language'>;

/** One step of an application's history. `changes` are the fields an answer changed, to what. */
export type ApplicationMove = Omit<Selectable<ProgramApplicationMove>, 'changes'> & {
  changes: Partial<Particulars>;
};

export const APPLICATION_STATES = [
  'unverified',
  'verified',
  'submitted',
  'more_asked',
  'approved',
  'declined',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_VERBS = [
  'verify',
  'submit',
  'ask',
  'answer',
  'approve',
  'decline',
  'withdraw',
] as const;
export type ApplicationVerb = (typeof APPLICATION_VERBS)[number];

export const APPLICATION_MOVES: Moves<ApplicationState> = {
  unverified: { verify: 'verified' },
  verified: { submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { ask: 'more_asked', approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  more_asked: { answer: 'submitted', approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  approved: {},
  declined: {},
  withdrawn: {},
};

/** The news each move makes: `application.submitted` and so on. */
export const MOVE_NEWS = {
  verify: 'application.verified',
  submit: 'application.submitted',
  ask: 'application.more_asked',
  answer: 'application.answered',
  approve: 'application.approved',
  decline: 'application.declined',
  withdraw: 'application.withdrawn',
} as const satisfies Record<ApplicationVerb, string>;

/** States in which an application still goes on, or has led to a reseller: applying again makes no second one. */
export const STANDING_STATES: readonly ApplicationState[] = [
  'verified',
  'submitted',
  'more_asked',
  'approved',
];
export const ENDED_STATES: readonly ApplicationState[] = ['declined', 'withdrawn'];

/** A registration number as it is kept: capitals, single spaces. Two that read alike are the same company's. */
export function registrationNumber(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toUpperCase();
}

/** The fields of `wanted` that differ from what is kept: what an answer changes. */
export function changesOf(kept: Particulars, wanted: Partial<Particulars>): Partial<Particulars> {
  const entries = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && kept[field as keyof Particulars] !== value,
  );
  return Object.fromEntries(entries);
}

/** The link in the mail works this long. */
export const LINK_HOURS = 48;
/** Letters to one address for one application, and new applications of one address in a day: enough to mend a mistake, too few to bother a stranger. */
export const MOST_LETTERS = 5;
export const MOST_APPLICATIONS = 5;
