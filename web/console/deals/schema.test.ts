import { expect, test } from 'vitest';
import { blank, bodyOf, dealSchema } from './schema.ts';

const values = {
  ...blank({ country: 'SA', closes_on: '2026-04-15' }),
  name: 'Al-Noor',
  contact_name: 'Salma',
  amount: 5,
};

test('what was left empty is not known, and the value is whole minor units of the account’s currency', () => {
  const body = bodyOf(dealSchema.parse(values), 'SAR');
  expect(body).toMatchObject({
    domain: null,
    about: null,
    headcount: null,
    value: { amount: 5, currency: 'SAR' },
  });
  expect(body).not.toHaveProperty('stage');
});

test.each([
  ['amount', { amount: null }],
  ['name', { name: 'A' }],
  ['closes_on', { closes_on: '' }],
  ['contact_email', { contact_email: 'nobody' }],
])('a deal without a fitting %s is refused there', (field, more) => {
  const refused = dealSchema.safeParse({ ...values, ...more });
  expect(refused.error?.issues.map(({ path }) => path[0])).toEqual([field]);
});
