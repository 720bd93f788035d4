import { i18n } from '@lingui/core';
import type { Language } from '../format.ts';

/** What a browser remembers of its reader. boot.js reads the same two keys before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

type Catalogue = { messages: Record<string, string> };

/** A face's own sentences in a language; the shared ones are loaded beside them. */
export type LoadMessages = (language: Language) => Promise<Catalogue>;

let loadFace: LoadMessages;

/** The language chosen before, or the browser's. */
function initialLanguage(): Language {
  return document.documentElement.lang === 'ar' ? 'ar' : 'en';
}

/** Called once by `startFace`, before anything is rendered. */
export async function startLanguage(load: LoadMessages): Promise<void> {
  loadFace = load;
  await activate(initialLanguage());
}

/** Turns the page to a language, in place: nothing typed is lost. */
export async function chooseLanguage(language: Language): Promise<void> {
  remember('caravan.language', language);
  await activate(language);
}

async function activate(language: Language): Promise<void> {
  const [shared, own] = await Promise.all([
    import(`../locales/${language}/shared.po`) as Promise<Catalogue>,
    loadFace(language),
  ]);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  i18n.loadAndActivate({ locale: language, messages: { ...shared.messages, ...own.messages } });
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
