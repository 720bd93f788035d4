import { latinDigits } from '../../base/digits.ts';

/**
 * A written address in the parts that e-invoices have. `building` and `additional` are the four digits each of a Saudi national address, `postal_code`
 * its five; `more` is what stands besides: a unit, a tower. What is not there is null.
 */
export type AddressParts = {
  street: string | null;
  more: string | null;
  building: string | null;
  additional: string | null;
  district: string | null;
  city: string | null;
  postal_code: string | null;
};

/** A piece of the address between commas, dashes and line ends, with the numbers taken out of it. */
type Piece = { words: string; building?: string; additional?: string; postal_code?: string };

/**
 * The parts as far as they can be told. Saudi national addresses are read as the Saudi Post writes them (`8228 Imam Ali Road - Al Salam Dist.`,
 * `Unit 1`, `Riyadh 12345-6789`), in its form of 2022 (`6789 Al Salam Dist.`, `12345 Riyadh`) and as people do (`Olaya Street 7420, Al Olaya`), in
 * either script and either kind of digits; BR-KSA-37, -64, -66 and -67 ask for four, four and five digits. Of other countries only street, city and
 * postal code are told apart.
 */
export function addressParts(address: string | null, country: string): AddressParts {
  const pieces = piecesOf(address ?? '', country);
  return country === 'SA' ? saudiParts(pieces) : otherParts(pieces);
}

const POST_BOX = /(?:p\.?\s*o\.?\s*box|box|ص\s*\.?\s*ب\.?|صندوق(?: ال)?بريد)\s*[:.]?\s*\d+/giu;
const SEPARATORS = /[\n,،;؛|]|\s[-–—]\s/;

function piecesOf(address: string, country: string): string[] {
  const names = namesOf(country);
  return latinDigits(address)
    .replace(POST_BOX, '')
    .replace(/\b(\d{5})\s*[-–—]\s*(\d{4})\b/g, '$1-$2')
    .split(SEPARATORS)
    .map(tidy)
    .filter((piece) => piece && !names.has(piece.toLowerCase()));
}

/** What a country is called at the end of an address, in small letters. */
function namesOf(country: string): ReadonlySet<string> {
  const named = ['en', 'ar'].flatMap((language) => {
    const name = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
    return [name, name.replace(/^ال/, '')];
  });
  const kingdom = ['Kingdom of Saudi Arabia', 'KSA', 'K.S.A.', 'المملكة العربية السعودية', 'السعودية'];
  return new Set([...named, ...(country === 'SA' ? kingdom : [])].map((name) => name.toLowerCase()));
}

function tidy(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–—:.]+|[\s\-–—:]+$/g, '')
    .trim();
}

const UNIT =
  /^(?:unit|apt|apartment|flat|office|shop|suite|floor|level|وحدة|شقة|مكتب|محل|معرض|الدور|دور)(?=[\s.:#\d]|$)/iu;
const DISTRICT = /\bdist(?:rict|\.|$)|^حي\s/iu;

/** What a piece says: the city by its five digits, then the house by the first four, then the additional number. */
function saudiParts(pieces: readonly string[]): AddressParts {
  const cityAt = pieces.findLastIndex((piece) => /\b\d{5}\b/.test(piece));
  let housed = false;
  const read = pieces.map((piece, at): Piece => {
    if (at === cityAt) return cityPiece(piece);
    if (UNIT.test(piece)) return { words: piece };
    const [, letters, number = ''] = /(?<![\dA-Z])([A-Z]{4})?(\d{4})(?!\d)/.exec(piece) ?? [];
    if (!number || (letters && housed))
      return { words: letters ? tidy(piece.replace(letters + number, '')) : piece };
    const words = tidy(piece.replace((letters ?? '') + number, ''));
    const part = housed ? { additional: number } : { building: number };
    housed = true;
    return { words, ...part };
  });
  return placed(read, cityAt);
}

/** `Riyadh 12345-6789`, `12345 الرياض`. */
function cityPiece(piece: string): Piece {
  const [whole = '', postal_code = '', additional] = /\b(\d{5})(?:-(\d{4}))?\b/.exec(piece) ?? [];
  return { words: tidy(piece.replace(whole, '')), postal_code, ...(additional && { additional }) };
}

function placed(read: readonly Piece[], cityAt: number): AddressParts {
  const named = read.filter(({ words }) => words);
  const city = read[cityAt]?.words ? read[cityAt] : named.at(-1);
  const others = named.filter((piece) => piece !== city);
  const [units, places] = [others.filter(isUnit), others.filter((piece) => !isUnit(piece))];
  const street =
    places.find(({ building }) => building) ?? places.find((piece) => !isDistrict(piece)) ?? null;
  const rest = places.filter((piece) => piece !== street);
  const district = rest.find(isDistrict) ?? rest.at(-1) ?? null;
  const more = [...rest.filter((piece) => piece !== district), ...units].map(({ words }) => words);
  const found = (part: 'building' | 'additional' | 'postal_code') =>
    read.find((piece) => piece[part])?.[part] ?? null;
  return {
    street: street?.words ?? null,
    more: more.join(', ') || null,
    building: found('building'),
    additional: found('additional'),
    district: district?.words ?? null,
    city: city?.words ?? null,
    postal_code: found('postal_code'),
  };
}

function isUnit({ words }: Piece): boolean {
  return UNIT.test(words);
}

function isDistrict({ words, additional }: Piece): boolean {
  return DISTRICT.test(words) || additional !== undefined;
}

// `SE1 1LZ`, `1012 AB`, `114 55`, `40212`: what stands with a city.
const POSTAL_CODE =
  /\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|\d{4} [A-Z]{2}|\d{3} \d{2}|\d{5}-\d{3,4}|\d{4,7})\b/;

function otherParts(pieces: readonly string[]): AddressParts {
  const last = pieces.at(-1) ?? '';
  const code = POSTAL_CODE.exec(last)?.[0] ?? null;
  const alone = tidy(code ? last.replace(code, '') : last);
  const before = pieces.slice(0, -1);
  const city = alone || (before.pop() ?? null);
  const [street = null, ...more] = before;
  const none = { building: null, additional: null, district: null };
  return { street, more: more.join(', ') || null, ...none, city, postal_code: code };
}
