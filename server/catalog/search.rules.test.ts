import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWords, withSwaps } from './search.rules.ts';

const meant = (q: string) => withSwaps(searchWords(q));

test.each([
  ['Mircosoft', 'microsoft'],
  ['imcrosoft', 'microsoft'],
  ['microsotf', 'microsoft'],
  ['Mircosoft', 'مايكروسوفت'],
  ['googel', 'جوجل'],
  ['مايركوسوفت', 'مايكروسوفت'],
  ['نطقا', 'نطاق'],
  ['الاستضاةف', 'استضافه'],
])('%s may be meant for %s', (q, word) => {
  expect(meant(q)[0]).toContain(word);
});

test.each(['ssl', 'مقر', 'aaaa', 'x'.repeat(25)])('%s is meant as it stands', (q) => {
  expect(meant(q)).toEqual(searchWords(q));
});

test('every swap of two neighbours of a word comes back to it, whatever the letters', () => {
  const letter = fc.constantFrom(...'abcdeابتثجح');
  fc.assert(
    fc.property(fc.array(letter, { minLength: 4, maxLength: 12 }), fc.nat(), (letters, place) => {
      const at = place % (letters.length - 1);
      const typed = [...letters];
      [typed[at], typed[at + 1]] = [letters[at + 1] as string, letters[at] as string];
      // The article is no part of the word.
      fc.pre(!typed.join('').startsWith('ال'));
      expect(meant(typed.join(''))[0]).toContain(letters.join(''));
    }),
  );
});

test('words stay apart, and what was typed comes first', () => {
  expect(meant('Mircosoft 365').map(([first]) => first)).toEqual(['Mircosoft', '365']);
});
