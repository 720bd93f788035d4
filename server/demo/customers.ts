import type { DemoNames, DemoReseller, SpecialCustomer, Text } from './data.ts';
import { type Random, seededRandom } from './random.ts';

/** A customer as its reseller will add it. `tld` is the top-level domain of `domain`, before the reserved `.example`. */
export type PlannedCustomer = {
  key: string;
  name: string;
  country: string;
  language: string;
  domain: string;
  tld: string;
  headcount: number;
  body_kind: string;
};

const TLDS: Record<string, readonly string[]> = {
  SA: ['sa', 'sa', 'sa', 'com.sa', 'com.sa', 'com', 'net.sa'],
  AE: ['ae', 'ae', 'com'],
  GB: ['co.uk', 'uk', 'com'],
  DE: ['de', 'de', 'com'],
  IN: ['in', 'com'],
};
const ANYWHERE = ['com', 'com', 'net', 'co', 'org', 'biz', 'info', 'io'];

/** Hands out customers to resellers; no name comes twice, and none of `taken` (in English). */
export function customerNamer(
  names: DemoNames,
  taken: readonly string[],
): (reseller: DemoReseller) => PlannedCustomer {
  const decks = new Map<string, PlannedName[]>();
  return (reseller) => {
    const kind = names.arab_countries.includes(reseller.country) ? 'arab' : reseller.country;
    const deck = decks.get(kind) ?? shuffledNames(names, kind).filter(({ en }) => !taken.includes(en));
    decks.set(kind, deck);
    const name = deck.pop();
    if (!name) throw new RangeError(`no names are left for customers in ${reseller.country}`);
    return customerOf(reseller, name, seededRandom(`customer:${name.en}`));
  };
}

type PlannedName = Text & { headcount: number[] };

function shuffledNames(names: DemoNames, kind: string): PlannedName[] {
  const words = kind === 'arab' ? names.arab : names.countries[kind];
  if (!words) throw new RangeError(`there are no words for customers in ${kind}`);
  const all = words.roots.flatMap((root) =>
    words.industries.map(({ en, ar, headcount }) => {
      const english = en.replace('{}', root.en);
      return { en: english, ar: ar && root.ar ? ar.replace('{}', root.ar) : english, headcount };
    }),
  );
  return seededRandom(`names:${kind}`).shuffled(all);
}

function customerOf({ country, language }: DemoReseller, name: PlannedName, random: Random): PlannedCustomer {
  const [low = 1, high = 750] = name.headcount;
  // Small businesses are many, large ones few.
  const headcount = low + Math.floor(((high - low) * random.int(0, 100) * random.int(0, 100)) / 10_000);
  return { ...place(country, language, name, random), headcount, body_kind: bodyOf(name.en) };
}

function place(country: string, language: string, { en, ar }: Text, random: Random) {
  const tld = random.pick(TLDS[country] ?? ANYWHERE);
  const key = slug(en);
  return { key, name: language === 'ar' ? ar : en, country, language, domain: `${key}.${tld}.example`, tld };
}

function bodyOf(name: string): string {
  return /School|Academy|Scolaire|Koleji/.test(name) ? 'education' : 'business';
}

/** A customer that needs a special price, as its reseller will add it. */
export function specialCustomer(
  { country, name, headcount, body_kind }: SpecialCustomer,
  { language }: DemoReseller,
): PlannedCustomer {
  return { ...place(country, language, name, seededRandom(`customer:${name.en}`)), headcount, body_kind };
}

/** The one customer whose people can sign in to the demo. */
export function leadCustomer(
  lead: { name: Text; headcount: number },
  { country }: DemoReseller,
): PlannedCustomer {
  const key = slug(lead.name.en);
  const domain = { domain: `${key}.sa.example`, tld: 'sa' };
  return {
    key,
    name: lead.name.en,
    country,
    language: 'en',
    ...domain,
    headcount: lead.headcount,
    body_kind: 'business',
  };
}

/** A name as part of a domain: small Latin letters, digits and dashes. */
function slug(name: string): string {
  const latin = name.replace(/ß/g, 'ss').replace(/ı/g, 'i').normalize('NFD').replace(/\p{M}/gu, '');
  return latin
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
