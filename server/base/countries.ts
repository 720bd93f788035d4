import data from './countries.json' with { type: 'json' };
import { invalidField } from './errors.ts';

/** A country of ISO 3166-1 by its two letters, with the currency and the time zone most of its businesses use. */
export type CountryFacts = { code: string; currency: string; time_zone: string };

const FACTS = new Map<string, CountryFacts>(
  Object.entries(data).map(([code, facts]) => [code, { code, ...facts }]),
);

/** Every country, by code. */
export function listCountries(): CountryFacts[] {
  return [...FACTS.values()];
}

/** The facts of a country. Throws Fail invalid, pointing at `pointer`, for two letters that are no country. */
export function countryFacts(code: string, pointer = '#/country'): CountryFacts {
  const facts = FACTS.get(code);
  if (!facts)
    throw invalidField(pointer, `"${code}" is not a country of ISO 3166; choose one from the list.`);
  return facts;
}

const CURRENCIES: ReadonlySet<string> = new Set(listCountries().map(({ currency }) => currency));

/** Whether a country pays in this currency today. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Where the VAT directive of the EU (2006/112/EC) holds today. What held on a day of the past is the tax table's to say (billing.tax_union). */
const UNION: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export function isInUnion(country: string): boolean {
  return UNION.has(country);
}
