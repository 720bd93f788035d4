import { latinDigits } from './digits.ts';
import { invalidField } from './errors.ts';

/** `prefix`: the country's letters, put before a number that lacks them; `mend`: what else it may be written as. */
type TaxNumberForm = {
  form: RegExp;
  says: string;
  prefix?: string;
  mend?: (number: string) => string;
};

// What the tax offices publish, compared with python-stdnum, jsvat and stdnum. A country that is not here accepts any number of a sensible length.
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
    // GD and HA: departments of the government and health authorities.
    form: /^GB(\d{9}|\d{12}|(GD|HA)\d{3})$/,
    prefix: 'GB',
    says: 'A British VAT number is GB followed by 9 or 12 digits.',
  },
  DE: { form: /^DE\d{9}$/, prefix: 'DE', says: 'A German VAT number is DE followed by 9 digits.' },
  FR: {
    form: /^FR[0-9A-HJ-NP-Z]{2}\d{9}$/,
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
  BE: {
    form: /^BE[01]\d{9}$/,
    prefix: 'BE',
    says: 'A Belgian VAT number is BE followed by 10 digits.',
    // Until 2007 they had nine digits: the same with a nought before them.
    mend: (number) => number.replace(/^BE(\d{9})$/, 'BE0$1'),
  },
  AT: { form: /^ATU\d{8}$/, prefix: 'AT', says: 'An Austrian VAT number is ATU followed by 8 digits.' },
  PL: { form: /^PL\d{10}$/, prefix: 'PL', says: 'A Polish VAT number is PL followed by 10 digits.' },
  IN: {
    form: /^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/,
    says: 'An Indian GSTIN has 15 letters and digits, such as 27AAPFU0939F1ZV.',
  },
  AU: { form: /^\d{11}$/, says: 'An Australian business number has 11 digits.' },
  ZA: { form: /^4\d{9}$/, says: 'A South African VAT number has 10 digits and starts with 4.' },
  US: { form: /^\d{9}$/, says: 'An employer identification number of the United States has 9 digits.' },
  BG: {
    form: /^BG\d{9,10}$/,
    prefix: 'BG',
    says: 'A Bulgarian VAT number is BG followed by 9 or 10 digits.',
  },
  CY: {
    form: /^CY\d{8}[A-Z]$/,
    prefix: 'CY',
    says: 'A Cypriot VAT number is CY, 8 digits and a letter.',
  },
  CZ: {
    form: /^CZ\d{8,10}$/,
    prefix: 'CZ',
    says: 'A Czech VAT number is CZ followed by 8 to 10 digits.',
  },
  DK: {
    form: /^DK\d{8}$/,
    prefix: 'DK',
    says: 'A Danish VAT number is DK followed by 8 digits.',
  },
  EE: {
    form: /^EE\d{9}$/,
    prefix: 'EE',
    says: 'An Estonian VAT number is EE followed by 9 digits.',
  },
  FI: {
    form: /^FI\d{8}$/,
    prefix: 'FI',
    says: 'A Finnish VAT number is FI followed by 8 digits.',
  },
  GR: {
    form: /^EL\d{9}$/,
    prefix: 'EL',
    says: 'A Greek VAT number is EL followed by 9 digits.',
    mend: (number) => number.replace(/^EL(?:GR)?(\d{9})$/, 'EL$1'),
  },
  HR: {
    form: /^HR\d{11}$/,
    prefix: 'HR',
    says: 'A Croatian VAT number is HR followed by 11 digits.',
  },
  HU: {
    form: /^HU\d{8}$/,
    prefix: 'HU',
    says: 'A Hungarian VAT number is HU followed by 8 digits.',
  },
  IE: {
    form: /^IE(\d{7}[A-W][A-IW]?|\d[A-Z*+]\d{5}[A-W])$/,
    prefix: 'IE',
    says: 'An Irish VAT number is IE, 7 digits and 1 or 2 letters.',
  },
  LT: {
    form: /^LT(\d{9}|\d{12})$/,
    prefix: 'LT',
    says: 'A Lithuanian VAT number is LT followed by 9 or 12 digits.',
  },
  LU: {
    form: /^LU\d{8}$/,
    prefix: 'LU',
    says: 'A Luxembourg VAT number is LU followed by 8 digits.',
  },
  LV: {
    form: /^LV\d{11}$/,
    prefix: 'LV',
    says: 'A Latvian VAT number is LV followed by 11 digits.',
  },
  MT: {
    form: /^MT\d{8}$/,
    prefix: 'MT',
    says: 'A Maltese VAT number is MT followed by 8 digits.',
  },
  PT: {
    form: /^PT\d{9}$/,
    prefix: 'PT',
    says: 'A Portuguese VAT number is PT followed by 9 digits.',
  },
  RO: {
    form: /^RO\d{2,10}$/,
    prefix: 'RO',
    says: 'A Romanian VAT number is RO followed by 2 to 10 digits.',
  },
  SE: {
    form: /^SE\d{10}01$/,
    prefix: 'SE',
    says: 'A Swedish VAT number is SE, 10 digits and 01.',
  },
  SI: {
    form: /^SI\d{8}$/,
    prefix: 'SI',
    says: 'A Slovenian VAT number is SI followed by 8 digits.',
  },
  SK: {
    form: /^SK\d{10}$/,
    prefix: 'SK',
    says: 'A Slovak VAT number is SK followed by 10 digits.',
  },
  CH: {
    form: /^CHE\d{9}(MWST|TVA|IVA|TPV)?$/,
    prefix: 'CHE',
    says: 'A Swiss VAT number is CHE followed by 9 digits.',
  },
  NO: {
    form: /^NO\d{9}(MVA)?$/,
    prefix: 'NO',
    says: 'A Norwegian VAT number is 9 digits followed by MVA.',
  },
  RU: { form: /^(\d{10}|\d{12})$/, says: 'A Russian tax number (INN) has 10 or 12 digits.' },
  RS: { form: /^\d{9}$/, says: 'A Serbian tax number (PIB) has 9 digits.' },
  KE: {
    form: /^[AP]\d{9}[A-Z]$/,
    says: 'A Kenyan PIN is A or P, 9 digits and a letter, such as P051365947M.',
  },
  PK: {
    form: /^(\d{7}|\d{8}|\d{13})$/,
    says: 'A Pakistani tax number has 7 or 8 digits (NTN), or 13 (STRN).',
  },
  MA: {
    form: /^(\d{8}|\d{15})$/,
    says: 'A Moroccan tax number has 8 digits (IF), or 15 (ICE).',
  },
  TN: {
    form: /^\d{7}\/?[A-Z](\/?[A-Z]\/?[A-Z]\/?\d{3})?$/,
    says: 'A Tunisian tax number has 7 digits and a letter, such as 1234567A, or goes on as in 1234567A/A/M/000.',
  },
};
const ANYWHERE_ELSE: TaxNumberForm = {
  form: /^[0-9A-Z/]{4,30}$/,
  says: 'A tax number has 4 to 30 letters and digits.',
};

/**
 * A tax number in the form its country writes it, without spaces, dots and dashes and with the country's letters where they belong.
 * Digits may be Arabic. A number of another form answers `fault`: the sentence that says what is expected.
 */
export function taxNumber(country: string, text: string): { number: string } | { fault: string } {
  const { form, says, prefix = '', mend } = TAX_NUMBERS[country] ?? ANYWHERE_ELSE;
  const bare = latinDigits(text)
    .replace(/[\s.()\-‐–]/g, '')
    .toUpperCase();
  const full = bare.startsWith(prefix) ? bare : `${prefix}${bare}`;
  const number = mend ? mend(full) : full;
  return form.test(number) ? { number } : { fault: says };
}

/** The number in its country's form, null for none. Throws Fail invalid, pointing at `#/tax_number`, for one of another form. */
export function checkedTaxNumber(country: string, text: string | null): string | null {
  if (!text?.trim()) return null;
  const read = taxNumber(country, text);
  if ('fault' in read) throw invalidField('#/tax_number', read.fault);
  return read.number;
}
