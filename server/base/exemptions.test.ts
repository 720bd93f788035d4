import { expect, test } from 'vitest';
import { EXEMPTION_CODES, ensureExemptionFits, exemptionCodesOf } from './exemptions.ts';

const SAUDI = ['VATEX-SA-29', 'VATEX-SA-29-7', 'VATEX-SA-30'];
const EUROPEAN = ['VATEX-EU-79-C', 'VATEX-EU-132', 'VATEX-EU-132-1I'];

test.each([
  ['SA', SAUDI],
  ['AE', []],
  ['BH', []],
  ['KW', []],
  ['DE', EUROPEAN],
  ['HR', EUROPEAN],
  ['GB', []],
  ['CH', []],
  ['US', []],
])('a seller in %s gives %j', (country, codes) => {
  expect(exemptionCodesOf(country)).toEqual(codes);
  for (const code of EXEMPTION_CODES) {
    const given = () => ensureExemptionFits({ en: 'Why', ar: 'السبب', code }, { country });
    if ((codes as string[]).includes(code)) expect(given).not.toThrow();
    else expect(given).toThrow('does not hold where the seller is');
  }
  expect(() => ensureExemptionFits({ en: 'Why', ar: 'السبب', code: null }, { country })).not.toThrow();
  expect(() => ensureExemptionFits(null, { country })).not.toThrow();
});
