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
