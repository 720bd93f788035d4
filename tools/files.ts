import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

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
