/**
 * The files a program writes. They are committed, so that a clone works at once and a review sees the change;
 * this keeps them what their sources make.
 *
 *     node tools/generated.ts --check    names each file that differs
 *     node tools/generated.ts --write    makes them again
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A generated file, what it is made from, and the arguments of Node that make it at the path `out`. */
export type Generated = { file: string; from: string; make: (out: string) => string[] };

// In this order: a later file may be made from an earlier one.
export const REGISTRY: readonly Generated[] = [
  { file: 'db/types.ts', from: 'tools/db-types.ts', make: (out) => ['tools/db-types.ts', out] },
  { file: 'docs/permissions.md', from: 'tools/permissions.ts', make: (out) => ['tools/permissions.ts', out] },
  { file: 'docs/guide/scale.md', from: 'tools/scale.ts', make: (out) => ['tools/scale.ts', out] },
  { file: 'docs/openapi.json', from: 'tools/openapi.ts', make: (out) => ['tools/openapi.ts', out] },
  {
    file: 'web/api/schema.d.ts',
    from: 'docs/openapi.json',
    make: (out) => ['node_modules/openapi-typescript/bin/cli.js', 'docs/openapi.json', '--output', out],
  },
];

/** The paths of all generated files. */
export const GENERATED_FILES: readonly string[] = REGISTRY.map(({ file }) => file);

export type Outcome = {
  file: string;
  state: 'same' | 'differs' | 'written' | 'failed' | 'skipped';
  message: string;
};

/** Makes each file anew and compares it; with `write`, puts it in place. A file whose source is not there is skipped. */
export function regenerate(registry: readonly Generated[], write: boolean): Outcome[] {
  return registry.map((entry) => {
    if (!existsSync(entry.from)) {
      return { file: entry.file, state: 'skipped', message: `skipped, there is no ${entry.from}` };
    }
    const made = makeOne(entry);
    if (made.error !== null) return { file: entry.file, state: 'failed', message: made.error };
    return write ? put(entry, made.text) : compare(entry, made.text);
  });
}

function makeOne({ file, from, make }: Generated): { text: string; error: string | null } {
  const out = join('.caravan/generated', `${process.pid}`, basename(file));
  mkdirSync(dirname(out), { recursive: true });
  try {
    const run = spawnSync(process.execPath, make(out), { encoding: 'utf8' });
    const error =
      run.status === 0 && existsSync(out) ? null : `can't be made from ${from}:\n${run.stdout}${run.stderr}`;
    return { text: error === null ? readFileSync(out, 'utf8') : '', error };
  } finally {
    rmSync(dirname(out), { recursive: true, force: true });
  }
}

function put({ file, from }: Generated, text: string): Outcome {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return { file, state: 'written', message: `written from ${from}` };
}

function compare({ file, from }: Generated, text: string): Outcome {
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (kept === text) return { file, state: 'same', message: `as ${from} makes it` };
  const where = kept === null ? 'is missing' : `line ${firstDifference(kept, text)} differs`;
  return {
    file,
    state: 'differs',
    message: `${where} from what ${from} makes: run node tools/generated.ts --write`,
  };
}

/** The 1-based line where two texts part. */
export function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const at = left.findIndex((line, index) => line !== right[index]);
  return at < 0 ? left.length + 1 : at + 1;
}

if (import.meta.main) {
  const outcomes = regenerate(REGISTRY, process.argv.includes('--write'));
  for (const { file, message } of outcomes) console.log(`${file}: ${message}`);
  process.exitCode = outcomes.some(({ state }) => state === 'differs' || state === 'failed') ? 1 : 0;
}
