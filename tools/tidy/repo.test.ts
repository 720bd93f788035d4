import { describe, expect, test } from 'vitest';
import {
  crowdedFolders,
  deadFiles,
  emptyFile,
  FOLDER_LIMIT,
  leftover,
  lockAddresses,
  machinePath,
  skippedTest,
} from './repo.ts';

// In pieces, so that this file does not break the rules it tests.
const NOTE = ['TO', 'DO'].join('');
const [ONLY, SKIP, LATER] = ['test.on', 'describe.sk', 'it.to'].map(
  (half, i) => half + ['ly', 'ip', 'do'][i],
);
const HOME = ['', 'home', 'a.b', 'caravan'].join('/');

describe('what a repository should not hold', () => {
  test('addresses in the lock and in .npmrc', () => {
    const lock = '{\n  "resolved": "https://r.example/a.tgz",\n  "version": "file:/srv/a"\n}';
    expect(lockAddresses({ path: 'package-lock.json', text: lock })).toMatchObject([
      { line: 2, about: 'https://r.example/a.tgz' },
      { line: 3, about: 'file:/srv/a' },
    ]);
    const npmrc = 'fund=false\nregistry=https://r.example/\n@a:registry = https://b.example';
    expect(lockAddresses({ path: '.npmrc', text: npmrc })).toMatchObject([{ line: 2 }, { line: 3 }]);
    expect(lockAddresses({ path: 'package.json', text: lock })).toEqual([]);
  });
  test('paths of one machine', () => {
    const rule = machinePath('/srv/checkout');
    const text = `cd /srv/checkout/bin\ncd /srv/checkout-2\ncd ${HOME}\n/home page`;
    expect(rule({ path: 'README.md', text }).map(({ line }) => line)).toEqual([1, 3]);
  });
  test.each([
    [`${ONLY}('a', f);`, [ONLY]],
    [`${SKIP}('a', f); ${LATER}('b');`, [SKIP, LATER]],
    [`test.${SKIP}('a', f);`, [`test.${SKIP}`]],
    [`test('a.only', f); test.each([])('b', f); // ${ONLY}`, []],
  ])('tests that do not run: %s', (text, calls) => {
    expect(skippedTest({ path: 'server/a.test.ts', text }).map(({ about }) => about)).toEqual(calls);
    expect(skippedTest({ path: 'server/a.ts', text })).toEqual([]);
  });
  test('a folder with more than a person finds the way in', () => {
    const half = '\n'.repeat(FOLDER_LIMIT / 2);
    const files = ['server/a/b.ts', 'server/a/c/d.ts', 'server/a/e.sql.ts', 'server/a/f.test.ts'];
    const sources = files.map((path) => ({ path, text: half }));
    expect(crowdedFolders(sources)).toEqual([]);
    const one = { path: 'server/a/g.ts', text: '\n' };
    expect(crowdedFolders([...sources, one])).toMatchObject([{ path: 'server/a/', rule: 'folder-size' }]);
  });
  test('half-done work', () => {
    expect(leftover({ path: 'server/a.ts', text: `f();\n// ${NOTE}: more` })).toMatchObject([
      { line: 2, about: NOTE },
    ]);
    expect(leftover({ path: 'server/a.ts', text: `const ${NOTE}S = 1; // todo` })).toEqual([]);
  });
  test('empty files', () => {
    expect(emptyFile({ path: 'server/a.ts', text: '// nothing\n/* at\n all */\n' })).toHaveLength(1);
    expect(emptyFile({ path: 'server/a.ts', text: "import './b.ts';" })).toEqual([]);
  });
  test('files nothing names, and what editors leave', () => {
    const texts = [{ path: 'README.md', text: '![a](docs/a.png)' }];
    const dead = deadFiles(['docs/a.png', 'docs/b.png', 'server/a.ts.orig', 'server/a.ts'], texts);
    expect(dead.map(({ path }) => path)).toEqual(['server/a.ts.orig', 'docs/b.png']);
  });
});
