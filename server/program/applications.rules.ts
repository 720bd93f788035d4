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
export const MOVE_NEWS: Record<ApplicationVerb, string> = {
  verify: 'application.verified',
  submit: 'application.submitted',
  ask: 'application.more_asked',
  answer: 'application.answered',
  approve: 'application.approved',
  decline: 'application.declined',
  withdraw: 'application.withdrawn',
};

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

type TaxNumberForm = { form: RegExp; says: string; prefix?: string };

// What the tax offices publish. A country that is not here accepts any number of a sensible length.
const TAX_NUMBERS: Record<string, TaxNumberForm> = {
  SA: { form: /^3\d{13}3$/, says: 'A Saudi VAT number has 15 digits and starts and ends with 3.' },
  AE: {
    form: /^1\d{14}$/,
    says: 'A tax registration number of the Emirates has 15 digits and starts with 1.',
  },
  BH: { form: /^\d{15}$/, says: 'A Bahraini VAT account number has 15 digits.' },
  OM: { form: /^OM\d{10}$/, prefix: 'OM', says: 'An Omani VAT number is OM followed by 10 digits.' },
  EG: { form: /^\d{9}$/, says: 'An Egyptian tax registration number has 9 digits.' },
  TR: { form: /^\d{10}$/, says: 'A Turkish tax number has 10 digits.' },
  GB: {
    form: /^GB(\d{9}|\d{12})$/,
    prefix: 'GB',
    says: 'A British VAT number is GB followed by 9 or 12 digits.',
  },
  DE: { form: /^DE\d{9}$/, prefix: 'DE', says: 'A German VAT number is DE followed by 9 digits.' },
  FR: {
    form: /^FR[0-9A-Z]{2}\d{9}$/,
    prefix: 'FR',
    says: 'A French VAT number is FR, 2 letters or digits and 9 digits.',
  },
  IT: { form: /^IT\d{11}$/, prefix: 'IT', says: 'An Italian VAT number is IT followed by 11 digits.' },
  ES: {
    form: /^ES[A-Z0-9]\d{7}[A-Z0-9]$/,
    prefix: 'ES',
    says: 'A Spanish VAT number is ES followed by 9 letters and digits.',
  },
  NL: { form: /^NL\d{9}B\d{2}$/, prefix: 'NL', says: 'A Dutch VAT number is NL, 9 digits, B and 2 digits.' },
  BE: { form: /^BE[01]\d{9}$/, prefix: 'BE', says: 'A Belgian VAT number is BE followed by 10 digits.' },
  AT: { form: /^ATU\d{8}$/, prefix: 'AT', says: 'An Austrian VAT number is ATU followed by 8 digits.' },
  PL: { form: /^PL\d{10}$/, prefix: 'PL', says: 'A Polish VAT number is PL followed by 10 digits.' },
  IN: {
    form: /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/,
    says: 'An Indian GSTIN has 15 letters and digits, such as 27AAPFU0939F1ZV.',
  },
  AU: { form: /^\d{11}$/, says: 'An Australian business number has 11 digits.' },
  ZA: { form: /^4\d{9}$/, says: 'A South African VAT number has 10 digits and starts with 4.' },
  US: { form: /^\d{9}$/, says: 'An employer identification number of the United States has 9 digits.' },
};
const ANYWHERE_ELSE: TaxNumberForm = {
  form: /^[0-9A-Z/]{4,30}$/,
  says: 'A tax number has 4 to 30 letters and digits.',
};

/**
 * A tax number in the form its country writes it, without spaces, dots and dashes and with the country's letters where they belong.
 * A number of another form answers `fault`: the sentence that says what is expected.
 */
export function taxNumber(country: string, text: string): { number: string } | { fault: string } {
  const { form, says, prefix = '' } = TAX_NUMBERS[country] ?? ANYWHERE_ELSE;
  const bare = text.replace(/[\s.\-‐–]/g, '').toUpperCase();
  const number = bare.startsWith(prefix) ? bare : `${prefix}${bare}`;
  return form.test(number) ? { number } : { fault: says };
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
