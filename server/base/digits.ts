const ARABIC = /[٠-٩۰-۹]/g;
const ZEROS = ['٠', '۰'].map((zero) => zero.charCodeAt(0));

/** Digits as they are written in Arabic and in Persian, in Latin: `١٢٢١٤` → `12214`. All else stays. */
export function latinDigits(text: string): string {
  return text.replace(ARABIC, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.find((zero) => code >= zero && code <= zero + 9) ?? code));
  });
}
