/** What was typed into a form, kept for the life of the tab, so that a reload or a wrong turn loses nothing. */
export type Draft = Record<string, unknown>;

const SECRET = /password|secret|card/i;
/** A one-time code, unlike the code of a product or a plan. */
const ONE_TIME = /^\s*\d[\d\s]*$/;

/** The kept draft of a form, or null. */
export function readDraft(name: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null') as Draft | null;
  } catch {
    return null; // Written by another version of the form, or storage is off.
  }
}

/** Keeps what is typed, without what must not lie around: passwords, one-time codes, card numbers. */
export function keepDraft(name: string, values: Draft): void {
  const kept = Object.entries(values).filter(([field, value]) => !isSecret(field, value));
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Full or switched off: the form works without.
  }
}

function isSecret(field: string, value: unknown): boolean {
  return SECRET.test(field) || (/code$/i.test(field) && ONE_TIME.test(String(value)));
}

/** Forgets it: the form was sent, or started over. */
export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
}

function keyOf(name: string): string {
  return `caravan.draft.${name}`;
}
