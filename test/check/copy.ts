import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listFiles } from '../../tools/files.ts';

/** A copy of the tree to break: with its own git, sharing node_modules. */
export type Copy = {
  root: string;
  /** Adds text to the end of a file, which is made if it isn't there. */
  plant: (path: string, text: string) => void;
  /** Runs `npm run check` in the copy; answers each step's output, and whether all passed. */
  check: (...steps: string[]) => Promise<{ passed: boolean; output: Map<string, string> }>;
  remove: () => void;
};

/** Copies what git tracks or would track. */
export function copyTree(): Copy {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'caravan-check-')));
  chmodSync(root, 0o755); // as root, the database server runs as another user
  for (const path of listFiles()) cpSync(path, join(root, path));
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  // .gitignore names the folder node_modules/; here it is a link.
  writeFileSync(join(root, '.git/info/exclude'), 'node_modules\n');
  return {
    root,
    plant: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      appendFileSync(join(root, path), text);
    },
    check: (...steps) => check(root, steps),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function check(root: string, steps: string[]): Promise<{ passed: boolean; output: Map<string, string> }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/check.mjs', ...steps], { cwd: root });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ passed: code === 0, output: byStep(text) }));
  });
}

/** `FAIL tidy  1.0 s …` begins each step's part. */
function byStep(text: string): Map<string, string> {
  const parts = text.split(/^(?=(?:ok {2}|FAIL) \w+ +\d+\.\d s )/m);
  return new Map(parts.map((part) => [/^(?:ok {2}|FAIL) (\w+)/.exec(part)?.[1] ?? '', part]));
}
