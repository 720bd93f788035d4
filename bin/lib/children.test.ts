import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepRunning, type Program, runOnce } from './children.ts';

const PROCESS = new URL('../../server/base/process.ts', import.meta.url);
let folder: string;
let said: string[];
let pids: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-children-'));
  said = [];
  pids = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that is the given script, with what process.ts offers in scope. */
function program(script: string): Program {
  const file = join(folder, 'program.ts');
  writeFileSync(
    file,
    `import { exitWithParent, mayBegin, sayProgress, sayReady } from '${PROCESS}';\n${script}`,
  );
  return {
    name: 'worker',
    args: [file],
    cwd: folder,
    env: () => ({ ...process.env, ROUND: String(pids.length) }),
    log: join(folder, 'worker.log'),
    say: (line) => said.push(line),
    onStart: (pid) => pids.push(pid),
  };
}

const SERVES = `setInterval(() => {}, 1000);
  exitWithParent(async () => console.log('closed'));
  sayReady(['round ' + process.env.ROUND]);`;

function log(): string {
  return readFileSync(join(folder, 'worker.log'), 'utf8');
}

test('serves until stopped, then closes cleanly', async () => {
  const keeper = keepRunning(program(SERVES));
  expect(await keeper.ready).toEqual(['round 0']);
  await keeper.stop();
  expect(log()).toBe('closed\n');
  expect(said).toEqual([]);
  await keeper.stop();
});

test('a killed one is started again, with one line that says so', async () => {
  const keeper = keepRunning(program(SERVES));
  await keeper.ready;
  process.kill(pids[0]!, 'SIGKILL');
  await vi.waitUntil(() => pids.length === 2, 5_000);
  expect(said).toEqual([
    `worker ended (signal SIGKILL); starting it again. Its log: ${join(folder, 'worker.log')}`,
  ]);
  await keeper.stop();
});

test('a restart is silent and at once', async () => {
  const keeper = keepRunning(program(SERVES));
  await keeper.ready;
  keeper.restart();
  await vi.waitUntil(() => pids.length === 2, 5_000);
  expect(said).toEqual([]);
  await keeper.stop();
});

test('one that never gets ready is given up after three tries', async () => {
  const keeper = keepRunning(program('process.exit(3)'));
  await expect(keeper.ready).rejects.toThrow("worker can't start (exit code 3)");
  expect(pids).toHaveLength(3);
  await keeper.stop();
});

test('one that doesn’t close is killed after two seconds', async () => {
  const keeper = keepRunning(
    program('exitWithParent(() => new Promise(() => setInterval(() => {}, 1000))); sayReady();'),
  );
  await keeper.ready;
  const began = performance.now();
  await keeper.stop();
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test('stopping ends the wait for one that is not ready', async () => {
  const keeper = keepRunning(program('setInterval(() => {}, 1000)'));
  await vi.waitUntil(() => pids.length === 1, 5_000);
  const [ended] = await Promise.allSettled([keeper.ready, keeper.stop()]);
  expect(ended).toMatchObject({ status: 'rejected', reason: { message: 'worker was stopped' } });
});

test('a child ends by itself when its parent is killed', async () => {
  const parent = join(folder, 'parent.ts');
  const described = JSON.stringify({ ...program(SERVES), name: 'worker' });
  writeFileSync(
    parent,
    `import { keepRunning } from '${new URL('./children.ts', import.meta.url)}';
     const keeper = keepRunning({ ...${described}, env: () => process.env, say() {}, onStart() {} });
     await keeper.ready; process.kill(process.pid, 'SIGKILL');`,
  );
  const signal = new AbortController().signal;
  await expect(runOnce({ ...program(SERVES), args: [parent] }, signal)).rejects.toThrow(
    'worker failed (signal SIGKILL)',
  );
  await vi.waitUntil(() => existsSync(join(folder, 'worker.log')) && log().includes('closed'), 5_000);
});

test('one that is held back is loaded at once and begins when it may; started again, it begins at once', async () => {
  const held = Promise.withResolvers<void>();
  const script = `console.log('loaded'); await mayBegin(); console.log('begun'); ${SERVES}`;
  const keeper = keepRunning({ ...program(script), after: held.promise });
  await vi.waitUntil(() => existsSync(join(folder, 'worker.log')) && log() === 'loaded\n', 5_000);
  held.resolve();
  expect(await keeper.ready).toEqual(['round 0']);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitUntil(() => log() === 'loaded\nbegun\n'.repeat(2), 10_000);
  await keeper.stop();
});

test('one that is held back until there is a database is told where that is', async () => {
  const opened = Promise.withResolvers<void>();
  const env: NodeJS.ProcessEnv = { ...process.env };
  delete env.DATABASE_URL;
  const script = "await mayBegin(); console.log(process.env.DATABASE_URL ?? 'nowhere'); process.exit(0)";
  const signal = new AbortController().signal;
  const ended = runOnce({ ...program(script), env: () => env, after: opened.promise }, signal);
  env.DATABASE_URL = 'postgres://somewhere';
  opened.resolve();
  await ended;
  expect(log()).toBe('postgres://somewhere\n');
});

test('what runs once reports its progress and its failure', async () => {
  const signal = new AbortController().signal;
  await runOnce(program("sayProgress('half'); process.exit(0)"), signal);
  expect(said).toEqual(['half']);
  await expect(runOnce(program("console.log('why'); process.exit(1)"), signal)).rejects.toThrow(
    'worker failed (exit code 1)',
  );
  expect(log()).toBe('why\n');
});

test('what runs once ends when asked', async () => {
  const abort = new AbortController();
  const run = runOnce(program('setInterval(() => {}, 1000)'), abort.signal);
  await vi.waitUntil(() => pids.length === 1, 5_000);
  abort.abort(new Error('enough'));
  await expect(run).rejects.toThrow('worker failed (signal SIGTERM)');
  await expect(runOnce(program(''), abort.signal)).rejects.toThrow('enough');
});
