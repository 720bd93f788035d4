import { latinDigits } from '../../base/digits.ts';
import { sharedProviders, words } from './duplicate-words.rules.ts';

/** By what two deals are alike. `spelling`: the names sound alike across the scripts. */
export const MATCH_KINDS = ['name', 'spelling', 'domain', 'registration', 'group'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** One thing a customer is recognised by: `value` is folded, so that spellings meet; `shown` is what was written. */
export type MatchKey = { kind: MatchKind; value: string; shown: string };

/** What a deal says of its customer, as far as it is compared. */
export type Likeness = {
  name: string;
  name_other: string | null;
  domain: string | null;
  contact_email: string | null;
  registration_number: string | null;
  group_name: string | null;
};

/** Names are compared within a country; the rest of the world has many Noor Tradings. Alike by at least this (pg_trgm). */
export const ALIKE = '0.55';

/** How much each kind says by itself; the score of a match is its best reason's. */
const WEIGHT: Record<MatchKind, number> = {
  registration: 1,
  domain: 0.95,
  name: 0.9,
  spelling: 0.75,
  group: 0.6,
};

/** Why two deals match: what was written on each side, and how alike it is (1 is the same). */
export type MatchReason = { kind: MatchKind; mine: string; theirs: string; likeness: number };

const NAMES: readonly MatchKind[] = ['name', 'spelling', 'group'];

/** The best of each kind, strongest first; names that share nothing of their own are none. */
export function strongest(reasons: readonly MatchReason[]): MatchReason[] {
  const best = new Map<MatchKind, MatchReason>();
  const real = reasons.filter(
    ({ kind, mine, theirs }) => !NAMES.includes(kind) || shareTheirOwn(mine, theirs),
  );
  for (const reason of real) {
    if ((best.get(reason.kind)?.likeness ?? 0) < reason.likeness) best.set(reason.kind, reason);
  }
  return [...best.values()].sort((a, b) => weightOf(b) - weightOf(a));
}

/** From 0 to 1, three decimals. */
export function scoreOf(reasons: readonly MatchReason[]): number {
  return Math.round(Math.max(0, ...reasons.map(weightOf)) * 1000) / 1000;
}

function weightOf({ kind, likeness }: MatchReason): number {
  return WEIGHT[kind] * likeness;
}

/** Everything the customer of a deal is recognised by. Two that fold to one key are one. */
export function matchKeys(of: Likeness): MatchKey[] {
  const names = [of.name, of.name_other].filter((name) => name !== null);
  const domains = [of.domain, domainOfEmail(of.contact_email)].filter((domain) => domain !== null);
  const keys: MatchKey[] = [
    ...names.map((name) => ({ kind: 'name' as const, value: foldedName(name), shown: name })),
    ...names.map((name) => ({ kind: 'spelling' as const, value: soundOf(name), shown: name })),
    ...domains.map((domain) => ({ kind: 'domain' as const, value: registeredDomain(domain), shown: domain })),
    ...one('registration', of.registration_number, foldedNumber),
    ...one('group', of.group_name, soundOf),
  ];
  const known = new Map(keys.filter(({ value }) => value).map((key) => [`${key.kind} ${key.value}`, key]));
  return [...known.values()];
}

function one(kind: MatchKind, text: string | null, fold: (text: string) => string): MatchKey[] {
  return text ? [{ kind, value: fold(text), shown: text }] : [];
}

/**
 * A name as it is compared: one case, one form of each letter, without marks, punctuation, articles and legal forms.
 * `Al-Noor Clinics Co. Ltd` → `noor clinics`; `شركة عيادات النّور المحدودة` → `عيادات نور`. A name of nothing else keeps its words.
 */
export function foldedName(name: string): string {
  return tokensOf(name).join(' ');
}

function tokensOf(name: string): string[] {
  const all = folded(name).split(' ').filter(Boolean);
  const bare = all.map(withoutArticle).filter((word) => word && !words.legalForms.has(word));
  return bare.length > 0 ? bare : all;
}

const ARABIC_FOLDS: [RegExp, string][] = [
  [/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]/g, ''],
  [/[أإآٱ]/g, 'ا'],
  [/[ىئ]/g, 'ي'],
  [/ؤ/g, 'و'],
  [/ة/g, 'ه'],
  [/ء/g, ''],
  [/[گک]/g, 'ك'],
  [/ی/g, 'ي'],
  [/پ/g, 'ب'],
  [/چ/g, 'ج'],
  [/ڤ/g, 'ف'],
];

