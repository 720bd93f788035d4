import { describe, expect, test } from 'vitest';
import { lasting, type Operation, progressOf, same, wrongParameters } from './broker.rules.ts';
import { listAt, readForm, textAt, textsAt } from './form.ts';
import {
  amountText,
  gatewayDecimals,
  judgeCard,
  mayMove,
  readAmount,
  showAmount,
  wrongAmount,
} from './gateway.rules.ts';

const operation = (changes: Partial<Operation> = {}): Operation => ({
  id: 'op_1',
  instance_id: 'i-1',
  kind: 'create',
  plan: 'p',
  parameters: { domain: 'noor.sa' },
  started_at: 1000,
  delay_ms: 900,
  failure: null,
  ...changes,
});

describe('operations', () => {
  test.each<[number, Partial<Operation>, string, string]>([
    [1000, {}, 'in progress', 'Verifying the domain'],
    [1299, {}, 'in progress', 'Verifying the domain'],
    [1300, {}, 'in progress', 'Creating licences'],
    [1899, {}, 'in progress', 'Activating'],
    [1900, {}, 'succeeded', 'Active'],
    [500, {}, 'in progress', 'Verifying the domain'],
    [1000, { parameters: {} }, 'in progress', 'Checking the order'],
    [1500, { kind: 'update' }, 'in progress', 'Updating licences'],
    [1100, { kind: 'update', parameters: { suspended: true } }, 'in progress', 'Suspending the service'],
    [9000, { kind: 'cancel' }, 'succeeded', 'Cancelled'],
    [1000, { delay_ms: 0 }, 'succeeded', 'Active'],
    [1899, { failure: 'No.' }, 'in progress', 'Activating'],
    [1900, { failure: 'No.' }, 'failed', 'No.'],
  ])('at %i, %o: %s, %s', (now, changes, state, description) => {
    expect(progressOf(operation(changes), now)).toEqual({ state, description });
  });

  test.each<[Record<string, unknown>, boolean]>([
    [{}, true],
    [{ quantity: 1, domain: 'noor.sa', delay_ms: 0 }, true],
    [{ quantity: 1_000_001 }, false],
    [{ quantity: '5' }, false],
    [{ delay_ms: -1 }, false],
    [{ domain: '' }, false],
  ])('parameters %o are right: %s', (parameters, right) => {
    expect(wrongParameters(parameters) === undefined).toBe(right);
  });

  test('the order of parameters does not matter, and how the sandbox behaves is not kept', () => {
    expect(same({ a: 1, b: { c: [2], d: null } }, { b: { d: null, c: [2] }, a: 1 })).toBe(true);
    expect(same({ a: 1 }, { a: '1' })).toBe(false);
    expect(lasting({ quantity: 2, delay_ms: 5, sandbox_fault: {} })).toEqual({ quantity: 2 });
  });
});

describe('the gateway', () => {
  test.each([
    ['SAR', 2],
    ['jpy', 0],
    ['KWD', 3],
    ['UGX', 2],
    ['MGA', 0],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(gatewayDecimals(currency)).toBe(decimals);
  });

  test.each([
    [11_500, 'sar', 'SAR 115.00'],
    [5, 'kwd', 'KWD 0.005'],
    [1_234_567, 'jpy', 'JPY 1,234,567'],
    [123_456_789, 'usd', 'USD 1,234,567.89'],
  ])('%i %s is shown as %s', (amount, currency, shown) => {
    expect(showAmount(amount, currency)).toBe(shown);
  });

  test.each<[string, string, number | undefined]>([
    ['30.5', 'sar', 3050],
    ['1.10', 'usd', 110],
    ['0.005', 'kwd', 5],
    ['7', 'jpy', 7],
    ['90071992547.43', 'sar', 9_007_199_254_743],
    ['1.005', 'sar', undefined],
    ['7.0', 'jpy', undefined],
    ['30,5', 'sar', undefined],
    ['-1', 'sar', undefined],
    ['1e3', 'sar', undefined],
    ['', 'sar', undefined],
  ])('%s of %s is read digit by digit', (text, currency, amount) => {
    expect(readAmount(text, currency)).toBe(amount);
    if (amount !== undefined) expect(readAmount(amountText(amount, currency), currency)).toBe(amount);
  });

  test.each<[number, string, string | undefined]>([
    [1, 'sar', undefined],
    [0, 'sar', 'amount_too_small'],
    [1.5, 'sar', 'parameter_invalid_integer'],
    [Number.NaN, 'sar', 'parameter_invalid_integer'],
    [100_000_000, 'sar', 'amount_too_large'],
    [1005, 'kwd', 'invalid_amount'],
    [1010, 'kwd', undefined],
    [150, 'ugx', 'invalid_amount'],
  ])('%d %s: %s', (amount, currency, code) => {
    expect(wrongAmount(amount, currency)?.code).toBe(code);
  });

  test('cards and moves', () => {
    expect(judgeCard('4242-4242 4242 4242')).toBe('succeeds');
    expect(judgeCard('4000000000000002')).toBe('declined');
    expect(judgeCard('4000 0000 0000 0259')).toBe('disputed');
    expect(judgeCard('pm_card_threeDSecure2Required')).toBe('challenge');
    expect(judgeCard('4111111111111111')).toBeUndefined();
    expect(mayMove('confirm', 'requires_action')).toBe(true);
    expect(mayMove('confirm', 'succeeded')).toBe(false);
    expect(mayMove('cancel', 'canceled')).toBe(false);
  });

  test('form bodies nest by brackets', () => {
    const form = readForm('a[b][0][c]=1&a[b][1][c]=2&m[x]=y&m[z][q]=no&list[]=p&list[]=q&plain=%D8%B9+x');
    expect(textAt(form, 'a', 'b', '1', 'c')).toBe('2');
    expect(listAt(readForm('l[0][k]=1&l[1][k]=2'), 'l').map((each) => textAt(each, 'k'))).toEqual(['1', '2']);
    expect(textsAt(form, 'm')).toEqual({ x: 'y' });
    expect(textAt(form, 'plain')).toBe('ع x');
    expect(textAt(form, 'a', 'b')).toBeUndefined();
    expect(
      ({} as Record<string, unknown>).polluted ?? readForm('__proto__[polluted]=1').polluted,
    ).toBeUndefined();
  });
});
