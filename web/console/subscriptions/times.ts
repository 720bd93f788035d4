/** An exact decimal as text times a whole number: `timesWhole('2512.5', 3)` → `'7537.5'`. */
export function timesWhole(text: string, factor: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = (BigInt(`${whole}${fraction}`) * BigInt(factor))
    .toString()
    .padStart(fraction.length + 1, '0');
  if (!fraction) return digits;
  return `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`;
}
