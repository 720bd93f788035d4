import { expect, test } from 'vitest';
import { linesBody, NO_DEAL, partyBody, type QuoteValues, quoteSchema, versionBody } from './schema.ts';

const VALUES: QuoteValues = {
  who: 'prospect',
  customer_id: '',
  prospect: {
    name: 'Al-Noor',
    country: 'SA',
    domain: '',
    headcount: null,
    body_kind: 'business',
    registration_number: '',
  },
  contact: { name: 'Salma', email: 'salma@alnoor.example' },
  language: 'en',
  deal_id: NO_DEAL,
  lines: [
    {
      offer_id: 'o',
      service_id: null,
      name: { en: 'Seat', ar: 'مقعد' },
      detail: { en: '', ar: '' },
      quantity: 2,
      domain: '',
      unit_price: '25.125',
    },
  ],
  valid_until: '2026-02-01',
  terms: '',
  message: '',
};

test('a price is sent in minor units, exactly; an empty one is the price book’s', () => {
  const [line] = VALUES.lines;
  if (!line) throw new Error('There is a line above.');
  expect(linesBody([line, { ...line, unit_price: '' }], 'SAR')).toEqual([
    { offer_id: 'o', service_id: null, quantity: 2, domain: null, unit_price: '2512.5' },
    { offer_id: 'o', service_id: null, quantity: 2, domain: null, unit_price: null },
  ]);
});

test('one of the two is sent, the customer or the prospect', () => {
  expect(partyBody(VALUES)).toMatchObject({ customer_id: null, prospect: { name: 'Al-Noor', domain: null } });
  expect(partyBody({ ...VALUES, who: 'customer', customer_id: 'c' })).toEqual({
    customer_id: 'c',
    prospect: null,
  });
});

test.each<[string, Partial<QuoteValues>, string[]]>([
  ['as it stands', {}, []],
  ['for a customer that is not chosen', { who: 'customer' }, ['customer_id']],
  ['for a prospect without a name', { prospect: { ...VALUES.prospect, name: '' } }, ['prospect.name']],
  ['without lines', { lines: [] }, ['lines']],
  ['to nobody', { contact: { name: 'Salma', email: 'salma' } }, ['contact.email']],
])('%s', (_, change, places) => {
  const checked = quoteSchema.safeParse({ ...VALUES, ...change });
  expect((checked.error?.issues ?? []).map(({ path }) => path.join('.'))).toEqual(places);
});

test('no deal is none to the API', () => {
  expect(versionBody(VALUES, 'SAR').deal_id).toBeNull();
  expect(versionBody({ ...VALUES, deal_id: 'd' }, 'SAR').deal_id).toBe('d');
});
