import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exemption } from '../../base/exemptions.ts';
import { portion } from '../../base/money.ts';
import { treatmentsOf, untaxedOf } from './treatments.rules.ts';

const education: Exemption = { en: 'Education', ar: 'تعليم', code: 'VATEX-EU-132-1I' };
const paidOut: Exemption = { en: 'Paid out', ar: 'مدفوع', code: null };
const taxed = (net: bigint) => ({ net, exemption: null });

test.each<[string, string, Parameters<typeof treatmentsOf>[1], string[]]>([
  ['lines that are all taxed', '0.15', [taxed(1000n), taxed(10n)], ['1010 at 0.15']],
  ['no lines at all', '0.15', [], ['0 at 0.15']],
  [
    'some that are exempt, by reason',
    '0.15',
    [
      taxed(1000n),
      { net: 5n, exemption: paidOut },
      { net: 7n, exemption: education },
      { net: 2n, exemption: paidOut },
    ],
    ['1000 at 0.15', '7 at 0: Paid out', '7 at 0: Education'],
  ],
  ['nothing but what is exempt', '0.15', [{ net: 5n, exemption: paidOut }], ['5 at 0: Paid out']],
  [
    'an export, which bears none anyway',
    '0.000',
    [taxed(10n), { net: 5n, exemption: paidOut }],
    ['15 at 0.000'],
  ],
])('%s', (_, tax_rate, lines, expected) => {
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  const found = treatmentsOf({ net, tax: 0n, tax_rate }, lines);
  const told = found.map(({ base, rate, exemption }) =>
    [`${base} at ${rate}`, ...(exemption ? [exemption.en] : [])].join(': '),
  );
  expect(told).toEqual(expected);
});

test('bases sum to the net and amounts to the tax, whatever the lines', () => {
  const line = fc.record({
    net: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    exemption: fc.constantFrom(null, education, paidOut),
  });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1 }),
      fc.constantFrom('0.15', '0', '0.255'),
      (lines, tax_rate) => {
        const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n);
        const net = sum(lines.map((each) => each.net));
        const tax = portion(net - untaxedOf(lines), tax_rate);
        const found = treatmentsOf({ net, tax, tax_rate }, lines);
        expect(sum(found.map(({ base }) => base))).toBe(net);
        expect(sum(found.map(({ amount }) => amount))).toBe(tax);
        for (const { base, amount, rate } of found) expect(amount).toBe(portion(base, rate));
      },
    ),
  );
});
