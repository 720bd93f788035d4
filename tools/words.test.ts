import { readFileSync } from 'node:fs';
import { formatter } from '@lingui/format-po';
import { describe, expect, test } from 'vitest';
import { FORMS, missedTerms, pluralForms, spokenToMany, strayMarks } from './arabic.ts';
import { listFiles } from './files.ts';
import { readArabic } from './sentences.ts';

const format = formatter();

/** Every translation of one language by its words and context, with the catalogues that have it. */
async function translations(language: string): Promise<Map<string, Map<string, string[]>>> {
  const found = new Map<string, Map<string, string[]>>();
  const paths = listFiles('.').filter((path) => path.startsWith(`web/locales/${language}/`));
  for (const path of paths) {
    const catalogue = await format.parse(readFileSync(path, 'utf8'), {
      locale: language,
      sourceLocale: 'en',
      filename: path,
    });
    for (const [id, { message = id, context = '', translation = '' }] of Object.entries(catalogue)) {
      const known = found.get(`${context} ${message}`) ?? new Map<string, string[]>();
      known.set(translation, [...(known.get(translation) ?? []), path]);
      found.set(`${context} ${message}`, known);
    }
  }
  return found;
}

test('the same words have one Arabic: catalogues are loaded beside each other, and the last would change what stands on the page', async () => {
  const arabic = await translations('ar');
  expect(arabic.size).toBeGreaterThan(1000);
  const torn = [...arabic].filter(([, known]) => known.size > 1);
  expect(torn.map(([words, known]) => [words, Object.fromEntries(known)])).toEqual([]);
});

/** What people read in Arabic outside the catalogues: letters, documents and words of the server, and the demo's products. */
function linesOfServer(): [string, string][] {
  const read =
    /^(?:server\/.*\.(?:mail|words|rules)\.ts|server\/.*(?:\.typ|letters\.ts)|server\/demo\/.*\.ts|db\/demo\/.*\.json)$/;
  // Names of companies, and words to find them by, speak to nobody.
  const paths = listFiles('.').filter(
    (path) => read.test(path) && !/duplicate|search\.rules|columns/.test(path),
  );
  return paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line, index): [string, string] => [`${path}:${index + 1}`, line])
      .filter(([, line]) => /[\u0621-\u064a]{2}/.test(line)),
  );
}

/** English and Arabic of every message of the web and every sentence of the server. */
async function spoken(): Promise<[string, string][]> {
  const messages = [...(await translations('ar'))].map(([words, known]): [string, string] => [
    words,
    [...known.keys()][0] ?? '',
  ]);
  return [...messages, ...Object.entries(readArabic())];
}

describe('Arabic', () => {
  test('speaks to one person, never to several', async () => {
    const all = [...(await spoken()), ...linesOfServer()];
    const many = all.map(([where, words]) => [where, spokenToMany(words)] as const);
    expect(many.filter(([, words]) => words.length > 0)).toEqual([]);
  });

  test('has all six plural forms wherever it counts', async () => {
    const lacking = (await spoken())
      .map(([words, arabic]) => [words, pluralForms(arabic)] as const)
      .filter(([, plurals]) => plurals.some((forms) => FORMS.some((form) => !forms.includes(form))));
    expect(lacking).toEqual([]);
  });

  test('has one Arabic for one concept', async () => {
    const other = (await spoken()).map(([words, arabic]) => [words, missedTerms(words, arabic)] as const);
    expect(other.filter(([, terms]) => terms.length > 0)).toEqual([]);
  });

  test('has the marks of its own script, and Latin digits throughout', async () => {
    const stray = (await spoken()).map(([words, arabic]) => [words, strayMarks(arabic)] as const);
    expect(stray.filter(([, marks]) => marks.length > 0)).toEqual([]);
  });
});

test.each([
  ['اختاروا من فواتيركم', ['اختاروا', 'فواتيركم']],
  ['أضيفوا ما تبيعون وقد قبلتم', ['أضيفوا', 'تبيعون', 'قبلتم']],
  ['سجّلوها لديكم', ['سجّلوها', 'لديكم']],
  ['اختر من فواتيرك، كم تكون؟ يتم حكم الختم ويقبلوا موظفوها سهوًا', []],
])('words to several are known: %s', (text, found) => expect(spokenToMany(text)).toEqual(found));

test('plural forms are known, nested words and all', () => {
  const message = 'في {0, plural, =0 {لا {x}} one {واحد} other {# من {y}}} و{n, plural, few {#} many {#}}';
  expect(pluralForms(message)).toEqual([
    ['zero', 'one', 'other'],
    ['few', 'many'],
  ]);
});

test.each([
  ['هل, تريد؟', ['ل,']],
  ['تعذّر ، حاول', [' ،']],
  ['كلمة "سرّ" هنا', ['"سرّ"']],
  ['خصم 5٪', ['٪']],
  ['مثل SA; AE، أو «سر» بنسبة 5%.', []],
])('stray marks are known: %s', (text, found) => expect(strayMarks(text)).toEqual(found));

test('another word for a concept is known', () => {
  expect(missedTerms('Add a reseller', 'إضافة موزع')).toHaveLength(1);
  expect(missedTerms('Add a reseller', 'إضافة معيد بيع')).toEqual([]);
});
