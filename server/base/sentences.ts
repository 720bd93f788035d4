import type { Language } from './ctx.ts';
import arabic from './sentences.ar.json' with { type: 'json' };

/*
 * What the server says to people is written once, in English, where it is decided; here it is put into the reader's language, at the door and
 * nowhere else. The catalogue has the sentences as they stand in the sources, `{0}` for what is put in; tools/sentences.ts holds it whole.
 */

type Pattern = { form: RegExp; words: string };

const exact = new Map(Object.entries<string>(arabic).filter(([english]) => !/\{\d\}/.test(english)));
const patterns: Pattern[] = Object.entries<string>(arabic)
  .filter(([english]) => /\{\d\}/.test(english))
  // The one that says most by itself comes first: `There is no family {0} …` before `There is no {0} {1}.`
  .sort(([one], [other]) => literal(other) - literal(one))
  .map(([english, words]) => ({ form: formOf(english), words }));

function literal(english: string): number {
  return english.replace(/\{\d\}/g, '').length;
}

function formOf(english: string): RegExp {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}

/** The sentence in the language; one that no catalogue has (what people or other systems wrote) stays as it is. */
export function inLanguage(sentence: string, language: Language): string {
  return language === 'ar' ? (translated(sentence) ?? sentence) : sentence;
}

function translated(text: string): string | undefined {
  const whole = exact.get(text) ?? byPattern(text);
  if (whole !== undefined) return whole;
  const sentences = text.split(/(?<=[.!?]) (?=[\p{Lu}"])/u);
  if (sentences.length < 2) return undefined;
  const each = sentences.map((one) => exact.get(one) ?? byPattern(one));
  return each.every((one) => one !== undefined) ? each.join(' ') : undefined;
}

function byPattern(text: string): string | undefined {
  for (const { form, words } of patterns) {
    const values = form.exec(text)?.slice(1);
    if (values) return words.replace(/\{(\d)\}/g, (_, place) => filled(values[Number(place)] ?? ''));
  }
  return undefined;
}

/** What is put in: itself a word or a sentence of ours, a list of such, or a name, which reads in its own direction. */
function filled(value: string): string {
  const known = translated(value);
  if (known !== undefined) return known;
  const items = value.split(', ').map((item) => exact.get(item));
  if (items.every((item) => item !== undefined)) return items.join('، ');
  return value.split(' or ').map(apart).join(' أو ');
}

function apart(name: string): string {
  return /[A-Za-z]/.test(name) ? `\u2068${name}\u2069` : name;
}

/** Fields of answers that hold sentences of ours; `can` holds them by verb. */
const SAID = new Set(['sentence', 'detail', 'cause', 'warnings', 'can', 'cancel_consequence']);

/** The answer with its sentences in the language. What has none is the same object. */
export function answerIn<T>(answer: T, language: Language): T {
  return language === 'ar' ? (turned(answer, false) as T) : answer;
}

function turned(value: unknown, isSaid: boolean): unknown {
  if (typeof value === 'string') return isSaid ? (translated(value) ?? value) : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => turned(item, isSaid));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value === null || typeof value !== 'object' || !isPlain(value)) return value;
  let changed: Record<string, unknown> | undefined;
  for (const [key, field] of Object.entries(value)) {
    const next = turned(field, isSaid || SAID.has(key));
    if (next !== field) changed = { ...(changed ?? (value as Record<string, unknown>)), [key]: next };
  }
  return changed ?? value;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
