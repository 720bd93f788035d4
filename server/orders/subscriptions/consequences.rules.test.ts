import { describe, expect, test } from 'vitest';
import { type BindingLine, consequencesOfLine, sheetOf } from './consequences.rules.ts';

const MOMENT = { now: new Date('2026-01-31T06:00:00.000Z'), today: '2026-01-31' };
const FLEXIBLE: BindingLine = {
  own: false,
  billing: 'recurring',
  term_months: 1,
  cycle_months: 1,
  cancel_window_hours: 0,
  allows_decrease: true,
  early_termination_fee_rate: '0',
  renewal_window_days: 0,
  cycle_cost: 2000n,
  term_cost: 2000n,
  term_net: 2500n,
};
const COMMITTED: BindingLine = {
  ...FLEXIBLE,
  term_months: 12,
  allows_decrease: false,
  early_termination_fee_rate: null,
  cancel_window_hours: 72,
  renewal_window_days: 30,
  term_cost: 24_000n,
  term_net: 30_000n,
};
const UPFRONT: BindingLine = {
  ...COMMITTED,
  cycle_months: 12,
  early_termination_fee_rate: '0',
  cycle_cost: 24_000n,
};
const FEE: BindingLine = { ...COMMITTED, early_termination_fee_rate: '0.25' };
const ONCE: BindingLine = { ...FLEXIBLE, billing: 'one_time', term_months: 0, cycle_months: 0 };

describe('a line', () => {
  test.each([
    ['a flexible month', FLEXIBLE, false, 'any_time', 2000n, '2026-02-28', null],
    ['a flexible month paid ahead', FLEXIBLE, true, 'paid_ahead', 2000n, '2026-02-28', null],
    ['a year by the month', COMMITTED, false, 'bound', 24_000n, '2027-01-31', '2026-02-03T06:00:00.000Z'],
    ['a year upfront', UPFRONT, false, 'paid_ahead', 24_000n, '2027-01-31', '2026-02-03T06:00:00.000Z'],
    // The running month, and a quarter of the eleven that are left.
    ['a year with a fee', FEE, false, 'fee', 7500n, '2027-01-31', '2026-02-03T06:00:00.000Z'],
    ['work of one’s own', { ...ONCE, own: true }, false, 'once', 0n, null, null],
    ['bought once', ONCE, false, 'once', 2000n, null, null],
  ] as const)('%s', (_, line, prepaid, way_out, at_risk, ends_on, free_cancel_until) => {
    expect(consequencesOfLine(line, MOMENT, prepaid)).toMatchObject({
      way_out,
      at_risk,
      ends_on,
      renews_on: ends_on,
      free_cancel_until,
    });
  });

  test('an end at the renewal is accepted from the renewal window on', () => {
    expect(consequencesOfLine(COMMITTED, MOMENT, false).end_accepted_from).toBe('2027-01-01');
  });
});

describe('an order as a whole', () => {
  const names = { vendor: 'Sahara Net', customer: 'Al-Noor', currency: 'SAR', prepaid: false };
  const sheet = (lines: BindingLine[], prepaid = false) =>
    sheetOf(
      lines.map((line) => consequencesOfLine(line, MOMENT, prepaid)),
      { ...names, prepaid },
    );

  test('sums both sides and says until when one is bound', () => {
    expect(sheet([FLEXIBLE, COMMITTED])).toMatchObject({
      cost: 26_000n,
      price: 32_500n,
      margin: { amount: 6500n, rate: '0.2' },
      at_risk: 26_000n,
      bound_until: '2027-01-31',
      free_cancel_until: null,
    });
    expect(sheet([COMMITTED, UPFRONT]).free_cancel_until).toBe('2026-02-03T06:00:00.000Z');
  });

  test.each([
    [
      'bound',
      [COMMITTED],
      false,
      ['You carry the risk', 'SAR 240.00', '2027-01-31'],
      ['المخاطرة عليك', 'SAR 240.00', '2027-01-31'],
    ],
    ['small', [FLEXIBLE], false, ['Your risk is small', 'SAR 20.00'], ['مخاطرتك محدودة', 'SAR 20.00']],
    ['one’s own work', [{ ...ONCE, own: true }], true, ['You owe Sahara Net nothing'], ['لا تلتزم بشيء']],
    ['paid ahead', [FLEXIBLE], true, ['You pay Sahara Net ahead', 'Al-Noor'], ['مقدمًا', 'Al-Noor']],
  ])('the risk is told in both languages: %s', (_, lines, prepaid, english, arabic) => {
    const { risk } = sheet(lines, prepaid);
    for (const words of english) expect(risk.en).toContain(words);
    for (const words of arabic) expect(risk.ar).toContain(words);
  });
});
