/** A rate as people write it: `0.050000` → `5`, `0.0725` → `7.25`. Moves the point in the text; nothing is computed. */
export function percentOf(rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  const digits = `${whole}${fraction.padEnd(2, '0')}`;
  const point = whole.length + 2;
  const shifted = `${digits.slice(0, point)}.${digits.slice(point)}`;
  return shifted
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** The rate of a percentage below 100 as it is typed: `5` → `0.05`; null for what is none. */
export function rateOf(typed: string): string | null {
  const match = /^(\d{1,2})(?:[.,](\d{1,4}))?$/.exec(typed.trim());
  if (!match) return null;
  return `0.${(match[1] ?? '').padStart(2, '0')}${match[2] ?? ''}`.replace(/0+$/, '').replace(/\.$/, '');
}
