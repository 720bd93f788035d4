/** Text as it is looked for: small letters without accents; Arabic without diacritics and with one form of alef, yeh and teh marbuta. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640\u0621\u200e\u200f]/g, '')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه');
}
