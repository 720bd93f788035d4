import { describe, expect, test } from 'vitest';
import { CODES } from '../server/base/errors.codes.ts';
import { allSentences, gaps, readArabic, sentencesIn } from './sentences.ts';
import { untranslated } from './tidy/arabic.ts';

describe('the sentences of the server', () => {
  test('all have their Arabic, the titles of all codes among them, and no Arabic stands for nothing', () => {
    expect(gaps(allSentences(), readArabic())).toEqual({ missing: [], idle: [] });
    expect(Object.values(CODES).filter((title) => !readArabic()[title])).toEqual([]);
  });

  test('put in Arabic exactly what the English puts in', () => {
    const places = (text: string) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
    const wrong = Object.entries(readArabic()).filter(([english, arabic]) => {
      const more = places(arabic).filter((place) => !places(english).includes(place));
      return more.length > 0 || !/[\u0600-\u06ff]|^[^A-Za-z]*$|^"\{0\}"$/.test(arabic);
    });
    expect(wrong).toEqual([]);
  });

  test('never put in two things side by side: nothing tells where one ends', () => {
    expect(Object.keys(readArabic()).filter((english) => english.includes('}{'))).toEqual([]);
  });

  test('are found wherever they are said, and only where people read them', () => {
    const source = `
      throw new Fail('invalid', 'bug', \`There is no \${noun} here; add it.\`);
      const may = (x: Date) => x > y || 'It is over already.';
      throw new Error('This is for engineers.');
      const query = sql\`select 1 from a b.\`;
      route({ summary: 'Says what it does.' });
      const said = { en: 'Both of them.', ar: 'كلاهما.' };
      const code = 'not_a_sentence.';
    `;
    expect(sentencesIn('server/orders/x.ts', source)).toEqual([
      'There is no {0} here; add it.',
      'It is over already.',
    ]);
    expect(sentencesIn('server/orders/x.test.ts', source)).toEqual([]);
  });

  test('that are new are missed, and those that nothing says any more are idle', () => {
    const said = new Set(['It is new here.', 'It is known here.']);
    const arabic = { 'It is known here.': 'معروف.', 'It was said once.': 'قيل.', word: 'كلمة' };
    expect(gaps(said, arabic)).toEqual({ missing: ['It is new here.'], idle: ['It was said once.'] });
  });

  test('are named by their place when they lack their Arabic', () => {
    const sources = [
      { path: 'server/base/sentences.ar.json', text: '{\n  "It was said once.": "قيل."\n}\n' },
      { path: 'server/orders/x.ts', text: "\nconst may = 'It is new here.';\n" },
    ];
    const found = untranslated(sources).map(({ path, line, about }) => `${path}:${line} ${about}`);
    expect(found).toEqual([
      'server/orders/x.ts:2 It is new here.',
      'server/base/sentences.ar.json:2 It was said once.',
    ]);
  });
});
