import { describe, expect, test } from 'vitest';
import { type Buyer, type SaleFacts, saleFault, segmentOf } from './sale.rules.ts';

const named = (code: string) => ({ product: code, name: { en: code, ar: code } });
type Related = SaleFacts['relations'][number];
const relation = (kind: string, code: string, choice = 1): Related => ({
  ...named(code),
  kind,
  choice,
});
const product = (change: Partial<SaleFacts> = {}): SaleFacts => ({
  ...{
    code: 'VAULT',
    name: { en: 'Vault', ar: 'فولت' },
    countries: [],
    segments: [],
    relations: [],
    related: [],
  },
  ...change,
});
const buyer = (change: Partial<Buyer> = {}): Buyer => ({
  ...{ name: 'Al-Noor', country: 'SA', headcount: 40, body_kind: 'business' },
  ...change,
});
const set = (...codes: string[]) => new Set(codes);

describe('what may be sold to whom', () => {
  test.each([
    [49, 'business', 'small'],
    [50, 'business', 'medium'],
    [249, 'business', 'medium'],
    [250, 'business', 'large'],
    [null, 'business', null],
    [null, 'government', 'government'],
    [9, 'education', 'education'],
  ])('%s people of a %s are %s', (headcount, body_kind, segment) => {
    expect(segmentOf({ headcount, body_kind })).toBe(segment);
  });

  test.each([
    ['anywhere', product(), buyer({ country: 'AE' }), undefined],
    ['in its country', product({ countries: ['SA'] }), buyer(), undefined],
    [
      'elsewhere',
      product({ countries: ['SA', 'BH'] }),
      buyer({ country: 'AE' }),
      /sold in SA, BH only, and Al-Noor is in AE/,
    ],
    ['to its segment', product({ segments: ['small'] }), buyer(), undefined],
    [
      'to another',
      product({ segments: ['education', 'nonprofit'] }),
      buyer(),
      /schools and universities, non-profit/,
    ],
    [
      'to an unknown size',
      product({ segments: ['small'] }),
      buyer({ headcount: null }),
      /how many employees Al-Noor has/,
    ],
    [
      'to businesses of any size',
      product({ segments: ['small', 'medium', 'large'] }),
      buyer({ headcount: null }),
      undefined,
    ],
    [
      'to government alone, of unknown size',
      product({ segments: ['government'] }),
      buyer({ headcount: null }),
      /government bodies only/,
    ],
  ])('%s', (_, sold, to, answer) => {
    const fault = saleFault(sold, to, set(), set('VAULT'));
    if (answer) expect(fault).toMatch(answer);
    else expect(fault).toBeUndefined();
  });

  const needs = product({
    relations: [
      relation('requires', 'STARTER', 1),
      relation('requires', 'PLUS', 1),
      relation('requires', 'DOMAIN', 2),
    ],
  });
  test.each([
    ['without what it needs', needs, set(), set('VAULT'), /needs STARTER or PLUS; add it/],
    ['with one of the choices', needs, set('PLUS'), set('VAULT'), /needs DOMAIN/],
    ['with all it needs, had or ordered', needs, set('PLUS'), set('VAULT', 'DOMAIN'), undefined],
    [
      'with what it excludes',
      product({ relations: [relation('excludes', 'RIVAL')] }),
      set('RIVAL'),
      set(),
      /cannot be had together with RIVAL/,
    ],
    [
      'with what excludes it',
      product({ related: [relation('excludes', 'RIVAL')] }),
      set(),
      set('RIVAL'),
      /together with RIVAL/,
    ],
    [
      'on top of what includes it',
      product({ related: [relation('included', 'SUITE')] }),
      set('SUITE'),
      set(),
      /comes with SUITE already/,
    ],
    [
      'more of what was had apart',
      product({ related: [relation('included', 'SUITE')] }),
      set('SUITE', 'VAULT'),
      set(),
      undefined,
    ],
    [
      'beside what it replaces',
      product({ relations: [relation('replaces', 'OLD')] }),
      set('OLD'),
      set(),
      undefined,
    ],
  ])('%s', (_, sold, had, ordered, answer) => {
    const fault = saleFault(sold, buyer(), had, ordered);
    if (answer) expect(fault).toMatch(answer);
    else expect(fault).toBeUndefined();
  });
});
