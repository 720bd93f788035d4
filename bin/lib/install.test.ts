import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureInstalled } from './install.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const PATH = process.env.PATH;
const lock = { packages: { '': {}, 'node_modules/one': { version: '1.0.0', integrity: 'a' } } };
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'caravan-install-'));
  mkdirSync(join(root, 'npm'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(root, { recursive: true });
});

/** Puts a program called npm first in the PATH; what it does is the shell text. */
function npmDoes(script: string): void {
  writeFileSync(join(root, 'npm', 'npm'), `#!/bin/sh\necho "$@" > "${root}/asked"\n${script}\n`);
  chmodSync(join(root, 'npm', 'npm'), 0o755);
  process.env.PATH = [join(root, 'node_modules', '.bin'), join(root, 'npm'), PATH].join(delimiter);
}

const INSTALL = `mkdir -p node_modules/one && cp package-lock.json node_modules/.package-lock.json; echo "$PATH" > path; echo added 1 package`;

test('installs once, away from the Node it replaces, and again when the lock file changes', async () => {
  npmDoes(INSTALL);
  expect(await ensureInstalled(root)).toEqual({ installed: true });
  expect(readFileSync(join(root, 'asked'), 'utf8')).toMatch(/^ci /);
  expect(readFileSync(join(root, 'path'), 'utf8')).not.toContain(join(root, 'node_modules'));
  expect(await ensureInstalled(root)).toEqual({ installed: false });
  const changed = {
    packages: { ...lock.packages, 'node_modules/one': { version: '1.0.1', integrity: 'b' } },
  };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(changed));
  expect(await ensureInstalled(root)).toEqual({ installed: true });
});

test('what npm install already put there is not installed over; another platform’s packages are not missed', async () => {
  npmDoes('exit 1');
  mkdirSync(join(root, 'node_modules', 'one'), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify(lock));
  const more = { packages: { ...lock.packages, 'node_modules/other': { version: '1.0.0', optional: true } } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(more));
  expect(await ensureInstalled(root)).toEqual({ installed: false });
});

test('a failure says what npm said first, and the next start tries again', async () => {
  npmDoes('echo "npm warn old" >&2; echo "npm error code ENOTFOUND" >&2; exit 1');
  const { failure } = await ensureInstalled(root);
  expect(failure).toMatch(/^npm error code ENOTFOUND\n\nnpm could not install/);
  npmDoes(INSTALL);
  expect(await ensureInstalled(root)).toEqual({ installed: true });
});

/** npm leaves out a platform's package that its registry lacks, and then `npm ci` refuses the lock file. */
test('package-lock.json names the optional packages of every platform', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const names = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  );
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => !names.has(name))).toEqual([]);
});
