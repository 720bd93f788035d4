import { expect, test } from 'vitest';
import { meantBy, type Reversible } from './bank-reversals.rules.ts';

const RF = ['RF422026000001', 'RF152026000002'];
const said = (more: Partial<Reversible> = {}) => ({
  ...{ end_to_end_id: null, bank_reference: null, counterparty: null, remittance: '' },
  ...more,
});
const came = (payment_id: string, received_on: string, more: Partial<Reversible> = {}): Reversible => ({
  ...said(more),
  ...{ payment_id, received_on, account_id: 'account', reversal_id: null },
});
const invoice = { remittance: `Invoice ${RF[0]}` };

test.each([
  ['nothing came of this amount', {}, [], null, null],
  [
    'the end-to-end id of one',
    { end_to_end_id: 'E1' },
    [came('a', '01', { end_to_end_id: 'E1' }), came('b', '02')],
    'a',
    'a',
  ],
  [
    'the bank’s reference of one',
    { bank_reference: 'B1' },
    [came('a', '01', { bank_reference: 'B1' }), came('b', '02', invoice)],
    'a',
    'a',
  ],
  [
    'the invoice of one',
    invoice,
    [came('a', '01', invoice), came('b', '02', { remittance: RF[1] ?? '' })],
    'a',
    'a',
  ],
  [
    'the invoice of two: it was paid twice',
    invoice,
    [came('a', '01', invoice), came('b', '02', invoice)],
    null,
    'b',
  ],
  [
    'the invoice of two, the id of one',
    { ...invoice, end_to_end_id: 'E1' },
    [came('a', '01', { ...invoice, end_to_end_id: 'E1' }), came('b', '02', invoice)],
    'a',
    'a',
  ],
  [
    'an invoice, but another transfer’s id',
    { ...invoice, end_to_end_id: 'E2' },
    [came('a', '01', { ...invoice, end_to_end_id: 'E1' })],
    null,
    'a',
  ],
  [
    'an id that two have',
    { end_to_end_id: 'E1' },
    [came('a', '01', { end_to_end_id: 'E1' }), came('b', '02', { end_to_end_id: 'E1' })],
    null,
    'b',
  ],
  [
    'the payer alone',
    { counterparty: 'Najd IT' },
    [came('a', '01', { counterparty: 'Najd IT' }), came('b', '02')],
    null,
    'a',
  ],
  [
    'the payer’s words alone',
    { remittance: 'rent' },
    [came('a', '01'), came('b', '02', { remittance: 'rent' })],
    null,
    'b',
  ],
  ['nothing but the amount of one', {}, [came('a', '01')], null, 'a'],
  ['nothing but the amount of two', {}, [came('a', '01'), came('b', '02')], null, null],
] as const)('%s', (_name, entry, candidates, certain, proposed) => {
  const meant = meantBy(said(entry), candidates);
  expect([meant.certain?.payment_id ?? null, meant.proposed?.payment_id ?? null]).toEqual([
    certain,
    proposed,
  ]);
});
