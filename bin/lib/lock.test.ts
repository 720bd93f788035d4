import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processIdentity } from '../../server/base/process.ts';
import { Held, takeLock, withLock } from './lock.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

function holderOf(take: () => unknown): unknown {
  try {
    take();
  } catch (error) {
    if (error instanceof Held) return error.holder;
  }
  throw new Error('The lock was free.');
}

test('one at a time; the refused one learns who has it and where', () => {
  const lock = takeLock(file);
  lock.update({ url: 'http://localhost:4000' });
  expect(holderOf(() => takeLock(file))).toMatchObject({ pid: process.pid, url: 'http://localhost:4000' });
  lock.release();
  takeLock(file).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a killed holder is known to the next one, with the children it left', async () => {
  const script = `import { takeLock } from '${new URL('./lock.ts', import.meta.url)}';
    takeLock('${file}').update({ children: { web: '1 a' } }); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(holderOf(() => takeLock(file))).toMatchObject({ pid: child.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = takeLock(file);
  expect(lock.left).toMatchObject({ pid: child.pid, children: { web: '1 a' } });
  lock.release();
});

test('a recycled pid fools nobody', () => {
  const other = process.ppid;
  writeFileSync(
    file,
    JSON.stringify({ pid: other, identity: `${other} some earlier start`, url: null, children: {} }),
  );
  takeLock(file).release();
  writeFileSync(
    file,
    JSON.stringify({ pid: other, identity: processIdentity(other), url: null, children: {} }),
  );
  expect(() => takeLock(file)).toThrow(`Held by process ${other}.`);
});

test('a file cut short by a crash is nobody’s lock', () => {
  writeFileSync(file, '{"pid":');
  const lock = takeLock(file);
  expect(lock.left).toBeNull();
  lock.release();
});

test('work waits for the lock and one piece is done at a time', async () => {
  const seen: string[] = [];
  const work = (name: string) =>
    withLock(file, 5_000, async () => {
      seen.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`${name} out`);
    });
  await Promise.all([work('a'), work('b')]);
  expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
});
