import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  currencyDecimals,
  decimal,
  decimalText,
  formatMoney,
  majorUnits,
  minorUnits,
  moneyJson,
  multiply,
  portion,
  roundDiv,
  roundMinor,
  spread,
  subtract,
} from './money.ts';

const big = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('the one rounding rule: half away from zero', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 2n, 1n],
    [1n, -2n, -1n],
    [0n, 7n, 0n],
  ])('%d / %d = %d', (numerator, denominator, expected) =>
    expect(roundDiv(numerator, denominator)).toBe(expected),
  );

  test('is never further than half a unit away, and mirrors at zero', () => {
    fc.assert(
      fc.property(big, fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
        const rounded = roundDiv(n, d);
        const distance = n - rounded * d;
        expect((distance < 0n ? -distance : distance) * 2n <= d).toBe(true);
        expect(roundDiv(-n, d)).toBe(-rounded);
      }),
    );
  });
});

describe('exact decimals', () => {
  test('multiply, subtract and print without loss', () => {
    expect(decimalText(multiply(decimal('2999.5'), subtract(decimal('1'), decimal('0.125'))))).toBe(
      '2624.5625',
    );
    expect(decimalText(decimal('-0.050'))).toBe('-0.05');
    expect(() => decimal('1e3')).toThrow(RangeError);
    expect(() => decimal('1,5')).toThrow(RangeError);
  });

  test('a share of a month is rounded once', () => {
    expect(roundMinor(multiply(decimal('2399.2'), decimal('5')), { numerator: 10n, denominator: 31n })).toBe(
      3870n,
    );
    expect(portion(52145n, '0.15')).toBe(7822n);
  });
});

describe('spread', () => {
  test('parts always sum to the whole and stay within one unit of their share', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const parts = spread(total, weights);
          const sum = weights.reduce((a, b) => a + b, 0n);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
          if (sum === 0n) return;
          for (const [i, part] of parts.entries()) {
            const exact = total * (weights[i] ?? 0n);
            expect(part * sum >= exact - sum && part * sum <= exact + sum).toBe(true);
          }
        },
      ),
    );
  });

  test('ties go to the earlier part', () => expect(spread(2n, [1n, 1n, 1n])).toEqual([1n, 1n, 0n]));
});

describe('currencies', () => {
  test.each([
    ['SAR', 2, '12.50', 1250n],
    ['KWD', 3, '1.234', 1234n],
    ['JPY', 0, '500', 500n],
  ])('%s has %d decimals', (currency, decimals, text, minor) => {
    expect(currencyDecimals(currency)).toBe(decimals);
    expect(minorUnits(text, currency)).toBe(minor);
    expect(majorUnits({ amount: minor, currency })).toBe(text);
  });

  test('more decimals than the currency has are refused unless they are zeros', () => {
    expect(minorUnits('1.00000', 'SAR')).toBe(100n);
    expect(() => minorUnits('1.005', 'SAR')).toThrow(RangeError);
  });

  test('are shown grouped, and JSON refuses what it would bend', () => {
    expect(formatMoney({ amount: -123456789n, currency: 'SAR' })).toBe('SAR -1,234,567.89');
    expect(() => moneyJson({ amount: 2n ** 53n, currency: 'SAR' })).toThrow(RangeError);
  });
});
