import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { type Program, runOnce } from './children.ts';

/** What the built pages depend on besides web/. */
const CONFIGURATION = ['package-lock.json', 'vite.config.ts', 'lingui.config.ts', 'tsconfig.json'];

/**
 * Builds the faces into web/dist if what they are made from has changed since the last build. Answers whether it did.
 * `program` says where to log; what it runs is Vite. Throws when the build fails, and the next start builds again.
 * CARAVAN_SKIP_WEB=1 leaves web/dist as it is: for programs and tests that only speak to the API.
 */
export async function buildWeb(
  root: string,
  program: Omit<Program, 'args'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (program.env().CARAVAN_SKIP_WEB === '1') return false;
  const dist = join(root, 'web', 'dist');
  const marker = join(dist, '.hash');
  const hash = hashOfSources(root);
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return false;
  const onStart = (pid: number) => {
    program.onStart(pid);
    yieldToOthers(pid);
  };
  const args = [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'];
  await runOnce({ ...program, args, onStart }, signal);
  mkdirSync(dist, { recursive: true });
  writeFileSync(marker, hash);
  return true;
}

/** Steps of niceness. */
const BEHIND = 10;

/** A start waits for the database longer than for the pages, which are built in the time that leaves. */
function yieldToOthers(pid: number): void {
  try {
    setPriority(pid, Math.min(getPriority() + BEHIND, constants.priority.PRIORITY_LOW));
  } catch {
    // Already gone, or not allowed here: then it is built as fast as anything else.
  }
}

/** One hash of every file the faces are made from: names and contents. */
export function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of [...filesUnder(join(root, 'web')), ...CONFIGURATION.map((name) => join(root, name))]) {
    if (!existsSync(file)) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.includes('.test.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}
