/** Whether a tax number's check digits fit what they check; `none`: its country has none, or none that is public. */
export const TAX_NUMBER_CHECKS = ['fits', 'does_not_fit', 'none'] as const;
export type TaxNumberCheck = (typeof TAX_NUMBER_CHECKS)[number];

// Which of stdnum's numbers a country's tax number is. Saudi Arabia and the Emirates have check digits, but have not published how they are made.
const NUMBERS: Record<string, [name: string, part?: RegExp]> = {
  AT: ['uid'],
  AU: ['abn'],
  BE: ['vat'],
  BG: ['vat'],
  CH: ['uid', /^CHE\d{9}/],
  CY: ['vat'],
  CZ: ['dic'],
  DE: ['vat'],
  DK: ['cvr'],
  EE: ['kmkr'],
  ES: ['nif'],
  FI: ['alv'],
  FR: ['tva'],
  GB: ['vat'],
  GR: ['vat'],
  HR: ['oib'],
  HU: ['anum'],
  IE: ['vat'],
  IN: ['gstin'],
  IT: ['iva'],
  LT: ['pvm'],
  LU: ['tva'],
  LV: ['pvn'],
  MA: ['ice', /^\d{15}$/],
  MT: ['vat'],
  NL: ['btw'],
  NO: ['orgnr', /\d{9}/],
  PL: ['nip'],
  PT: ['nif'],
  RO: ['cui'],
  RS: ['pib'],
  RU: ['inn'],
  SE: ['vat'],
  SI: ['ddv'],
  SK: ['dph'],
  TR: ['vkn'],
};

/**
 * How the check digits stand of a number in its country's form (`taxNumber`). A number that does not fit is mistyped more often than not, but is
 * not refused for it: offices have given out numbers that break their own rule. Only a tax office knows whether a number is anybody's.
 */
export async function checkTaxNumber(country: string, number: string | null): Promise<TaxNumberCheck> {
  const [name, part] = NUMBERS[country] ?? [];
  const checked = part ? part.exec(number ?? '')?.[0] : number;
  if (!name || !checked) return 'none';
  // Read when first wanted: it knows some 250 numbers of 90 countries.
  const { stdnum } = await import('stdnum');
  const result = stdnum[country]?.[name]?.validate(checked);
  if (!result) return 'none';
  if (result.isValid) return 'fits';
  return result.error?.name === 'InvalidChecksum' ? 'does_not_fit' : 'none';
}
