import { expect, test } from 'vitest';
import { countryFacts, listCountries } from './countries.ts';
import { isTimeZone } from './dates.ts';

test('every country of ISO 3166-1 has a name in both languages, a real currency and a real time zone', () => {
  const countries = listCountries();
  const currencies = new Set(Intl.supportedValuesOf('currency'));
  const names = {
    en: new Intl.DisplayNames('en', { type: 'region' }),
    ar: new Intl.DisplayNames('ar', { type: 'region' }),
  };
  expect(countries).toHaveLength(249);
  for (const { code, currency, time_zone } of countries) {
    expect([code, currency, currencies.has(currency)]).toEqual([code, currency, true]);
    expect([code, time_zone, isTimeZone(time_zone)]).toEqual([code, time_zone, true]);
    expect(names.en.of(code)).not.toBe(code);
    expect(names.ar.of(code)).toMatch(/\p{Script=Arabic}/u);
  }
});

test.each([
  ['SA', 'SAR', 'Asia/Riyadh'],
  ['EG', 'EGP', 'Africa/Cairo'],
  ['DE', 'EUR', 'Europe/Berlin'],
  ['KW', 'KWD', 'Asia/Kuwait'],
  ['US', 'USD', 'America/New_York'],
])('%s pays in %s by the clock of %s', (code, currency, time_zone) => {
  expect(countryFacts(code)).toEqual({ code, currency, time_zone });
});

test.each(['XX', 'sa', 'EU', ''])('"%s" is refused by name', (code) => {
  expect(() => countryFacts(code)).toThrow(`"${code}" is not a country`);
});
