import { describe, expect, test } from 'vitest';
import { passwordFault } from './passwords.rules.ts';

const OWNER = {
  email: 'reem.alharbi@najd-it.example',
  name: 'Reem Al-Harbi',
  organization: 'Najd Information Technology',
};

describe('passwords', () => {
  test.each([
    'under seven palms',
    'Tr0ubadour&3wells',
    'جمل وسبع نخلات',
    'correct horse battery staple',
    'reem likes four red camels',
    'x9$kQv!2mZ',
  ])('%s is good', (password) => {
    expect(passwordFault(password, OWNER)).toBeNull();
  });

  test.each([
    ['short', 'Use at least 10 characters.'],
    ['123456789', 'Use at least 10 characters.'],
    ['x'.repeat(201), 'Use at most 200 characters.'],
    ['aaaaaaaaaaaa', 'Use more different characters.'],
    ['abababababab', 'Use more different characters.'],
    ['Password2026!', /first passwords anyone would try/],
    ['P@ssw0rd1234', /first passwords anyone would try/],
    ['1234qwerty5678', /first passwords anyone would try/],
    ['Caravan!!2026', /first passwords anyone would try/],
    ['alharbi12345', 'Do not use "alharbi": it is part of your name, address or organization.'],
    ['information1!', 'Do not use "information": it is part of your name, address or organization.'],
    ['0123456789', 'Do not use neighbouring keys or numbers in order.'],
    ['9876543210', 'Do not use neighbouring keys or numbers in order.'],
    ['qwertyuiopasdf', 'Do not use neighbouring keys or numbers in order.'],
    ['lkjhgfdsapoi', 'Do not use neighbouring keys or numbers in order.'],
  ])('%s is refused: %s', (password, sentence) => {
    expect(passwordFault(password, OWNER)).toMatch(sentence);
  });
});
