import { expect, test } from 'vitest';
import { type TaxFacts, taxRuleOf } from './tax.rules.ts';

const RATES: Record<string, string> = {
  SA: '0.15',
  AE: '0.05',
  DE: '0.19',
  FR: '0.2',
  GB: '0.2',
  IN: '0.18',
};
const EU = ['DE', 'FR'];

function facts(seller: string, buyer: string, more: Partial<TaxFacts['buyer']> = {}): TaxFacts {
  const side = (country: string) => ({
    country,
    rate: RATES[country] ?? null,
    in_union: EU.includes(country),
  });
  return { seller: side(seller), buyer: { ...side(buyer), registered: false, exempt: false, ...more } };
}

test.each<[string, TaxFacts, string, string]>([
  ['at home in Saudi Arabia', facts('SA', 'SA'), 'standard', '0.15'],
  ['at home with a certificate', facts('SA', 'SA', { exempt: true }), 'exempt_certificate', '0'],
  ['out of Saudi Arabia into the Emirates', facts('SA', 'AE'), 'zero_rated_export', '0'],
  [
    'out of Saudi Arabia; a certificate says nothing abroad',
    facts('SA', 'IN', { exempt: true }),
    'zero_rated_export',
    '0',
  ],
  ['at home in Kuwait, which has no tax', facts('KW', 'KW'), 'not_taxed', '0'],
  ['out of Kuwait', facts('KW', 'SA'), 'not_taxed', '0'],
  ['at home in Germany', facts('DE', 'DE'), 'standard', '0.19'],
  ['Germany to a registered buyer in France', facts('DE', 'FR', { registered: true }), 'reverse_charge', '0'],
  ['Germany to one without a number in France', facts('DE', 'FR'), 'destination', '0.2'],
  ['out of the EU', facts('DE', 'SA', { registered: true }), 'outside_scope', '0'],
  ['out of the United Kingdom', facts('GB', 'DE', { registered: true }), 'outside_scope', '0'],
  ['into the EU', facts('SA', 'DE', { registered: true }), 'zero_rated_export', '0'],
])('%s', (_, given, note, rate) => {
  expect(taxRuleOf(given)).toEqual({ note, rate });
});
