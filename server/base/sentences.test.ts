import { describe, expect, test } from 'vitest';
import { answerIn, inLanguage } from './sentences.ts';

const arabic = (sentence: string) => inLanguage(sentence, 'ar').replace(/[\u2068\u2069]/g, '');

describe('a sentence of the server', () => {
  test('is said in English as it was written, and in Arabic by the catalogue', () => {
    expect(inLanguage('Sign in first.', 'en')).toBe('Sign in first.');
    expect(arabic('Sign in first.')).toBe('سجّل الدخول أولًا.');
  });

  test.each([
    ['There is no family backup; publish it first.', 'لا توجد عائلة backup؛ انشرها أولًا.'],
    ['There is no family backup.', 'لا يوجد عائلة باسم backup.'],
    [
      'There is no such bundle plan, or it is not yours to see.',
      'هذا العنصر (خطة الباقة) غير موجود، أو لا يحق لك الاطلاع عليه.',
    ],
    ['Only these roles may do this: finance, management.', 'هذا متاح لهذه الأدوار فقط: المالية، الإدارة.'],
    ['SKU-1 is new: name it in Arabic.', 'SKU-1 جديد: سمِّه بالعربية.'.replace('سمِّه', 'سمّه')],
    ['Line 7: the file is empty.', 'السطر 7: الملف فارغ.'],
    ['It never', 'It never'],
  ])('puts in what it names: %s', (english, expected) => expect(arabic(english)).toBe(expected));

  test('sets a name apart, so that it reads in its own direction', () =>
    expect(inLanguage('There is no product GWS-1; publish it first.', 'ar')).toContain('\u2068GWS-1\u2069'));

  test('is put together of sentences one after the other', () =>
    expect(arabic('It is revoked already. Sign in first.')).toBe('أُلغي بالفعل. سجّل الدخول أولًا.'));

  test('leaves what people wrote as it is', () => {
    expect(inLanguage('We waited for you all day. Please call back soon.', 'ar')).toBe(
      'We waited for you all day. Please call back soon.',
    );
  });
});

describe('an answer', () => {
  const answer = {
    name: 'Sign in first.',
    can: { cancel: 'It is no draft.', pay: true as const },
    faults: [{ line: 2, sentence: '"x" is below zero; a price is zero or more.' }],
    at: new Date(0),
  };

  test('says its sentences in Arabic, and what people named as they named it', () => {
    const said = answerIn(answer, 'ar');
    expect(said.can).toEqual({ cancel: 'ليست مسودة.', pay: true });
    expect(said.faults[0]?.sentence).toContain('أقل من صفر');
    expect([said.name, said.at]).toEqual([answer.name, answer.at]);
  });

  test('is the very same object in English, and where it says nothing', () => {
    expect(answerIn(answer, 'en')).toBe(answer);
    const silent = { items: [{ name: 'a', values: [1, 2] }] };
    expect(answerIn(silent, 'ar')).toBe(silent);
  });
});
