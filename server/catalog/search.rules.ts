/**
 * The words of a search, each with its other spellings: names that are written in both scripts, and the everyday word for a thing.
 * Letters' forms and accents need no entry: the database folds them (catalog.folded).
 */
export function searchWords(q: string): string[][] {
  return q
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => spellings(word));
}

function spellings(word: string): string[] {
  const plain = folded(word);
  const group = groupOf(plain);
  return group ? [word, ...group.filter((name) => folded(name) !== plain)] : [word];
}

function groupOf(plain: string): readonly string[] | undefined {
  return SPELLINGS.find((names) => names.some((name) => folded(name) === plain));
}

/**
 * The same words with what they may have been meant for: every two neighbours of a word in the other order ("mircosoft" for "microsoft"), and
 * the other spellings of what that makes. Three letters in another order are other words too often.
 */
export function withSwaps(words: readonly (readonly string[])[]): string[][] {
  return words.map(([word = '', ...others]) => {
    const swaps = swapsOf(folded(word));
    const known = swaps.flatMap((swapped) => groupOf(swapped) ?? []);
    return [...new Set([word, ...others, ...known, ...swaps])];
  });
}

function swapsOf(word: string): string[] {
  const letters = [...word];
  if (letters.length < SWAPPED_FROM || letters.length > SWAPPED_TO) return [];
  return letters.slice(1).flatMap((letter, i) => {
    const before = letters[i] ?? '';
    if (before === letter) return [];
    return [[...letters.slice(0, i), letter, before, ...letters.slice(i + 2)].join('')];
  });
}

/** How long a word is whose letters are put in another order. Nobody searches for longer ones by hand. */
const [SWAPPED_FROM, SWAPPED_TO] = [4, 24];

/** As catalog.folded does, and without the article that Arabic writes in one with its word. */
function folded(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621\u200e\u200f]/g, '')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replace(/^ال(?=..)/, '');
}

/** Names of makers and goods as people write them; one line is one thing. */
const SPELLINGS: readonly (readonly string[])[] = [
  ['google', 'جوجل', 'غوغل', 'قوقل', 'كوكل'],
  ['microsoft', 'مايكروسوفت', 'ميكروسوفت', 'مايكروسفت'],
  ['workspace', 'ورك سبيس', 'وركسبيس', 'ورك'],
  ['office', 'أوفيس', 'اوفس'],
  ['teams', 'تيمز'],
  ['outlook', 'أوتلوك', 'اوت لوك'],
  ['exchange', 'إكسجينج', 'اكستشينج'],
  ['azure', 'أزور', 'آزور'],
  ['windows', 'ويندوز'],
  ['gemini', 'جيميناي', 'جيميني'],
  ['copilot', 'كوبايلوت', 'كوبيلوت'],
  ['starter', 'ستارتر'],
  ['standard', 'ستاندرد', 'ستاندارد'],
  ['business', 'بزنس', 'بيزنس', 'أعمال'],
  ['enterprise', 'إنتربرايز', 'انتربرايز'],
  ['premium', 'بريميوم'],
  ['domain', 'دومين', 'نطاق'],
  ['hosting', 'هوستنج', 'استضافة'],
  ['server', 'سيرفر', 'خادم', 'خوادم'],
  ['cloud', 'كلاود', 'سحابة', 'سحابي'],
  ['backup', 'باك اب', 'باكب', 'نسخ'],
  ['fibre', 'fiber', 'فايبر', 'فيبر', 'ألياف'],
  ['internet', 'إنترنت', 'انترنت'],
  ['ssl', 'tls', 'شهادة'],
  ['mail', 'email', 'e-mail', 'بريد', 'ايميل'],
  ['security', 'سكيورتي', 'أمن', 'أمان', 'حماية'],
  ['storage', 'ستوريج', 'تخزين'],
];
