/**
 * Holds the house's order: runs dependency-cruiser with .dependency-cruiser.mjs over all source files and
 * prints one line per broken rule. It also proves that every source file was really read, because without a
 * TypeScript it can use, dependency-cruiser reads no `.ts` file and finds "no violations".
 *
 *     node tools/layers.ts
 */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { listFiles } from './files.ts';

const ROOTS = ['server', 'web', 'db', 'test', 'bench', 'tools', 'bin'];

/** A line naming the file, the import and what to do. `comment` is the rule's own sentence. */
export function describeViolation(violation: IViolation, comment: string): string {
  const circle = violation.cycle?.map((step) => step.name).join(' → ');
  const target = circle ?? violation.unresolvedTo ?? violation.to;
  return `${violation.from} → ${target}: ${violation.rule.name}: ${comment}`;
}

/** The source files that were not read: any at all means the result can't be believed. */
export function unreadFiles(sources: readonly string[], read: readonly string[]): string[] {
  const seen = new Set(read);
  return sources.filter((path) => !seen.has(path));
}

async function inspect(): Promise<string[]> {
  // Listed first: a file that appears meanwhile is no reason to doubt the result.
  const sources = listFiles().filter((path) => /^\w+\/.*\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
  const options = await extractOptions(`${process.cwd()}/.dependency-cruiser.mjs`);
  const roots = ROOTS.filter((root) => existsSync(root));
  const { output } = await cruise(roots, options, {}, { tsConfig: extractTsConfig('tsconfig.json') });
  const result = output as ICruiseResult;
  const comments = new Map(options.ruleSet?.forbidden?.map((rule) => [rule.name, rule.comment ?? '']));
  const read = result.modules.map((module) => relative('.', module.source));
  const unread = unreadFiles(sources, read);
  console.log(`${sources.length} files, ${result.summary.totalDependenciesCruised} imports`);
  return [
    ...unread.map((path) => `${path}: not read by dependency-cruiser; is the typescript package in place?`),
    ...result.summary.violations.map((v) => describeViolation(v, comments.get(v.rule.name) ?? '')),
  ];
}

if (import.meta.main) {
  const lines = await inspect();
  for (const line of lines) console.log(line);
  process.exitCode = lines.length > 0 ? 1 : 0;
}
