import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../base/ctx.ts';
import { fallingParts, waitingOf } from '../payments/reversals.rules.ts';
import { canRefundPayment, canReturnRefund } from '../policy.ts';
import { follows, REFUND_STATES, refundable, refundWays } from './refunds.rules.ts';

test.each([
  ['card', 'card:cs_1', ['card', 'bank_transfer']],
  ['card', 'card:du_1:won', ['bank_transfer']],
  ['bank_transfer', 'bank:1', ['bank_transfer']],
  ['recorded', 'recorded:1', ['bank_transfer']],
  ['credit_note', 'credit_note:1', []],
  ['write_off', 'write_off:1', []],
])('a payment by %s from %s goes back by %j', (method, source, ways) => {
  expect(refundWays({ method, source })).toEqual(ways);
});

test('a refund goes on and never back; only one that has come back is at its end', () => {
  const after = REFUND_STATES.map((from) => REFUND_STATES.filter((to) => follows(from, to)));
  expect(after).toEqual([['pending', 'succeeded', 'failed'], ['succeeded', 'failed'], ['failed'], []]);
});

describe('how much can be refunded', () => {
  const payment = { amount: 100n, taken: 0n, allocated: 80n, reverses_id: null };
  test.each([
    ['what waits of it', {}, { credited: 0n, free: 20n }, 20n],
    ['no more than is free: the rest is promised to an order', {}, { credited: 0n, free: 5n }, 5n],
    ['what a credit note gave as well', {}, { credited: 30n, free: 50n }, 50n],
    ['no more than the payment brought', {}, { credited: 300n, free: 320n }, 100n],
    ['no more than is left of it', { taken: 70n, allocated: 30n }, { credited: 300n, free: 300n }, 30n],
    ['nothing of one that settles invoices', { allocated: 100n }, { credited: 0n, free: 40n }, 0n],
    ['nothing where more is promised than waits', {}, { credited: 0n, free: -5n }, 0n],
    ['nothing of a reversal', { reverses_id: 'p' }, { credited: 9n, free: 9n }, 0n],
  ])('%s', (_name, changes, account, most) => {
    expect(refundable({ ...payment, ...changes }, account)).toBe(most);
  });
});

describe('what falls when a part goes back', () => {
  const part = (number: string, amount: bigint) => ({
    ...{ invoice_id: number, number, amount },
    issued_on: '2026-02-01',
  });
  test('what waits first, then the parts in their order, the last of them in part', () => {
    const parts = [part('new', 30n), part('old', 50n)];
    const falls = (amount: bigint) =>
      fallingParts(amount, 20n, parts).map((each) => [each.number, each.amount]);
    expect(falls(20n)).toEqual([]);
    expect(falls(21n)).toEqual([['new', 1n]]);
    expect(falls(50n)).toEqual([['new', 30n]]);
    expect(falls(70n)).toEqual([
      ['new', 30n],
      ['old', 20n],
    ]);
  });

  test('never more of a part than it was, and together what did not wait', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(1n, 50n), { maxLength: 6 }),
        fc.bigInt(0n, 60n),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (amounts, waits, share) => {
          const parts = amounts.map((amount, i) => part(String(i), amount));
          const all = amounts.reduce((sum, each) => sum + each, waits);
          const amount = BigInt(Math.floor(Number(all) * share));
          const falls = fallingParts(amount, waits, parts);
          const sum = falls.reduce((total, each) => total + each.amount, 0n);
          expect(sum).toBe(amount > waits ? amount - waits : 0n);
          expect(falls.every((each, i) => each.amount > 0n && each.amount <= (amounts[i] ?? 0n))).toBe(true);
        },
      ),
    );
  });

  test('what waits is what is neither taken nor allocated', () => {
    expect(waitingOf({ amount: 100n, taken: 30n, allocated: 50n, reverses_id: null })).toBe(20n);
    expect(waitingOf({ amount: -30n, taken: 0n, allocated: -10n, reverses_id: 'p' })).toBe(0n);
  });
});

test.each([
  ['finance', 'v', {}, true],
  ['care', 'v', {}, 'Only these roles'],
  ['finance', 'another', {}, 'Only the seller'],
  ['finance', 'v', { refundable: 0n }, 'Credit an invoice first'],
  ['finance', 'v', { reverses_id: 'p' }, 'no payment that came'],
])('%s standing as %s refunds a payment that is %o: %s', (role, organizationId, changes, says) => {
  const actor = { ...SYSTEM, kind: 'person' as const, organizationKind: 'vendor' as const, organizationId };
  const payment = { seller_id: 'v', reverses_id: null, refundable: 10n, ...changes };
  const answer = canRefundPayment({ ...actor, roles: [role] }, payment);
  if (says === true) expect(answer).toBe(true);
  else expect(answer).toContain(says);
});

test.each([
  ['bank_transfer', 'succeeded', true],
  ['bank_transfer', 'failed', 'come back already'],
  ['card', 'succeeded', 'gateway says it'],
])('a refund by %s that has %s comes back by hand: %s', (way, state, says) => {
  const actor = { ...SYSTEM, kind: 'person' as const, organizationKind: 'vendor' as const };
  const standing = { ...actor, organizationId: 'v', roles: ['finance'] };
  const answer = canReturnRefund(standing, { seller_id: 'v', way, state: state as 'failed' });
  if (says === true) expect(answer).toBe(true);
  else expect(answer).toContain(says);
});
