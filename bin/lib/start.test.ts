import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser } from './browser.ts';
import { buildWeb, hashOfSources } from './build-web.ts';
import { ensureDataFolder, logFile, readSecret } from './folder.ts';
import { readOptions } from './options.ts';
import { freePort, isPortFree } from './ports.ts';
import { playwrightCounts, vitestCounts } from './test-counts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('options', () => {
  test.each([
    [[], {}, { port: null, demo: true, reset: false }],
    [['--port', '5000', '--no-demo', '--reset'], {}, { port: 5000, demo: false, reset: true }],
    [[], { PORT: '5001', CARAVAN_DEMO: '0' }, { port: 5001, demo: false, reset: false }],
    [['--port=80'], { PORT: '5001', CARAVAN_DEMO: '1' }, { port: 80, demo: true, reset: false }],
    [['--help'], {}, null],
  ])('%j with %j', (args, env, expected) => {
    expect(readOptions(args, env)).toEqual(expected);
  });

  test.each([
    [['--port', 'many'], {}, 'many is not a port: 1 to 65535.'],
    [['--port', '70000'], {}, '70000 is not a port'],
    [['--prot', '1'], {}, "Unknown option '--prot'"],
    [['--reset'], { DATABASE_URL: 'postgres://elsewhere' }, '--reset deletes the built-in database only'],
  ])('%j is refused', (args, env, sentence) => {
    expect(() => readOptions(args, env)).toThrow(sentence);
  });
});

test('a taken port is passed over', async () => {
  const port = await freePort(21_000);
  const server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  expect(await isPortFree(port)).toBe(false);
  expect(await freePort(port)).toBeGreaterThan(port);
  server.close();
});

describe('the data folder', () => {
  test('keeps one secret for nobody else to read', () => {
    ensureDataFolder(join(folder, 'a', 'b'));
    const secret = readSecret(join(folder, 'a', 'b'));
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(readSecret(join(folder, 'a', 'b'))).toBe(secret);
    expect(statSync(join(folder, 'a', 'b', 'secret')).mode & 0o777).toBe(0o600);
  });

  test.skipIf(process.getuid?.() === 0)('of another user is refused in plain words', () => {
    chmodSync(folder, 0o500);
    expect(() => ensureDataFolder(folder)).toThrow(`Caravan may not write to ${folder}.`);
    chmodSync(folder, 0o700);
  });

  test('a log that has grown long is put aside', () => {
    ensureDataFolder(folder);
    const file = logFile(folder, 'web');
    writeFileSync(file, '');
    truncateSync(file, 20_000_001);
    expect(logFile(folder, 'web')).toBe(file);
    expect(statSync(`${file}.old`).size).toBe(20_000_001);
  });
});

describe('the pages', () => {
  test('their hash follows names and contents of sources, not of tests or of what was built', () => {
    mkdirSync(join(folder, 'web', 'kit'), { recursive: true });
    mkdirSync(join(folder, 'web', 'dist'));
    writeFileSync(join(folder, 'web', 'kit', 'a.ts'), 'one');
    const first = hashOfSources(folder);
    writeFileSync(join(folder, 'web', 'dist', 'a.js'), 'built');
    writeFileSync(join(folder, 'web', 'kit', 'a.test.ts'), 'test');
    expect(hashOfSources(folder)).toBe(first);
    writeFileSync(join(folder, 'web', 'kit', 'a.ts'), 'two');
    const second = hashOfSources(folder);
    writeFileSync(join(folder, 'package-lock.json'), '{}');
    expect(new Set([first, second, hashOfSources(folder)]).size).toBe(3);
  });

  test('are built when stale, once, and again after a failure', async () => {
    mkdirSync(join(folder, 'web'), { recursive: true });
    mkdirSync(join(folder, 'node_modules', 'vite', 'bin'), { recursive: true });
    const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
    const program = {
      name: 'build',
      cwd: folder,
      env: () => process.env,
      log: join(folder, 'build.log'),
      say() {},
      onStart() {},
    };
    const { signal } = new AbortController();
    writeFileSync(vite, 'process.exit(2)');
    await expect(buildWeb(folder, program, signal)).rejects.toThrow('build failed (exit code 2)');
    writeFileSync(vite, '');
    expect(await buildWeb(folder, program, signal)).toBe(true);
    expect(await buildWeb(folder, program, signal)).toBe(false);
  });
});

test('the browser is the one asked for, or one Playwright downloaded', () => {
  const program = join(folder, 'chromium-1234', 'chrome-linux', 'chrome');
  mkdirSync(join(program, '..'), { recursive: true });
  writeFileSync(program, '', { mode: 0o755 });
  expect(findBrowser({ CHROMIUM_PATH: program })).toBe(program);
  expect(findBrowser({ CHROMIUM_PATH: join(folder, 'none') })).toBeNull();
  expect(findBrowser({ PLAYWRIGHT_BROWSERS_PATH: folder })).not.toBeNull();
});

describe('the count of tests', () => {
  test('a test file that can’t be loaded is a failure', () => {
    const testResults = [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(vitestCounts({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({
      passed: 2,
      failed: 2,
    });
  });

  test('a flaky browser test is a failed one', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightCounts({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3 });
  });
});
