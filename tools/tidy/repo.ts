import ts from 'typescript';
import {
  type Finding,
  isTest,
  isTypeScript,
  lineAt,
  matches,
  nodes,
  parse,
  type Rule,
  type Source,
} from './source.ts';

const TEXT = /\.(ts|tsx|mjs|js|css|sql|md|json|html|typ|po|yml|yaml|toml|sh)$/;

/** Addresses of a registry or of one machine in package-lock.json and .npmrc: the install must work anywhere. */
export const lockAddresses: Rule = (source) => {
  if (!/(^|\/)(package-lock\.json|\.npmrc)$/.test(source.path)) return [];
  const pattern = /"resolved":\s*"([^"]+)"|"(file:\/[^"]+)"|^\s*(?:\S+:)?registry\s*=\s*(\S+)/gm;
  return matches(source.text, pattern).map(({ match, line }) => ({
    rule: 'lock-address',
    path: source.path,
    line,
    message: `${match[1] ?? match[2] ?? match[3]} binds the install to one place: keep omit-lockfile-registry-resolved=true and install again`,
    about: match[1] ?? match[2] ?? match[3] ?? '',
  }));
};

/** A path of the machine it was written on: the repository's own folder, or someone's home. */
export function machinePath(root: string): Rule {
  const escaped = root.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(
    `${escaped}(?![\\w-])|/(?:home|Users)/[a-z][\\w.-]*/|\\b[A-Z]:\\\\Users\\\\`,
    'g',
  );
  return (source) => {
    if (!TEXT.test(source.path)) return [];
    return matches(source.text, pattern).map(({ match, line }) => ({
      rule: 'machine-path',
      path: source.path,
      line,
      message: `${match[0]} is a path of one machine: use a path relative to the repository`,
      about: match[0],
    }));
  };
}

/** Tests that are switched off, or that switch the others off. */
export const skippedTest: Rule = (source) => {
  if (!isTypeScript(source.path) || !isTest(source.path)) return [];
  const found: Finding[] = [];
  for (const node of nodes(parse(source))) {
    if (!ts.isPropertyAccessExpression(node)) continue;
    const call = /^(describe|it|test|suite)(\.\w+)*\.(only|skip|todo|fixme|fails)$/.exec(node.getText());
    if (!call) continue;
    const message = `${call[0]}: a test runs or is deleted`;
    found.push({
      rule: 'skipped-test',
      path: source.path,
      line: lineAt(source.text, node.getStart()),
      message,
      about: call[0],
    });
  }
  return found;
};

/** Notes to self, stand-in text and half-done work left behind. */
export const leftover: Rule = (source) => {
  if (!TEXT.test(source.path) || source.path === 'package-lock.json') return [];
  return matches(source.text, /\b(TO[D]O|FI[X]ME|HA[C]K|[Ll]orem ipsum)\b/g).map(({ match, line }) => ({
    rule: 'leftover',
    path: source.path,
    line,
    message: `${match[0]}: do it now, or write it down outside the code`,
    about: match[0],
  }));
};

/** Source files with nothing in them but comments. */
export const emptyFile: Rule = ({ path, text }) =>
  isEmpty(path, text)
    ? [{ rule: 'dead-file', path, line: 1, message: 'holds nothing: delete it', about: 'file' }]
    : [];

function isEmpty(path: string, text: string): boolean {
  if (!TEXT.test(path)) return false;
  const bare = /\.(ts|tsx|mjs|js|css|sql)$/.test(path)
    ? text.replace(/\/\*[\s\S]*?\*\/|^\s*(\/\/|--).*$/gm, '')
    : text;
  return bare.trim() === '';
}

/** The lines that the files of one folder of the server may come to, tests and generated files apart. */
export const FOLDER_LIMIT = 4000;

/** Folders of the server that hold too much to be found one's way in. */
export function crowdedFolders(sources: readonly Source[]): Finding[] {
  const lines = new Map<string, number>();
  for (const { path, text } of sources) {
    if (!/^server\/.*\.ts$/.test(path) || isTest(path)) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    lines.set(folder, (lines.get(folder) ?? 0) + text.split('\n').length - 1);
  }
  return [...lines]
    .filter(([, count]) => count > FOLDER_LIMIT)
    .map(([path, count]) => ({
      rule: 'folder-size',
      path,
      line: 1,
      message: `${count} lines in its files (the limit is ${FOLDER_LIMIT}): give a noun a folder of its own`,
      about: 'folder',
    }));
}

const LEFT_BEHIND = /(\.orig|\.rej|\.bak|\.swp|~|\.DS_Store|\.old|\.tmp)$/;
const ASSET = /\.(png|jpe?g|svg|gif|webp|avif|ico|woff2?|ttf|otf|pdf|typ)$/;

/** Dead files by name: what editors and merges leave behind; pictures, fonts and templates no other file names. */
export function deadFiles(paths: readonly string[], texts: readonly Source[]): Finding[] {
  const all = texts.map((source) => source.text).join('\n');
  const isUnnamed = (path: string) =>
    ASSET.test(path) && !all.includes(path.slice(path.lastIndexOf('/') + 1));
  const dead = (path: string, message: string) => ({
    rule: 'dead-file',
    path,
    line: 1,
    message,
    about: 'file',
  });
  return [
    ...paths
      .filter((path) => LEFT_BEHIND.test(path))
      .map((path) => dead(path, 'an editor or a merge left it: delete it')),
    ...paths
      .filter(isUnnamed)
      .map((path) => dead(path, 'no file of the repository names it: use it or delete it')),
  ];
}
