import { describe, expect, test } from 'vitest';
import { Fail } from '../base/errors.ts';
import { move } from '../base/states.ts';
import { taxNumber } from '../base/tax-numbers.ts';
import {
  APPLICATION_MOVES,
  APPLICATION_STATES,
  APPLICATION_VERBS,
  type ApplicationState,
  type ApplicationVerb,
  changesOf,
  registrationNumber,
} from './applications.rules.ts';

describe('the moves of an application', () => {
  const LEGAL: Record<string, ApplicationState> = {
    'unverified verify': 'verified',
    'verified submit': 'submitted',
    'verified withdraw': 'withdrawn',
    'submitted ask': 'more_asked',
    'submitted approve': 'approved',
    'submitted decline': 'declined',
    'submitted withdraw': 'withdrawn',
    'more_asked answer': 'submitted',
    'more_asked approve': 'approved',
    'more_asked decline': 'declined',
    'more_asked withdraw': 'withdrawn',
  };
  const every = APPLICATION_STATES.flatMap((from) =>
    APPLICATION_VERBS.map((verb): [ApplicationState, ApplicationVerb] => [from, verb]),
  );

  test.each(every)('%s, %s', (from, verb) => {
    const to = LEGAL[`${from} ${verb}`];
    const take = () => move('application', APPLICATION_MOVES, from, verb);
    if (to) expect(take()).toBe(to);
    else expect(take).toThrow(Fail);
  });

  test.each(APPLICATION_STATES)('%s leads to an end, and nothing leads out of an end', (state) => {
    const ends = new Set<string>();
    const seen = new Set<ApplicationState>();
    const walk = (at: ApplicationState) => {
      if (seen.has(at)) return;
      seen.add(at);
      const next = Object.values(APPLICATION_MOVES[at]);
      if (next.length === 0) ends.add(at);
      for (const to of next) walk(to);
    };
    walk(state);
    expect(ends.size).toBeGreaterThan(0);
  });
});

describe('a tax number', () => {
  test.each([
    ['SA', '310122393500003', '310122393500003'],
    ['SA', '3101 2239 3500 003', '310122393500003'],
    ['AE', '100-2345-6789-0123', '100234567890123'],
    ['OM', '1100000001', 'OM1100000001'],
    ['OM', 'OM 1100000001', 'OM1100000001'],
    ['DE', 'DE 136 695 976', 'DE136695976'],
    ['DE', '136695976', 'DE136695976'],
    ['GB', 'gb 980 7806 84', 'GB980780684'],
    ['FR', 'FR40 303 265 045', 'FR40303265045'],
    ['NL', 'NL004495445B01', 'NL004495445B01'],
    ['ES', 'ESB58378431', 'ESB58378431'],
    ['BE', 'BE 0428.759.497', 'BE0428759497'],
    ['AT', 'ATU13585627', 'ATU13585627'],
    ['IN', '27AAPFU0939F1ZV', '27AAPFU0939F1ZV'],
    ['EG', '100-244-911', '100244911'],
    ['US', '12-3456789', '123456789'],
    ['ZA', '4023340283', '4023340283'],
    ['JO', '12345678', '12345678'],
    ['CL', '76.086.428-5', '760864285'],
  ])('of %s: %s is kept as %s', (country, text, number) => {
    expect(taxNumber(country, text)).toEqual({ number });
  });

  test.each([
    ['SA', '110122393500003', 'starts and ends with 3'],
    ['SA', '31012239350000', '15 digits'],
    ['SA', '310122393500001', 'starts and ends with 3'],
    ['AE', '200234567890123', 'starts with 1'],
    ['DE', 'DE12345', 'DE followed by 9 digits'],
    ['GB', 'GB12345678', '9 or 12 digits'],
    ['IN', '27AAPFU0939F1XV', 'GSTIN'],
    ['JO', '12', '4 to 30'],
    ['JO', 'not a number!', '4 to 30'],
  ])('of %s: %s is refused, naming what is expected', (country, text, says) => {
    expect(taxNumber(country, text)).toEqual({ fault: expect.stringContaining(says) });
  });
});

test('a registration number reads the same however it is typed', () => {
  expect(registrationNumber('  hrb  12345 b ')).toBe('HRB 12345 B');
});

test('an answer changes only what differs', () => {
  const kept = {
    company: 'Najd IT',
    registration_number: '1',
    tax_number: null,
    address: null,
    website: null,
    headcount: 12,
    contact_name: 'Noura',
    contact_phone: null,
    about: null,
  };
  expect(changesOf(kept, { company: 'Najd IT', headcount: 14, tax_number: null })).toEqual({ headcount: 14 });
  expect(changesOf({ ...kept, headcount: 3 }, { headcount: null })).toEqual({ headcount: null });
  expect(changesOf(kept, {})).toEqual({});
});
