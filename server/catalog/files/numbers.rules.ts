const SHOWN = 15;

/**
 * The number that a person typed into a spreadsheet, which keeps it as a binary fraction written with up to 17 digits: the 15 digits it shows,
 * half away from zero, without an exponent. 10.880000000000001 → 10.88. Text that is no number stays as it is.
 */
export function cellNumber(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim());
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  const scale = fraction.length - Number(exponent);
  const excess = Math.max(0, digits.length - SHOWN);
  const kept = excess > 0 ? rounded(digits, excess) : digits;
  return `${sign}${placed(kept, scale - excess)}`;
}

function rounded(digits: string, excess: number): string {
  const unit = 10n ** BigInt(excess);
  return ((BigInt(digits) + unit / 2n) / unit).toString();
}

/** Digits with the point so many places from the right, without zeros at the end of a fraction. */
function placed(digits: string, scale: number): string {
  if (scale <= 0) return digits === '0' ? '0' : digits + '0'.repeat(-scale);
  const padded = digits.padStart(scale + 1, '0');
  const fraction = padded.slice(-scale).replace(/0+$/, '');
  return `${padded.slice(0, -scale)}${fraction ? `.${fraction}` : ''}`;
}

/** Whether a spreadsheet keeps the decimal exactly as a number: more digits must go as text. */
export function isShownExactly(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/^-|\./g, '').replace(/^0+/, '').length <= SHOWN;
}
