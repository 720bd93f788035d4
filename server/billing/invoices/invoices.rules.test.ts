import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairUp } from '../payments/payments.rules.ts';
import { canCutOff, immediate, latestCutoff, monthEnd } from '../runs/runs.rules.ts';
import { creditorReference, invoiceNumber, paymentState, referencesIn } from './invoices.rules.ts';

describe('creditor references', () => {
  test("ISO 11649's own example checks", () => {
    expect(creditorReference('539007547034')).toBe('RF18539007547034');
  });

  test('are found in what a bank passes on, however it is spaced or glued', () => {
    const reference = creditorReference('2026000042');
    expect(referencesIn(`INV ${reference} THANK YOU`)).toContain(reference);
    expect(referencesIn(`/ROC/${reference.replace(/(.{4})/g, '$1 ')}/URI/x`)).toContain(reference);
    expect(referencesIn(`فاتورة\u200f ${reference.replace(/(.{2})/g, '$1\u202c.')}`)).toContain(reference);
    expect(referencesIn(reference.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''))).toContain(
      reference,
    );
    expect(referencesIn(reference.replaceAll('0', '\uff10'))).toContain(reference);
    expect(referencesIn('no reference here, RF00123 neither')).toEqual([]);
  });

  test('a wrong digit is never taken for another reference', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 4, max: 13 }),
        (count, digit, place) => {
          const reference = creditorReference(`2026${count.toString().padStart(6, '0')}`);
          const wrong = reference.slice(0, place) + digit + reference.slice(place + 1);
          expect(referencesIn(wrong).includes(wrong)).toBe(wrong === reference);
        },
      ),
    );
  });
});

describe('numbers and states', () => {
  test('a number is its year and a count', () => expect(invoiceNumber(2026, 42)).toBe('2026-000042'));

  test.each([
    ['draft', 0n, 'draft'],
    ['issued', 0n, 'open'],
    ['issued', 40n, 'partly_paid'],
    ['issued', 100n, 'paid'],
    ['discarded', 0n, 'discarded'],
  ])('%s with %d of 100 paid is %s before it is due', (state, paid, expected) => {
    expect(paymentState({ state, total: 100n, due_on: '2026-03-01' }, paid, '2026-03-01')).toBe(expected);
  });

  test('overdue begins the day after the due date, and never once paid', () => {
    const invoice = { state: 'issued', total: 100n, due_on: '2026-03-01' };
    expect(paymentState(invoice, 99n, '2026-03-02')).toBe('overdue');
    expect(paymentState(invoice, 100n, '2026-03-02')).toBe('paid');
  });
});

describe('money over invoices', () => {
  test('parts and rest sum to the amount; no invoice takes more than is open', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 11n }), { maxLength: 8 }),
        (amount, open) => {
          const { pairs, left } = pairUp(
            amount,
            open.map((value) => ({ open: value })),
          );
          expect(pairs.reduce((sum, pair) => sum + pair.amount, left)).toBe(amount);
          expect(pairs.every((pair) => pair.amount > 0n && pair.amount <= pair.invoice.open)).toBe(true);
          if (left > 0n)
            expect(pairs.reduce((sum, pair) => sum + pair.amount, 0n)).toBe(open.reduce((a, b) => a + b, 0n));
        },
      ),
    );
  });
});

describe('month ends', () => {
  test('only a past first of a month can be the cutoff', () => {
    expect(canCutOff('2026-02-01', '2026-02-01')).toBe(true);
    expect(canCutOff('2026-02-01', '2026-01-31')).toMatch(/not over/);
    expect(canCutOff('2026-02-15', '2026-03-01')).toMatch(/2026-02-01/);
  });

  test('prepaid cycles of the coming month are in reach of a month end, only those begun of an immediate charge', () => {
    expect(monthEnd('2026-02-01')).toEqual({ cutoff: '2026-02-01', horizon: '2026-03-01' });
    expect(immediate('2026-02-10')).toEqual({ cutoff: '2026-02-11', horizon: '2026-02-11' });
    expect(latestCutoff('2026-02-10')).toBe('2026-02-01');
  });
});
