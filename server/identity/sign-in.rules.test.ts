import { describe, expect, test } from 'vitest';
import { lockReason, networkOf } from './sign-in.rules.ts';

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test('two addresses of one household are one network', () => {
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::2'));
  });
});

describe('the lock', () => {
  test.each([
    [{ here: 0, network: 0 }, null],
    [{ here: 4, network: 49 }, null],
    [{ here: 5, network: 5 }, /this e-mail address from where you are/],
    [{ here: 0, network: 50 }, /from your network/],
  ])('after %o says %s', (failures, reason) => {
    const answer = lockReason(failures);
    if (reason) expect(answer).toMatch(reason);
    else expect(answer).toBeNull();
  });
});
