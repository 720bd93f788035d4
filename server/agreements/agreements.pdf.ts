import { createHash } from 'node:crypto';
import type { CivilDate } from '../base/dates.ts';
import { assert } from '../base/errors.ts';
import type { PdfLanguage } from '../base/pdf.ts';
import { renderPdf } from '../base/pdf.ts';
import { countryName, longDate } from '../base/pdf.words.ts';
import type { Terms } from './terms.rules.ts';
import { itemLetter } from './terms.rules.ts';

/** `country` is an ISO 3166-1 alpha-2 code. */
export type ContractParty = {
  name: string;
  address: string[];
  country: string;
  registrationNumber: string | null;
  taxNumber: string | null;
};

export type ContractContact = { name: string; email: string };

export type ContractAnnex = {
  bundlePlan: string;
  billingPreference: 'pre-pay' | 'post-pay';
  currency: string;
  channelManager: ContractContact;
  channelSupervisor: ContractContact;
};

/** Who accepted which text, when and from where. `at` is ISO 8601 with its UTC offset: `2026-03-14T15:04:05+03:00`. */
export type ContractAcceptance = {
  person: string;
  email: string;
  at: string;
  ipAddress: string;
  termsVersion: string;
  language: PdfLanguage;
  /** The exact text that was accepted, and its SHA-256 in lower-case hexadecimal as it was recorded. */
  text: string;
  sha256: string;
};

/** Everything the executed contract shows. `colour` is `#rrggbb`. `terms` are the accepted version. */
export type ContractDocument = {
  language: PdfLanguage;
  reference: string;
  brand: { name: string; colour: string };
  vendor: ContractParty;
  reseller: ContractParty;
  effectiveDate: CivilDate;
  annex: ContractAnnex;
  terms: Terms;
  acceptance: ContractAcceptance;
  sandbox: boolean;
};

/**
 * The executed contract as PDF/A-3, in the document's language. It carries the accepted text as a file, so
 * that anyone can hash it and compare. Throws when the recorded hash is not the hash of the recorded text.
 */
export function contractPdf(document: ContractDocument): Promise<Uint8Array> {
  const { acceptance, language } = document;
  const hash = createHash('sha256').update(acceptance.text, 'utf8').digest('hex');
  assert(
    hash === acceptance.sha256,
    `contract ${document.reference}: the accepted text does not match its hash`,
  );
  return renderPdf({
    template: new URL('./agreements.typ', import.meta.url),
    data: contractData(document),
    language,
    createdAt: acceptance.at,
    attachments: [
      {
        name: acceptedTextName(acceptance),
        mime: 'text/plain',
        data: Buffer.from(acceptance.text, 'utf8'),
        description: `Accepted text, SHA-256 ${acceptance.sha256}`,
      },
    ],
  });
}

function acceptedTextName({ termsVersion, language }: ContractAcceptance): string {
  return `partner-terms-${termsVersion}.${language}.txt`;
}

function contractData(document: ContractDocument) {
  const { language, terms, acceptance, annex } = document;
  const { reference, brand, sandbox } = document;
  return {
    reference,
    brand,
    sandbox,
    effectiveDate: longDate(document.effectiveDate, language),
    vendor: partyData(document.vendor, language),
    reseller: partyData(document.reseller, language),
    annex,
    version: terms.version,
    terms: termsData(terms, language),
    acceptance: {
      person: acceptance.person,
      email: acceptance.email,
      ipAddress: acceptance.ipAddress,
      sha256: acceptance.sha256,
      language: acceptance.language,
      at: instantText(acceptance.at, language),
      file: acceptedTextName(acceptance),
    },
  };
}

function partyData(party: ContractParty, language: PdfLanguage) {
  return { ...party, country: countryName(party.country, language) };
}

function termsData(terms: Terms, language: PdfLanguage) {
  const { title, preamble, sections } = terms.text[language];
  return {
    title,
    preamble,
    sections: sections.map((section) => ({
      ...section,
      paragraphs: section.paragraphs.map((paragraph) => ({
        ...paragraph,
        items: paragraph.items.map((text, i) => ({ letter: itemLetter(language, i), text })),
      })),
    })),
  };
}

/** `2026-03-14T15:04:05.123+03:00` → the civil date in words, the time to the second, the offset. */
function instantText(at: string, language: PdfLanguage): { date: string; time: string; offset: string } {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(at);
  assert(match, `${at} is not an instant with its UTC offset`);
  const [, date = '', time = '', offset = ''] = match;
  return { date: longDate(date, language), time, offset: offset === 'Z' ? 'UTC' : `UTC${offset}` };
}
