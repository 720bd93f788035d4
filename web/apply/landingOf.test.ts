import { beforeAll, expect, test } from 'vitest';
import type { Session } from '../kit/session.ts';
import { kindAt, landingOf, organizationFor, safeNext } from './landingOf.ts';

beforeAll(() => {
  globalThis.location = { origin: 'https://program.example' } as Location;
});

test.each([
  ['/console/orders?state=open', '/console/orders?state=open'],
  ['/apply/verify?token=a-b_c', '/apply/verify?token=a-b_c'],
  ['', null],
  ['console', null],
  ['https://elsewhere.example/', null],
  ['//elsewhere.example/', null],
  ['/\\elsewhere.example/', null],
  ['/\t/elsewhere.example/', null],
  ['javascript:alert(1)', null],
])('after sign-in, next=%j leads to %j', (next, to) => {
  expect(safeNext(next)).toBe(to);
});

test.each([
  ['/office', 'vendor'],
  ['/office/orders/7', 'vendor'],
  ['/console?tab=1', 'reseller'],
  ['/panel/invoices', 'customer'],
  ['/apply/status', null],
  ['/officers', null],
  ['/', null],
])('%s is where a %s works', (path, kind) => {
  expect(kindAt(path)).toBe(kind);
});

const place = (kind: string, state = 'active', id = `${kind}-1`) => ({ id, name: id, kind, state });

function sessionFor(own: object, ...others: object[]): Session {
  return { organization: own, organizations: [own, ...others] } as unknown as Session;
}

test('everybody lands where their organization works, an applicant at the application', () => {
  expect(landingOf(sessionFor(place('vendor')))).toBe('/office');
  expect(landingOf(sessionFor(place('reseller')))).toBe('/console');
  expect(landingOf(sessionFor(place('customer')))).toBe('/panel');
  expect(landingOf(sessionFor(place('reseller', 'applying')))).toBe('/apply/status');
});

test('a page is shown to the organization that works there, if the person belongs to one', () => {
  const session = sessionFor(place('reseller'), place('customer'));
  expect(organizationFor('/console/orders', session)?.id).toBe('reseller-1');
  expect(organizationFor('/panel', session)?.id).toBe('customer-1');
  expect(organizationFor('/office', session)).toBeUndefined();
  expect(organizationFor('/apply/status', session)?.id).toBe('reseller-1');
  expect(organizationFor('/console', sessionFor(place('reseller', 'applying')))).toBeUndefined();
});
