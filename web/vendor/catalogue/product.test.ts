import { describe, expect, test } from 'vitest';
import { blankProduct, bodyOf, productSchema, relationRows } from './product.ts';

const relation = (kind: 'requires' | 'excludes', product: string, choice = 1) => ({
  ...{ kind, product, choice },
  product_id: crypto.randomUUID(),
  name: { en: product, ar: product },
});
const kept = { attributes: { privacy: 'yes' }, withdrawn: false };

describe('a product’s form', () => {
  test('keeps what is required together in one row, and every other relation in a row of its own', () => {
    const relations = [relation('requires', 'A'), relation('requires', 'B'), relation('requires', 'C', 2)];
    expect(relationRows([...relations, relation('excludes', 'D'), relation('excludes', 'E')])).toEqual([
      { kind: 'requires', products: ['A', 'B'] },
      { kind: 'requires', products: ['C'] },
      { kind: 'excludes', products: ['D'] },
      { kind: 'excludes', products: ['E'] },
    ]);
  });

  test('sends one choice for each row of what is required, and what it does not show as it was', () => {
    const body = bodyOf(
      {
        ...blankProduct('2026-03-01'),
        relations: [
          { kind: 'excludes', products: ['D'] },
          { kind: 'requires', products: ['A', 'B'] },
          { kind: 'requires', products: ['C'] },
        ],
        works_with: [
          { system: 'Okta', en: '', ar: '' },
          { system: 'Outlook', en: 'From 2019', ar: '' },
        ],
      },
      kept,
    );
    expect(body.relations.map(({ product, choice }) => `${product}${choice}`)).toEqual([
      'D1',
      'A1',
      'B1',
      'C2',
    ]);
    expect(body.works_with.map(({ note }) => note)).toEqual([null, { en: 'From 2019', ar: 'From 2019' }]);
    expect(body.attributes).toEqual({ privacy: 'yes' });
  });

  test.each([
    ['no code', { code: '' }],
    ['a code with a space', { code: 'A B' }],
    ['no family', { family_id: '' }],
    ['a name in one language', { name: { en: 'Only', ar: ' ' } }],
    ['a relation to nothing', { relations: [{ kind: 'requires', products: [] }] }],
  ])('is not sent with %s', (_, change) => {
    const whole = { ...blankProduct('2026-03-01'), code: 'AB', family_id: 'f', name: { en: 'A', ar: 'أ' } };
    expect(productSchema.safeParse(whole).success).toBe(true);
    expect(productSchema.safeParse({ ...whole, ...change }).success).toBe(false);
  });
});
