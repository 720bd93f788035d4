/**
 * What the faces are held to: every sentence is extracted and in both languages, they build, and each starts small.
 * Builds into web/dist if its sources have changed since the last build.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildWeb } from '../bin/lib/build-web.ts';

const ROOT = join(import.meta.dirname, '..');

function run(...args: string[]): boolean {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

const LOG = join(ROOT, '.caravan/test/web.log');
const LINGUI = 'node_modules/@lingui/cli/dist/lingui.js';
const worded = run(LINGUI, 'check', 'sync') && run(LINGUI, 'check', 'missing');
if (!worded) process.exit(1);
const program = {
  name: 'build',
  env: () => ({ ...process.env, NODE_ENV: 'production' }),
  cwd: ROOT,
  log: LOG,
  say: console.log,
  onStart: () => {},
};
mkdirSync(dirname(LOG), { recursive: true });
try {
  await buildWeb(ROOT, program, new AbortController().signal);
} catch (error) {
  console.error(readFileSync(LOG, 'utf8').slice(-4000));
  throw error;
}
process.exit(run('tools/web-size.ts') ? 0 : 1);
