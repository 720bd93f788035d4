import { countryFacts } from '../base/countries.ts';
import { checkedTaxNumber } from '../base/tax-numbers.ts';
import { type Particulars, registrationNumber } from './applications.rules.ts';

/**
 * What a business says of itself, in the form it is kept: the registration number in capitals, the tax number as its country
 * writes it. Throws Fail invalid, pointing at the field, for an unknown country or a number of another form.
 */
export function checkParticulars<Some extends Partial<Particulars>>(country: string, said: Some): Some {
  countryFacts(country);
  const kept = { ...said };
  if (said.registration_number) kept.registration_number = registrationNumber(said.registration_number);
  if (said.tax_number) kept.tax_number = checkedTaxNumber(country, said.tax_number);
  return kept;
}
