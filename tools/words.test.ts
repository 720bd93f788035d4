import { readFileSync } from 'node:fs';
import { formatter } from '@lingui/format-po';
import { expect, test } from 'vitest';
import { listFiles } from './files.ts';

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
