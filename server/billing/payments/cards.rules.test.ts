import { describe, expect, test } from 'vitest';
import { CARD_REASONS, daysToNextTry, endOf, lastDayOf, mandateWords, reasonOf } from './cards.rules.ts';

describe('a card that was declined', () => {
  test.each([
    ['declined', [3, 4, null]],
    ['insufficient_funds', [3, 4, null]],
    ['authentication', [null, null, null]],
    ['expired', [null, null, null]],
    ['unusable', [null, null, null]],
    ['refused', [null, null, null]],
  ] as const)('%s: tried again on the third and the seventh day, or not at all', (reason, days) => {
    expect([1, 2, 3].map((tries) => daysToNextTry(reason, tries))).toEqual(days);
  });

  test.each([
    ['authentication_required', 'authentication'],
    ['insufficient_funds', 'insufficient_funds'],
    ['expired_card', 'expired'],
    ['stolen_card', 'unusable'],
    ['generic_decline', 'declined'],
    ['gateway_refused', 'refused'],
    ['a_code_of_tomorrow', 'declined'],
  ])('%s comes to %s', (code, reason) => {
    expect(reasonOf(code)).toBe(reason);
    expect(CARD_REASONS).toContain(reason);
  });
});

test.each([
  [2026, 2, '2026-02-28'],
  [2028, 2, '2028-02-29'],
  [2030, 12, '2030-12-31'],
])('a card of %i/%i is valid through %s', (year, month, day) => {
  expect(lastDayOf(year, month)).toBe(day);
});

test.each([
  ['2026-03-31', '2026-02-28', 'later'],
  ['2026-03-31', '2026-03-01', 'soon'],
  ['2026-03-31', '2026-03-31', 'soon'],
  ['2026-03-31', '2026-04-01', 'past'],
] as const)('a card that is valid through %s ends, on %s, %s', (expires_on, today, end) => {
  expect(endOf(expires_on, today)).toBe(end);
});

test('the mandate says who charges, and of orders paid ahead only where that was ticked', () => {
  for (const language of ['en', 'ar'] as const) {
    const [without, ahead] = [false, true].map((prepaid) => mandateWords('Sahara Net', prepaid)[language]);
    expect(without).toContain('Sahara Net');
    expect(ahead?.length).toBeGreaterThan(without?.length ?? 0);
  }
});
