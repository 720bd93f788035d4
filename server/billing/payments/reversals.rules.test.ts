import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../base/ctx.ts';
import { canReversePayment } from '../policy.ts';
import { reasonsFor, reversalMoves, wrongDay } from './reversals.rules.ts';

test.each([
  ['bank_transfer', ['returned', 'mistake']],
  ['card', ['chargeback', 'mistake']],
  ['recorded', ['returned', 'chargeback', 'mistake']],
  ['credit_note', []],
  ['write_off', []],
])('a payment by %s is reversed because %j', (method, reasons) => {
  expect(reasonsFor(method)).toEqual(reasons);
});

test.each([
  ['2026-02-05', '2026-02-05', null],
  ['2026-02-05', '2026-02-04', 'before it came'],
  ['2026-02-05', '2026-03-02', null],
  ['2026-02-05', '2026-03-03', 'has not come yet'],
])('money that came on %s and went on %s: %s', (came, went, says) => {
  expect(wrongDay(came, went, '2026-03-02')).toEqual(says && expect.stringContaining(says));
});

describe('the transfers of a reversal', () => {
  const payment = { method: 'card', amount: 100n };
  const on = '2026-03-10';
  const part = (invoice_id: string, amount: bigint, issued_on = '2026-02-01') => ({
    ...{ invoice_id, amount, issued_on },
    number: invoice_id,
  });
  const told = (...parts: ReturnType<typeof part>[]) =>
    reversalMoves(payment, on, parts).map((move) => [
      move.debit,
      move.credit,
      move.amount,
      move.posted_on.slice(5),
    ]);

  test('mirror what was settled and what waited; an invoice of a later day is open again on its own', () => {
    expect(told(part('a', 100n))).toEqual([['receivable', 'card_clearing', 100n, '03-10']]);
    expect(told()).toEqual([['wallet', 'card_clearing', 100n, '03-10']]);
    expect(told(part('a', 70n))).toEqual([
      ['receivable', 'card_clearing', 70n, '03-10'],
      ['wallet', 'card_clearing', 30n, '03-10'],
    ]);
    expect(told(part('a', 70n), part('b', 20n, '2026-03-11'))).toEqual([
      ['receivable', 'card_clearing', 70n, '03-10'],
      ['receivable', 'wallet', 20n, '03-11'],
      ['wallet', 'card_clearing', 30n, '03-10'],
    ]);
  });

  test('take the whole payment from where it stood, and open what was settled, whatever it was', () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(1n, 40n), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.bigInt(0n, 50n), (settled, waited) => {
        const parts = settled.map(([amount, later], i) =>
          part(String(i), amount, later ? '2026-04-01' : '2026-02-01'),
        );
        const sum = parts.reduce((total, { amount }) => total + amount, 0n);
        const amount = sum + waited;
        const moves = reversalMoves({ method: 'recorded', amount }, on, parts);
        const of = (side: 'debit' | 'credit', place: string) =>
          moves.reduce((total, move) => (move[side] === place ? total + move.amount : total), 0n);
        expect(of('credit', 'bank')).toBe(amount);
        expect(of('debit', 'receivable')).toBe(sum);
        expect(of('debit', 'wallet') - of('credit', 'wallet')).toBe(waited);
        expect(moves.every((move) => move.amount > 0n)).toBe(true);
      }),
    );
  });
});

test.each([
  ['finance', 'vendor', 'v', {}, true],
  ['care', 'vendor', 'v', {}, 'role'],
  ['finance', 'vendor', 'another', {}, 'Only the seller'],
  ['finance', 'vendor', 'v', { reversal_id: 'r' }, 'already'],
  ['finance', 'vendor', 'v', { reverses_id: 'p' }, 'a reversal itself'],
  ['finance', 'vendor', 'v', { spent: true }, 'refunded or charged back'],
] as const)('%s of the %s standing as %s on %j: %s', (role, organizationKind, organizationId, more, says) => {
  const actor = { ...SYSTEM, kind: 'person' as const, organizationKind, organizationId, roles: [role] };
  const payment = {
    ...{
      amount: 100n,
      taken: 'spent' in more ? 100n : 60n,
      seller_id: 'v',
      reverses_id: null,
      reversal_id: null,
    },
    ...more,
  };
  const answer = canReversePayment(actor, payment);
  if (says === true) expect(answer).toBe(true);
  else if (says === 'role') expect(answer).not.toBe(true);
  else expect(answer).toContain(says);
});
