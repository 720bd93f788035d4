import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Copy, copyTree } from '../test/check/copy.ts';

const MINUTES = 60_000;
let copy: Copy;
beforeAll(() => {
  copy = copyTree();
});
afterAll(() => copy?.remove());

/** Runs a program in the copy; answers its exit code and all it said. */
function run(...command: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: copy.root,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

const read = (path: string) => readFileSync(join(copy.root, path), 'utf8');

// That they hold to the rules is test/check.test.ts', which has all of the checks run once.
test('a new module and a second noun are laid out, and their tests pass', {
  timeout: 5 * MINUTES,
}, () => {
  expect(run('bin/new.mjs', 'branding', 'planted_story')).toMatchObject({ status: 0 });
  expect(run('bin/new.mjs', 'branding', 'planted_box')).toMatchObject({ status: 0 });
  expect(read('server/branding/planted-stories.routes.ts')).toContain("'/v1/branding/planted-stories'");
  expect(read('server/branding/index.ts')).toMatch(/plantedBoxRoutes[\s\S]*plantedStoryRoutes/);
  expect(read('server/branding/policy.ts').match(/\bActor\b.*from/g)).toHaveLength(1);
  expect(read('server/base/permissions.ts')).toContain("'planted_box.edit': KEEPERS");
  expect(read('web/vendor/audit/words.ts')).toContain("'planted_box.archived': t`Planted box archived`");
  run(
    'node_modules/vitest/vitest.mjs',
    'run',
    'server/branding/planted-',
    '--reporter=json',
    '--outputFile=.caravan/new.json',
  );
  expect(JSON.parse(read('.caravan/new.json'))).toMatchObject({ numPassedTests: 4, numFailedTests: 0 });
});

test.each([
  [['Branding', 'leaf'], 'Usage'],
  [['branding'], 'Usage'],
  [['nowhere', 'leaf'], 'no place in the order'],
  [['identity', 'organization'], 'is there already'],
])('%j is refused and nothing is written', (words, says) => {
  const { status, said } = run('bin/new.mjs', ...words);
  expect(status).toBe(2);
  expect(said).toContain(says);
  expect(existsSync(join(copy.root, 'server/nowhere'))).toBe(false);
});
