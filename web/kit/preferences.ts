import { i18n } from '@lingui/core';
import type { Language } from '../format.ts';

/** What a browser remembers of its reader. boot.js reads the same two keys before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

/** What fetches a catalogue of sentences, by language. */
export type Words = Record<Language, () => Promise<{ messages: Record<string, string> }>>;

/** Every catalogue asked for so far: another language wants them all. */
const asked = new Set<Words>();

/** The language in force: boot.js sets the one chosen before, or the browser's. */
function languageOfPage(): Language {
  return document.documentElement.lang === 'ar' ? 'ar' : 'en';
}

/** Called once by `startFace`, before anything is rendered, with the words it starts with. */
export async function startLanguage(words: readonly Words[]): Promise<void> {
  for (const catalogue of words) asked.add(catalogue);
  await activate(languageOfPage());
}

/**
 * What was imported, once its words are there too. tools/words.ts writes the call around every import of a page.
 * @public
 */
export async function withWords<T>(imported: Promise<T>, words: readonly Words[]): Promise<T> {
  for (const catalogue of words) asked.add(catalogue);
  const [module] = await Promise.all([imported, fetchWords(languageOfPage(), words)]);
  return module;
}

/** Turns the page to a language, in place: nothing typed is lost. */
export async function chooseLanguage(language: Language): Promise<void> {
  remember('caravan.language', language);
  await activate(language);
}

async function activate(language: Language): Promise<void> {
  await fetchWords(language, [...asked]);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  i18n.activate(language);
}

/** Fetched once by the browser, however often it is asked. */
async function fetchWords(language: Language, words: readonly Words[]): Promise<void> {
  const catalogues = await Promise.all(words.map((catalogue) => catalogue[language]()));
  for (const { messages } of catalogues) i18n.load(language, messages);
}

/** The theme in force. */
export function currentTheme(): Theme {
  return (document.documentElement.dataset.theme as Theme | undefined) ?? 'system';
}

/** Sets the theme here and on the next visit. */
export function chooseTheme(theme: Theme): void {
  remember('caravan.theme', theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Keeps a small setting of this browser; where storage is switched off it lasts as long as the page. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows of some browsers refuse; a preference is not worth an error.
  }
}

/** A setting kept by `remember`, or null. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
