import { expect, test } from 'vitest';
import {
  difference,
  fractionOf,
  inMajorUnits,
  inMinorUnits,
  percentOf,
  signOf,
  timesWhole,
} from './decimals.ts';

test.each([
  ['2512.5', 'SAR', '25.125'],
  ['2550', 'SAR', '25.5'],
  ['5', 'SAR', '0.05'],
  ['0', 'SAR', '0'],
  ['1234.000000000000', 'KWD', '1.234'],
  ['7', 'JPY', '7'],
  ['-510', 'SAR', '-5.1'],
  ['90071992547409931234', 'SAR', '900719925474099312.34'],
])('%s minor units of %s are %s', (minor, currency, major) => {
  expect(inMajorUnits(minor, currency)).toBe(major);
});

test.each([
  ['25.125', 'SAR', '2512.5'],
  ['1,234', 'SAR', '123400'],
  ['٢٥٫٥', 'SAR', '2550'],
  ['0.001', 'KWD', '1'],
  ['7', 'JPY', '7'],
])('%s typed in %s is %s', (typed, currency, minor) => {
  expect(inMinorUnits(typed, currency)).toBe(minor);
});

test.each(['', '-1', '1.', '1e3', 'free', '1.2.3'])('"%s" is no price', (typed) => {
  expect(inMinorUnits(typed, 'SAR')).toBeNull();
});

test('differences are exact and signed', () => {
  expect(difference('2550', '2040.25')).toBe('509.75');
  expect(difference('1', '1.5')).toBe('-0.5');
  expect([signOf('-0.5'), signOf('0.000'), signOf('3')]).toEqual([-1, 0, 1]);
});

test.each([
  ['12.5', '0.125'],
  ['0', '0'],
  ['100', '1'],
])('%s %% is %s', (percent, fraction) => {
  expect(fractionOf(percent)).toBe(fraction);
  expect(percentOf(fraction)).toBe(percent);
});

test.each(['101', '-5', 'ten', '', '100.5'])('"%s" is no discount', (percent) => {
  expect(fractionOf(percent)).toBeNull();
});

test.each([
  ['2512.5', 3, '7537.5'],
  ['2430', 12, '29160'],
  ['0.005', 7, '0.035'],
  ['90071992547409.31', 1000, '90071992547409310'],
])('%s × %i = %s', (text, factor, expected) => {
  expect(timesWhole(text, factor)).toBe(expected);
});
