import { expect, test } from 'vitest';
import { brandGround, brandInk } from './brand.ts';

test.each([
  ['#ffffff', '#1b1712'],
  ['#000000', '#ffffff'],
  ['#7a4a1e', '#ffffff'],
  ['#ffd400', '#1b1712'],
  [null, '#ffffff'],
])('on %s stands %s', (ground, ink) => {
  expect(brandInk(ground)).toBe(ink);
});

test('what is no colour is replaced', () => {
  expect(brandGround('red')).toBe('#2a428d');
  expect(brandGround('#12ab9F')).toBe('#12ab9F');
});
