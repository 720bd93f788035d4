/**
 * The rules no other tool sees. Prints `file:line: what to do (rule)` for each place that breaks one.
 *
 *     node tools/tidy.ts
 *
 * The rules are pure functions in tools/tidy/; what they let pass is in tools/tidy/exceptions.ts.
 */
import { readFileSync } from 'node:fs';
import { listFiles } from './files.ts';
import { GENERATED_FILES } from './generated.ts';
import { untranslated } from './tidy/arabic.ts';
import { docstring, floatMoney, ownClock, size, unknownKind } from './tidy/code.ts';
import { EXCEPTIONS, type Exception } from './tidy/exceptions.ts';
import {
  crowdedFolders,
  deadFiles,
  emptyFile,
  leftover,
  lockAddresses,
  machinePath,
  skippedTest,
} from './tidy/repo.ts';
import type { Finding, Source } from './tidy/source.ts';
import { clockInMoneySql, foreignSchema } from './tidy/sql.ts';
import { hardCodedText, physicalDirection } from './tidy/web.ts';

const READABLE = /\.(ts|tsx|mjs|js|css|sql|md|json|html|typ|po|yml|yaml|toml|sh|npmrc|csv|xml|txt)$/;

/** Everything wrong with the files, in order of file and line. `paths` are all files, `sources` those that are text; `root` is their folder. */
export function tidy(sources: readonly Source[], paths: readonly string[], root: string): Finding[] {
  const rules = [
    foreignSchema,
    clockInMoneySql,
    ownClock,
    floatMoney,
    size,
    docstring,
    unknownKind,
    physicalDirection,
    hardCodedText,
    lockAddresses,
    machinePath(root),
    skippedTest,
    leftover,
    emptyFile,
  ];
  const written = sources.filter(({ path }) => !isGenerated(path));
  const found = [
    ...written.flatMap((source) => rules.flatMap((rule) => rule(source))),
    ...deadFiles(paths, sources),
    ...crowdedFolders(written),
    ...untranslated(written),
  ];
  return found.sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}

/** The findings no exception excuses, and a finding for each exception that excuses nothing. */
export function excuse(found: readonly Finding[], exceptions: readonly Exception[]): Finding[] {
  const idle = exceptions.filter((exception) => !found.some((finding) => covers(exception, finding)));
  return [
    ...found.filter((finding) => !exceptions.some((exception) => covers(exception, finding))),
    ...idle.map(({ rule, path, about = 'anything' }) => ({
      rule: 'idle-exception',
      path: 'tools/tidy/exceptions.ts',
      line: 1,
      message: `the exception of ${path} (${rule}, ${about}) excuses nothing any more: delete it`,
      about: path,
    })),
  ];
}

function covers(exception: Exception, finding: Finding): boolean {
  const here = exception.path.endsWith('/')
    ? finding.path.startsWith(exception.path)
    : finding.path === exception.path;
  return here && exception.rule === finding.rule && (exception.about ?? finding.about) === finding.about;
}

function isGenerated(path: string): boolean {
  return GENERATED_FILES.includes(path) || path.startsWith('web/locales/');
}

if (import.meta.main) {
  const root = process.cwd();
  const paths = listFiles(root);
  const sources = paths
    .filter((path) => READABLE.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const found = excuse(tidy(sources, paths, root), EXCEPTIONS);
  for (const { path, line, message, rule } of found) console.log(`${path}:${line}: ${message} (${rule})`);
  console.log(`${paths.length} files read, ${found.length} to mend`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
