import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The repository's files that exist on disk, as paths from its root with `/`: what git tracks and what it
 * would track (new files count before they are added), never what .gitignore names.
 */
export function listFiles(root = process.cwd()): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(`${root}/${path}`))
    .sort();
}

/** One hash of those files: names and contents. */
export function hashOfTree(root = process.cwd()): string {
  const hash = createHash('sha256');
  for (const path of listFiles(root))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}
