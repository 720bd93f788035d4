import type { Selectable } from 'kysely';
import type { AgreementsTerms } from '../../db/types.ts';
import ar from './terms/partner-1.0.ar.json' with { type: 'json' };
import en from './terms/partner-1.0.en.json' with { type: 'json' };

export type TermsLanguage = 'en' | 'ar';

export type TermsTable = { head: string[]; rows: string[][] };

/** One numbered clause (`8.5`): a text, which may lead into lettered items or a table. */
export type TermsParagraph = { number: string; text: string; items: string[]; table: TermsTable | null };

export type TermsSection = { number: number; title: string; paragraphs: TermsParagraph[] };

/** The terms in one language. */
export type TermsText = { title: string; preamble: string[]; sections: TermsSection[] };

/** One version of the partner terms in every language it is published in. */
export type Terms = { version: string; text: Record<TermsLanguage, TermsText> };

/** What the text leaves open, in the words of the one language. */
export type TermsVariables = { vendor: string; vendorAddress: string; governingLaw: string; courts: string };

type Source = {
  title: string;
  preamble: string[];
  sections: { title: string; paragraphs: SourceParagraph[] }[];
};
type SourceParagraph = { text: string; items?: string[]; table?: TermsTable };

const published: Record<string, Record<TermsLanguage, Source>> = { '1.0': { en, ar } };

/** The version that a reseller accepts today. */
export const currentTermsVersion = '1.0';

/**
 * The partner terms of a version with the vendor's particulars filled in. Throws on an unknown version.
 * A published version never changes: its filled text is what people accepted.
 */
export function partnerTerms(version: string, variables: Record<TermsLanguage, TermsVariables>): Terms {
  const source = published[version];
  if (!source) throw new RangeError(`there are no partner terms of version ${version}`);
  return { version, text: { en: fill(source.en, variables.en), ar: fill(source.ar, variables.ar) } };
}

/** Where a `{variable}` stands in the text. */
const placeholder = /\{(\w+)\}/g;

function fill(source: Source, variables: TermsVariables): TermsText {
  const put = (text: string) =>
    text.replace(placeholder, (_, name: string) => variables[name as keyof TermsVariables]);
  return {
    title: source.title,
    preamble: source.preamble.map(put),
    sections: source.sections.map((section, s) => ({
      number: s + 1,
      title: section.title,
      paragraphs: section.paragraphs.map(({ text, items = [], table }, p) => ({
        number: `${s + 1}.${p + 1}`,
        text: put(text),
        items: items.map(put),
        table: table ?? null,
      })),
    })),
  };
}

const letters: Record<TermsLanguage, string> = { en: 'abcdefghijklmnopqrstuvwxyz', ar: 'أبجدهوزحطيكلمن' };

/** The letter of a clause's nth item, from 0: a, b, c… or أ، ب، ج… */
export function itemLetter(language: TermsLanguage, index: number): string {
  return letters[language][index] ?? String(index + 1);
}

/**
 * The exact text of the terms in one language, the same for ever for the same terms: what is hashed, kept
 * with each acceptance and attached to the contract. Unicode NFC, lines end in LF, no trailing space.
 */
export function canonicalText(terms: Terms, language: TermsLanguage): string {
  const { title, preamble, sections } = terms.text[language];
  const blocks = [
    `${title} ${terms.version}`,
    ...preamble,
    ...sections.flatMap((section) => [
      `${section.number}. ${section.title}`,
      ...section.paragraphs.map((paragraph) => paragraphText(paragraph, language)),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`.normalize('NFC');
}

function paragraphText({ number, text, items, table }: TermsParagraph, language: TermsLanguage): string {
  const rows = table ? [table.head, ...table.rows] : [];
  return [
    `${number} ${text}`,
    ...items.map((item, i) => `(${itemLetter(language, i)}) ${item}`),
    ...rows.map((cells) => cells.join(' | ')),
  ].join('\n');
}

export type TermsKind = 'partner' | 'customer';

/** A published version: `content` to lay out, `exact` the very text that people accept, `sha256` its hash. */
export type PublishedTerms = Omit<Selectable<AgreementsTerms>, 'content' | 'exact' | 'sha256'> & {
  content: Record<TermsLanguage, TermsText>;
  exact: Record<TermsLanguage, string>;
  sha256: Record<TermsLanguage, string>;
};
