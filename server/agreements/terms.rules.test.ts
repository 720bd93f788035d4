import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  canonicalText,
  currentTermsVersion,
  itemLetter,
  partnerTerms,
  type TermsText,
} from './terms.rules.ts';

const variables = {
  en: {
    vendor: 'Sahara Net',
    vendorAddress: 'Dammam, Saudi Arabia',
    governingLaw: 'the Kingdom of Saudi Arabia',
    courts: 'the competent courts of Dammam',
  },
  ar: {
    vendor: 'صحارى نت',
    vendorAddress: 'الدمام، المملكة العربية السعودية',
    governingLaw: 'المملكة العربية السعودية',
    courts: 'المحاكم المختصة في الدمام',
  },
};
const terms = partnerTerms('1.0', variables);

function shape({ preamble, sections }: TermsText) {
  const clauses = sections.flatMap((section) => section.paragraphs);
  return {
    preamble: preamble.length,
    clauses: clauses.map(({ number, items, table }) => [
      number,
      items.length,
      table?.head.length,
      table?.rows.map((cells) => cells.length),
    ]),
    references: clauses.map(({ text, items }) => references([text, ...items].join(' '))),
  };
}

function references(text: string): string[] {
  return [...text.matchAll(/(?:clause|البند) (\d+\.\d+)/g)].map((match) => match[1] ?? '');
}

describe('partner terms', () => {
  test('say the same in both languages, clause by clause', () => {
    expect(shape(terms.text.ar)).toEqual(shape(terms.text.en));
    expect(terms.text.en.sections).toHaveLength(18);
  });

  test.each(['en', 'ar'] as const)('leave nothing open in %s', (language) => {
    expect(canonicalText(terms, language)).not.toMatch(/[{}]|undefined/);
    expect(canonicalText(terms, language)).toContain(variables[language].courts);
  });

  test('refer only to clauses that exist, on their subject', () => {
    const clauses = new Map(
      terms.text.en.sections.flatMap((s) => s.paragraphs.map((p) => [p.number, p] as const)),
    );
    const cited = references(canonicalText(terms, 'en'));
    expect(new Set(cited)).toEqual(new Set(['4.2', '8.5', '11.1', '11.3', '16.1']));
    for (const number of cited) expect(clauses.has(number)).toBe(true);
    expect(clauses.get('4.2')?.text).toContain('special price');
    expect(clauses.get('8.5')?.text).toContain('credit card or by bank transfer');
    expect(clauses.get('11.3')?.table?.rows.map(([priority]) => priority)).toEqual(['P1', 'P2', 'P3', 'P4']);
  });

  test('fill one variable with another language untouched', () => {
    const odd = partnerTerms('1.0', { ...variables, en: { ...variables.en, vendor: '{courts} & Co' } });
    expect(odd.text.en.preamble[0]).toContain('between {courts} & Co,');
    expect(odd.text.ar).toEqual(terms.text.ar);
  });

  test('have a current version and refuse an unknown one', () => {
    expect(partnerTerms(currentTermsVersion, variables).version).toBe(currentTermsVersion);
    expect(() => partnerTerms('0.9', variables)).toThrow('no partner terms of version 0.9');
  });
});

describe('canonical text', () => {
  // People have accepted these bytes. If this fails, publish a new version instead of changing this one.
  test.each([
    ['en', 'ac03557fcc85738468d9f3a16db3517d0b328868a3374ec44e20739e3f4da163'],
    ['ar', 'ba263d5b51292395ab071393fe2833f33482cb7ef7d014337886d17d9f7308d3'],
  ] as const)('of version 1.0 in %s is fixed for ever', (language, sha256) => {
    const text = canonicalText(terms, language);
    expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(sha256);
  });

  test.each(['en', 'ar'] as const)('in %s is normalized and ends in one line feed', (language) => {
    const text = canonicalText(terms, language);
    expect(text).toBe(text.normalize('NFC'));
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/[\r\t]| \n/);
  });

  test('numbers clauses, letters items, and writes a table row by row', () => {
    const text = canonicalText(terms, 'en');
    expect(text.startsWith('Partner Terms 1.0\n\nThese Partner Terms')).toBe(true);
    expect(text).toContain(
      '\n\n3. Products\n\n3.1 The Reseller may sell every Product available in the Store.\n\n',
    );
    expect(text).toContain('\n(b) post-pay: a monthly invoice');
    expect(text).toContain('\nP3 | A function is impaired and a workaround exists | 8 hours |');
  });
});

test('items are lettered in each language', () => {
  expect([0, 1, 2].map((i) => itemLetter('en', i))).toEqual(['a', 'b', 'c']);
  expect([0, 1, 2].map((i) => itemLetter('ar', i))).toEqual(['أ', 'ب', 'ج']);
});