function folded(text: string): string {
  // Dots and apostrophes stand inside words (L.L.C., Sana'a); everything else between letters and digits parts them.
  let plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.'’‘`ʼʿʾ]/g, '');
  plain = plain
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  for (const [form, plainForm] of ARABIC_FOLDS) plain = plain.replace(form, plainForm);
  return latinDigits(plain)
    .replace(/&/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function withoutArticle(word: string): string {
  if (words.articles.has(word)) return '';
  const bare = word.replace(/^(وال|ال|لل)(?=..)/u, '');
  return bare;
}

/**
 * How a name sounds, the same in both scripts: the consonants of each word in Latin letters, business words by their meaning, in the order of
 * the alphabet (Arabic says `clinics of light`). `Al-Noor Clinics` and `عيادات النور` are both `clinic nr`.
 */
export function soundOf(name: string): string {
  const tokens = tokensOf(name).map((token) => words.meanings.get(token) ?? consonants(token));
  return [...new Set(tokens.filter(Boolean))].sort().join(' ');
}

// Sounds the scripts write with one letter here and two there; vowels, and the half-vowels w and y, come and go.
const LATIN_SOUNDS: [RegExp, string][] = [
  [/^(al|el)(?=[^aeiou]{1,2}[aeiou])/, ''],
  [/sh|ch|sch/g, 'S'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/kh/g, 'K'],
  [/gh/g, 'G'],
  [/ph/g, 'f'],
  [/ck|q|c/g, 'k'],
  [/x/g, 'ks'],
  [/p/g, 'b'],
  [/v/g, 'f'],
  [/z/g, 'd'],
  [/g/g, 'j'],
  [/h$/g, ''],
  [/[aeiouwy]/g, ''],
];
const ARABIC_SOUNDS: Record<string, string> = {
  ب: 'b',
  ت: 't',
  ث: 't',
  ج: 'j',
  ح: 'h',
  خ: 'K',
  د: 'd',
  ذ: 'd',
  ر: 'r',
  ز: 'd',
  س: 's',
  ش: 'S',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'd',
  غ: 'G',
  ف: 'f',
  ق: 'k',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
};

function consonants(word: string): string {
  const latin = /\p{Script=Arabic}/u.test(word) ? fromArabic(word) : fromLatin(word);
  return latin.replace(/(.)\1+/g, '$1');
}

function fromArabic(word: string): string {
  const heard = word.replace(/ه$/u, '');
  return [...heard].map((letter) => ARABIC_SOUNDS[letter] ?? (/\d/.test(letter) ? letter : '')).join('');
}

function fromLatin(word: string): string {
  return LATIN_SOUNDS.reduce((text, [sound, letter]) => text.replace(sound, letter), word);
}

/**
 * Whether two names that look alike also share what is their own: `International Trading` fills half of many names and says nothing about
 * who it is. Names of nothing but business words meet only as they are.
 */
export function shareTheirOwn(a: string, b: string): boolean {
  const [mine, theirs] = [ownSound(a), ownSound(b)];
  return mine && theirs ? trigramLikeness(mine, theirs) >= 0.4 : soundOf(a) === soundOf(b);
}

function ownSound(name: string): string {
  const own = tokensOf(name).filter((token) => !words.meanings.has(token));
  return own.map(consonants).filter(Boolean).sort().join(' ');
}

/** As pg_trgm measures it: shared trigrams of all. */
function trigramLikeness(a: string, b: string): number {
  const [mine, theirs] = [trigrams(a), trigrams(b)];
  const shared = [...mine].filter((trigram) => theirs.has(trigram)).length;
  return shared / (mine.size + theirs.size - shared);
}

function trigrams(text: string): Set<string> {
  const padded = text.split(' ').map((word) => `  ${word} `);
  return new Set(
    padded.flatMap((word) => Array.from({ length: word.length - 2 }, (_, i) => word.slice(i, i + 3))),
  );
}

/** A registration number without what stands between its digits and letters. */
function foldedNumber(text: string): string {
  return folded(text).replace(/ /g, '').toUpperCase();
}

function domainOfEmail(email: string | null): string | null {
  const domain = email?.split('@')[1]?.toLowerCase();
  return domain && !sharedProviders.has(domain) ? domain : null;
}

// Below these, names are registered one level deeper.
const SECOND_LEVEL = /^(com|co|net|org|gov|edu|ac|sch|med|gob|or|ne|govt|mil)$/;

// Names for documentation (RFC 2606) that imitate real ones: `alnoor.com.sa.example`.
const IMITATED = /\.(?:[a-z]{2}|com|net|org|biz|info)\.example$/;

/** The part of a domain that somebody registered: `mail.alnoor.com.sa` → `alnoor.com.sa`. By rule of thumb, without the public suffix list. */
export function registeredDomain(domain: string): string {
  const name = domain.trim().toLowerCase().replace(/\.$/, '');
  if (IMITATED.test(name)) return `${registeredDomain(name.replace(/\.example$/, ''))}.example`;
  const labels = name.split('.');
  const deep = labels.length > 2 && SECOND_LEVEL.test(labels.at(-2) ?? '');
  return labels.slice(deep ? -3 : -2).join('.');
}
