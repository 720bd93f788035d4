import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatter } from '@lingui/format-po';

export type Language = 'en' | 'ar';
export type FaceName = 'apply' | 'vendor' | 'console' | 'panel';

/** `say('Approve')`: the sentence as a reader of the language sees it. `values` fill its `{name}`s; tags are left out. */
export type Say = (english: string, values?: Record<string, string | number>) => string;

const LOCALES = join(import.meta.dirname, '..', '..', 'web', 'locales');
const { parse } = formatter();

/** The words of a face in a language, from the catalogues its pages are built with. Saying what no catalogue has throws. */
export async function wordsOf(face: FaceName, language: Language): Promise<Say> {
  const names = [...folderOf(face, language), ...folderOf('kit', language), 'shared'];
  const all = await Promise.all(names.map((name) => catalogue(name, language)));
  return (english, values = {}) => {
    const found = all.map((words) => words.get(english)).find(Boolean);
    if (!found) throw new Error(`the ${language} catalogue of ${face} does not have "${english}"`);
    return found.replace(/<\/?\d+\/?>/g, '').replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  };
}

function folderOf(name: string, language: Language): string[] {
  return readdirSync(join(LOCALES, language, name)).map((file) => join(name, file.replace(/\.po$/, '')));
}

const catalogues = new Map<string, Promise<Map<string, string>>>();

/** A catalogue, read once a process. */
function catalogue(name: string, language: Language): Promise<Map<string, string>> {
  const key = join(language, name);
  const found = catalogues.get(key) ?? read(name, language);
  catalogues.set(key, found);
  return found;
}

async function read(name: string, language: Language): Promise<Map<string, string>> {
  const filename = join(LOCALES, language, `${name}.po`);
  const messages = await parse(readFileSync(filename, 'utf8'), {
    locale: language,
    sourceLocale: 'en',
    filename,
  });
  const pairs = Object.values(messages).map(
    ({ message = '', translation = '' }) => [message, translation] as const,
  );
  return new Map(pairs);
}
