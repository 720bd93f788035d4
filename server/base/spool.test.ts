import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { spool } from './spool.ts';

const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('caravan-0'));

test('gives back what was written and leaves no file behind', async () => {
  const before = left();
  const spooled = await spool(['one\n', 'two\n']);
  expect(left().length).toBe(before.length + 1);
  expect(await text(spooled.open())).toBe('one\ntwo\n');
  expect(left()).toEqual(before);
});

test('leaves no file behind when a piece cannot be made', async () => {
  const before = left();
  const broken = (function* () {
    yield 'one';
    throw new Error('no more');
  })();
  await expect(spool(broken)).rejects.toThrow('no more');
  expect(left()).toEqual(before);
});
