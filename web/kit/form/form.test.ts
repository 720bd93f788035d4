import { i18n } from '@lingui/core';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { dropDraft, keepDraft, readDraft } from './draft.ts';
import { fieldOf } from './useForm.ts';

beforeAll(() => {
  const kept = new Map<string, string>();
  globalThis.sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
  i18n.loadAndActivate({ locale: 'en', messages: {} });
});

test('a draft is kept without what must not lie around', () => {
  keepDraft('join', {
    company: 'Najd IT',
    password: 'x',
    new_password: 'y',
    code: '123456',
    card_number: '4242',
  });
  expect(readDraft('join')).toEqual({ company: 'Najd IT' });
  keepDraft('join', { code: 'GWS-STARTER' });
  expect(readDraft('join')).toEqual({ code: 'GWS-STARTER' });
  dropDraft('join');
  expect(readDraft('join')).toBeNull();
});

test.each([
  ['#/country', 'country'],
  ['#/contact/email', 'contact.email'],
  ['#/lines/0/seats', 'lines.0.seats'],
  ['/tax_number', 'tax_number'],
  ['#/a~1b', 'a/b'],
])('%s points at %s', (pointer, field) => {
  expect(fieldOf(pointer)).toBe(field);
});

const schema = z.object({
  name: z.string().min(1),
  email: z.email(),
  password: z.string().min(12),
  seats: z.number().min(1),
  accepted: z.boolean().refine(Boolean),
  size: z.string().max(2, 'Two letters at most, please.'),
  lines: z.array(z.string()).min(1),
});

test('refused fields are told in words', () => {
  const refused = schema.safeParse({
    name: '',
    email: 'huda',
    password: 'short',
    seats: 0,
    accepted: false,
    size: 'long',
    lines: [],
  });
  const told = Object.fromEntries(refused.error?.issues.map((issue) => [issue.path[0], issue.message]) ?? []);
  expect(told).toEqual({
    name: 'Fill this in.',
    email: 'This is not an e-mail address.',
    password: 'At least 12 characters.',
    seats: 'At least 1.',
    accepted: 'Tick this to go on.',
    size: 'Two letters at most, please.',
    lines: 'Add at least one.',
  });
});
