import { expect, test } from 'vitest';
import { faceOf, path, paths } from './paths.ts';

test('a pattern is filled in, and what is filled in cannot escape its segment', () => {
  expect(path(paths.office.reseller, { resellerId: '0198' })).toBe('/office/resellers/0198');
  expect(path(paths.console.customer, { customerId: 'a/b?c' })).toBe('/console/customers/a%2Fb%3Fc');
});

test.each([
  ['/office/resellers/7', 'vendor'],
  ['/console', 'console'],
  ['/panel/invoices', 'panel'],
  ['/', 'apply'],
  ['/sign-in/code', 'apply'],
  ['/officers', 'apply'],
])('%s is a page of %s', (urlPath, face) => {
  expect(faceOf(urlPath)).toBe(face);
});
