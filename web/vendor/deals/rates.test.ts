import { expect, test } from 'vitest';
import { percentOf, rateOf } from './rates.ts';

test.each([
  ['0.050000', '5'],
  ['0.0725', '7.25'],
  ['0.5', '50'],
  ['0.1', '10'],
  ['0.000000', '0'],
  ['0.005', '0.5'],
])('%s is written %s %%', (rate, percent) => expect(percentOf(rate)).toBe(percent));

test.each([
  ['5', '0.05'],
  ['7.25', '0.0725'],
  ['7,5', '0.075'],
  ['0', '0'],
  ['99.9999', '0.999999'],
  ['100', null],
  ['five', null],
  ['', null],
])('%s %% is the rate %s', (typed, rate) => expect(rateOf(typed)).toBe(rate));
