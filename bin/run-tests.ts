import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfTree } from '../tools/files.ts';
import { ensureBrowser } from './lib/browser.ts';
import { type Counts, playwrightCounts, vitestCounts } from './lib/test-counts.ts';

/*
 * npm test [-- check|unit|kill|crash|e2e …]: the checks, the tests and the browser's tests, or the parts named; only by name: the kill -9
 * story alone, which is among the tests, and the large month end that crashes ten times, of which a small one is. Then one line that
 * counts them all. Ends with 1 if anything failed, if a part could not run, or if nothing was tested.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.caravan', 'test');
const PARTS = { check: runCheck, unit: runUnit, kill: runKill, crash: runCrash, e2e: runE2e };
type Part = keyof typeof PARTS;
const USUAL: readonly Part[] = ['check', 'unit', 'e2e'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function runCheck(): Promise<Counts> {
  const report = newReport('check.json');
  const tree = hashOfTree(ROOT);
  const status = await run(['bin/check.mjs']);
  // The test of the checks need not find out again that they pass on this very tree.
  if (status === 0) process.env.CARAVAN_CHECKED_TREE = tree;
  return counts(status, report, (json) => json as Counts);
}

function runUnit(): Promise<Counts> {
  return runVitest('vitest.json');
}

/** The month end of 100,000 subscriptions that crashes ten times; the usual run has it smaller. */
function runCrash(): Promise<Counts> {
  Object.assign(process.env, { CRASH_SUBSCRIPTIONS: '100000', CRASHES: '10' });
  return runVitest('crash.json', 'test/scenarios/crash.test.ts');
}

function runKill(): Promise<Counts> {
  return runVitest('kill.json', 'test/scenarios/kill.test.ts');
}

async function runVitest(name: string, ...args: string[]): Promise<Counts> {
  const report = newReport(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run(['node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters]);
  return counts(status, report, vitestCounts);
}

async function runE2e(): Promise<Counts> {
  const report = newReport('playwright.json');
  if (!hasE2e()) return { passed: 0, failed: 0 };
  const browser = ensureBrowser();
  if ('failure' in browser) return fail(browser.failure);
  const env = { CHROMIUM_PATH: browser.path, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const status = await run(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], env);
  return counts(status, report, playwrightCounts);
}

function hasE2e(): boolean {
  const folder = join(ROOT, 'test', 'e2e');
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(test|spec)\.ts$/.test(String(name)))
  );
}

/** What a part's report says. A part that ended badly counts as failed at least once, whatever it wrote. */
function counts(status: number, report: string, read: (json: unknown) => Counts): Counts {
  const found = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  return status !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}

function fail(sentence: string): Counts {
  process.stderr.write(`${sentence}\n`);
  return { passed: 0, failed: 1 };
}

/** Removes a report of an earlier run, so that it can't be taken for this one's. */
function newReport(name: string): string {
  const file = join(FOLDER, name);
  rmSync(file, { force: true });
  return file;
}

function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    const options = { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' } as const;
    const child = spawn(process.execPath, args, options);
    const abandon = () => child.kill('SIGTERM') && process.exit(1);
    for (const signal of SIGNALS) process.on(signal, abandon);
    const end = (code: number | null) => {
      for (const signal of SIGNALS) process.off(signal, abandon);
      resolve(code ?? 1);
    };
    child.on('error', () => end(1));
    child.on('exit', end);
  });
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(PARTS, name));
if (unknown) {
  process.stderr.write(`There is no part called ${unknown}: ${Object.keys(PARTS).join(', ')}.\n`);
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const total: Counts = { passed: 0, failed: 0 };
for (const name of Object.keys(PARTS) as Part[]) {
  if (!(asked.length > 0 ? asked : USUAL).includes(name)) continue;
  process.stdout.write(`\n— ${name} —\n`);
  const { passed, failed } = await PARTS[name]();
  total.passed += passed;
  total.failed += failed;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
