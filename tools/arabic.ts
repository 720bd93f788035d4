/**
 * What the Arabic of the product keeps to, as far as a machine can tell: one form of address, every plural form, one Arabic for one
 * concept, Arabic punctuation. Why these were chosen is in web/README.md, "Arabic".
 */

/** English words and the Arabic that stands for each of them, without its vowel marks. */
const TERMS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bresellers?\b/i, /معيد/],
  [/\bpartner terms\b/i, /شروط الشراكة/],
  [/\bpartners?\b/i, /شريك|شركاء|شراكة/],
  [/\bvendor\b/i, /مورد/],
  [/\bbundle plans?\b/i, /خط[ةط] (?:ال)?باق/],
  [/\binvoices?\b/i, /فاتور|فواتير|فوتر/],
  [/\bcredit notes?\b/i, /إشعار\S* (?:ال)?دائن/],
  [/\bdebit note\b/i, /مدين/],
  [/\bspecial prices?\b/i, /سعر\S* (?:ال)?خاص|أسعار\S* (?:ال)?خاصة|سعران خاصان/],
  [/\blist prices?\b/i, /(?:سعر|أسعار) (?:ال)?قائمة/],
  [/\bprice books?\b/i, /دفتر|دفاتر/],
  [/\bquotes?\b/i, /عر(?:ض|وض) (?:ال)?أ?س/],
  [/\bchannel supervisor\b/i, /مشرف القناة/],
  [/\bsecond (?:step|factor)\b/i, /تحقق بخطوتين/],
  [/\bcustomer care\b/i, /العناية بالعملاء/],
  [/\bnew version\b/i, /إصدار/],
  [/\bpost-?pay\b/i, /آجل/],
  [/\bpre-?pay\b/i, /مسبق/],
  [/\bsubscriptions?\b/i, /اشتراك/],
  [/\bcustomers?\b/i, /عميل|عملا/],
];

const bare = (word: string) => word.replace(/[\u064b-\u0652]/g, '');
// Words that only look like those.
const ALIKE =
  /^[وفبلس]?(?:ال)?(?:كم|حكم|محاكم|تحكم|تراكم|يحكم|ي?ختم|خاتم|[يتأ]?تم|مهتم|نحوها?|عضوا|سهوا|تكون|تعاون)$/;

/** The words that speak to several: a pronoun (`حسابكم`), an imperative (`اختاروا`), a verb (`تبيعون`, `قبلتم`). */
export function spokenToMany(text: string): string[] {
  return (text.match(/[\u0621-\u0652]+/g) ?? []).filter((word) => {
    const plain = bare(word);
    if (plain.length < 3 || ALIKE.test(plain)) return false;
    const orders = /(?:وا|وه|وها)$/.test(plain) && !/^[وفل]?(?:ال)?[يم]/.test(plain);
    return orders || /كم$|تم$|تموه?ا?$|^أنتم/.test(plain) || /^[وفس]?ت.*ون$/.test(plain);
  });
}

/** The plural forms that Arabic has (CLDR); `=0` may stand for `zero`. */
export const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The forms that each plural of a message has, one list for each. */
export function pluralForms(message: string): string[][] {
  return [...message.matchAll(/\{\s*\w+\s*,\s*plural\s*,/g)].map((start) =>
    formsFrom(message, start.index + start[0].length),
  );
}

function formsFrom(message: string, start: number): string[] {
  const forms: string[] = [];
  let depth = 0;
  let name = '';
  for (const letter of message.slice(start)) {
    if (letter === '{') {
      if (depth === 0) forms.push(name.trim() === '=0' ? 'zero' : name.trim());
      depth += 1;
      name = '';
    } else if (letter === '}') {
      depth -= 1;
      if (depth < 0) return forms;
    } else if (depth === 0) name += letter;
  }
  return forms;
}

/** Punctuation of the other script after an Arabic letter, a space before a mark, straight quotation marks, other digits. */
export function strayMarks(text: string): string[] {
  return (
    text.match(/[\u0621-\u0652][,;?]|\s[،؛؟]|[،؛](?=[^\s"»])|(?<![\w{])"[\u0621-\u0652][^"]*"|[٠-٩٪]/g) ?? []
  );
}

/** The English concepts whose Arabic the translation lacks. */
export function missedTerms(english: string, arabic: string): string[] {
  const said = english.replace(/\{\w+\}|<(\d)>[a-z_, ]+<\/\1>/g, '');
  return TERMS.filter(([concept, words]) => concept.test(said) && !words.test(bare(arabic))).map(
    ([concept]) => concept.source,
  );
}
