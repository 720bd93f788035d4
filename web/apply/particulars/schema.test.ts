import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { changesOf, noParticulars, particulars, typedOf } from './schema.ts';

const schema = z.object(particulars);
const typed = { ...noParticulars, company: ' Najd IT ', registration_number: '1010', contact_name: 'Layla' };

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }));

test('what is left out is sent as null, what is typed without the spaces around it', () => {
  expect(schema.parse(typed)).toEqual({
    company: 'Najd IT',
    registration_number: '1010',
    tax_number: null,
    address: null,
    website: null,
    headcount: null,
    contact_name: 'Layla',
    contact_phone: null,
    about: null,
  });
});

test.each([
  ['example.com', true],
  ['www.example.com/shop?x=1', true],
  ['https://مثال.السعودية', true],
  ['http://example.co.uk:8080', true],
  ['example', false],
  ['two words.com', false],
  ['name@example.com', false],
  ['https://.com', false],
])('the website %s is taken: %s', (website, taken) => {
  expect(schema.safeParse({ ...typed, website }).success).toBe(taken);
});

test('only what is said differently is sent with an answer', () => {
  const before = schema.parse({ ...typed, website: 'example.com', headcount: 12 });
  const form = typedOf(before);
  expect(changesOf(before, schema.parse(form))).toEqual({});
  expect(changesOf(before, schema.parse({ ...form, website: '', headcount: 13, about: 'Clinics' }))).toEqual({
    website: null,
    headcount: 13,
    about: 'Clinics',
  });
});
