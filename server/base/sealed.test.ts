import { afterEach, expect, test, vi } from 'vitest';
import { seal, unseal } from './sealed.ts';

afterEach(() => vi.unstubAllEnvs());

test('opens what it sealed, and seals the same text differently each time', () => {
  const [one, two] = [seal('JBSWY3DPEHPK3PXP', 'reem'), seal('JBSWY3DPEHPK3PXP', 'reem')];
  expect(one).not.toBe(two);
  expect(one).not.toContain('JBSWY');
  expect([unseal(one, 'reem'), unseal(two, 'reem')]).toEqual(['JBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXP']);
});

test('opens nothing that was changed, moved to another owner, or sealed under another secret', () => {
  const sealed = seal('JBSWY3DPEHPK3PXP', 'reem');
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(() => unseal(changed, 'reem')).toThrow();
  expect(() => unseal(sealed, 'huda')).toThrow();
  vi.stubEnv('CARAVAN_SECRET', 'another one');
  expect(() => unseal(sealed, 'reem')).toThrow();
});
