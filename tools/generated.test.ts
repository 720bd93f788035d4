import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstDifference, type Generated, regenerate } from './generated.ts';

let folder: string;
beforeAll(() => {
  mkdirSync('.caravan', { recursive: true });
  folder = mkdtempSync(join('.caravan', 'generated-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file made from `source.txt` by a program that upper-cases it, or that fails. */
function entry(name: string, source: string | null, fails = false): Generated {
  const from = join(folder, `${name}.txt`);
  if (source !== null) writeFileSync(from, source);
  const program = fails
    ? "console.error('no can do'); process.exit(3)"
    : "fs.writeFileSync(process.argv[2], fs.readFileSync(process.argv[1], 'utf8').toUpperCase())";
  return { file: join(folder, `${name}.out`), from, make: (out) => ['-e', program, '--', from, out] };
}

test('a file is missing, then written, then the same, then differs by a line', () => {
  const one = entry('one', 'a\nb\n');
  expect(regenerate([one], false)).toMatchObject([
    { state: 'differs', message: expect.stringContaining('is missing') },
  ]);
  expect(regenerate([one], true)).toMatchObject([{ state: 'written' }]);
  expect(readFileSync(one.file, 'utf8')).toBe('A\nB\n');
  expect(regenerate([one], false)).toMatchObject([{ state: 'same' }]);
  writeFileSync(one.file, 'A\nX\n');
  expect(regenerate([one], false)).toMatchObject([
    { state: 'differs', message: expect.stringContaining('line 2 differs') },
  ]);
});

test('a generator that fails says so and touches nothing', () => {
  const two = entry('two', 'a', true);
  writeFileSync(two.file, 'kept');
  expect(regenerate([two], true)).toMatchObject([
    { state: 'failed', message: expect.stringContaining('no can do') },
  ]);
  expect(readFileSync(two.file, 'utf8')).toBe('kept');
});

test('a generator that does not exist yet is skipped', () => {
  expect(regenerate([entry('three', null)], false)).toMatchObject([{ state: 'skipped' }]);
});

test('where two texts part', () => {
  expect(firstDifference('a\nb', 'a\nc')).toBe(2);
  expect(firstDifference('a', 'a\nb')).toBe(2);
});
