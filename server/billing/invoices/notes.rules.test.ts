import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CreditableLine, type CreditWish, creditsOf } from './notes.rules.ts';

const key = (n: number) => ({
  subscription_id: `s${n}`,
  component: 'usage',
  period_from: '2026-01-01',
  revision: 1,
});
const line = (n: number, net: bigint, left = net): CreditableLine => ({
  key: key(n),
  net,
  tax: (net * 15n) / 100n,
  left_net: left,
  left_tax: (left * 15n) / 100n,
  exemption: null,
});

test('of a line without tax, the net alone, with its reason', () => {
  const exemption = { en: 'Paid out', ar: 'مدفوع', code: null };
  const free = { ...line(1, 200n), tax: 0n, left_tax: 0n, exemption };
  const credits = creditsOf([line(0, 1000n), free], 1200n, { net: 600n });
  expect(credits).toMatchObject([
    { net: 500n, tax: 75n, exemption: null },
    { net: 100n, tax: 0n, exemption },
  ]);
});

describe('what a credit note takes', () => {
  test.each<[string, CreditWish, string[] | RegExp]>([
    ['everything', {}, ['0: 1000+150', '1: 200+30']],
    ['an amount, spread', { net: 600n }, ['0: 500+75', '1: 100+15']],
    ['some of a line', { lines: [{ ...key(1), net: 50n }] }, ['1: 50+8']],
    ['too much', { net: 1201n }, /more than is left of the invoice/],
    ['too much of a line', { lines: [{ ...key(1), net: 201n }] }, /more than is left of one/],
    ['a line that is not there', { lines: [{ ...key(7), net: 1n }] }, /not on the invoice/],
    ['nothing', { net: 0n }, /Nothing is left/],
  ])('%s', (_, wish, answer) => {
    const credits = creditsOf([line(0, 1000n), line(1, 200n)], 1200n, wish);
    if (answer instanceof RegExp) return expect(credits).toMatch(answer);
    expect(
      (credits as Exclude<typeof credits, string>).map(
        (c) => `${c.key.subscription_id.slice(1)}: ${c.net}+${c.tax}`,
      ),
    ).toEqual(answer);
  });

  test('never more than the invoice has left, where corrections took from it elsewhere', () => {
    expect(creditsOf([line(0, 1000n)], 400n, {})).toEqual([
      { key: key(0), net: 400n, tax: 60n, exemption: null },
    ]);
    expect(creditsOf([line(0, 1000n)], 400n, { lines: [{ ...key(0), net: 500n }] })).toMatch(
      /left of the invoice/,
    );
  });

  test('however it is taken piece by piece, all of the net and all of the tax is taken in the end, and never more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 100_000n }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { maxLength: 6 }),
        (nets, parts) => {
          const lines = nets.map((net, i) => line(i, net));
          const taken = { net: 0n, tax: 0n };
          for (const wish of [...parts.map((net) => ({ net })), {}]) {
            const left = lines.reduce((sum, { left_net }) => sum + left_net, 0n);
            const credits = creditsOf(lines, left, wish);
            if (typeof credits === 'string') continue;
            for (const credit of credits) {
              const one = lines.find(
                ({ key: k }) => k.subscription_id === credit.key.subscription_id,
              ) as CreditableLine;
              one.left_net -= credit.net;
              one.left_tax -= credit.tax;
              taken.net += credit.net;
              taken.tax += credit.tax;
              expect(one.left_net >= 0n && one.left_tax >= 0n).toBe(true);
            }
          }
          expect(taken.net).toBe(lines.reduce((sum, { net }) => sum + net, 0n));
          expect(taken.tax).toBe(lines.reduce((sum, { tax }) => sum + tax, 0n));
        },
      ),
    );
  });
});
