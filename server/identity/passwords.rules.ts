const PASSWORD_MIN = 10;
/** Argon2 takes any length; this only keeps a request from being a burden. */
export const PASSWORD_MAX = 200;

/** What a password must not be made of: its owner's own words. */
export type Owner = { email: string; name: string; organization?: string | undefined };

/**
 * Why the password is refused, as a sentence, or null when it is good. Length counts most (NIST SP 800-63B); refused
 * are the owner's own words, keyboard runs and the words that every list of leaked passwords begins with.
 */
export function passwordFault(password: string, owner: Owner): string | null {
  if ([...password].length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (new Set(password.toLowerCase()).size < 5) return 'Use more different characters.';
  const isMostly = (word: string) =>
    leaves(lettersOf(password), lettersOf(word)) < 4 || leaves(undone(password), undone(word)) < 4;
  const own = ownWords(owner).find(isMostly);
  if (own) return `Do not use "${own}": it is part of your name, address or organization.`;
  if (COMMON.some(isMostly))
    return 'This is among the first passwords anyone would try; add a few unrelated words.';
  if (isRun(password.toLowerCase())) return 'Do not use neighbouring keys or numbers in order.';
  return null;
}

/** The letters alone, in lower case. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}

/** The letters with the usual stand-ins undone: `P@ssw0rd!` is `password`. */
function undone(text: string): string {
  return lettersOf(text.replace(/[@40315$7]/g, (sign) => STAND_INS[sign] ?? sign));
}

const STAND_INS: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '3': 'e',
  '1': 'i',
  '5': 's',
  $: 's',
  '7': 't',
};

/** How many letters remain beside the word; as many as can be when it is not in there. */
function leaves(core: string, word: string): number {
  const rest = core.replaceAll(word, '');
  return rest === core ? Number.POSITIVE_INFINITY : rest.length;
}

function ownWords({ email, name, organization = '' }: Owner): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const words = [
    local,
    ...local.split(/[._+-]/),
    ...domain.split('.'),
    ...name.split(/\s+/),
    ...organization.split(/\s+/),
  ];
  return words.map((word) => word.toLowerCase()).filter((word) => lettersOf(word).length >= 4);
}

const COMMON = [
  'password',
  'passwort',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'welcome',
  'letmein',
  'admin',
  'administrator',
  'changeme',
  'secret',
  'iloveyou',
  'monkey',
  'dragon',
  'football',
  'caravan',
  'saharanet',
];

const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];

/** Whether it is one run of neighbours, forwards or backwards. */
function isRun(text: string): boolean {
  const backwards = [...text].reverse().join('');
  return RUNS.some((run) => run.includes(text) || run.includes(backwards));
}
