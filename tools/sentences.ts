/**
 * The sentences that the server says to people, and whether each has its Arabic in server/base/sentences.ar.json.
 *
 *     node tools/sentences.ts                  prints those without Arabic as JSON with empty values, and what nothing says any more
 *     node tools/sentences.ts arabic.json      takes these in: { "There is no family {0}; publish it first.": "…" }
 *
 * A sentence is any text of server/ that ends as one does; `{0}`, `{1}` stand where a value is put in.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { CODES } from '../server/base/errors.codes.ts';
import { listFiles } from './files.ts';

/** Where the Arabic stands. */
export const CATALOGUE = 'server/base/sentences.ar.json';
/** Letters, documents, the demo and the sandbox speak for themselves; tests and the command line speak to engineers. */
const ELSEWHERE =
  /\.test\.ts$|^server\/(demo|sandbox)\/|\.(mail|pdf|words|worker)\.ts$|(letters|setup|main|docs|pdf\.words)\.ts$/;
const ENDS = /[A-Za-z0-9)>:"”’}][.!?…]$/;

/** Every sentence of a source file, with `{0}` for what is put in. */
export function sentencesIn(path: string, text: string): string[] {
  if (!/^server\/.*\.ts$/.test(path) || ELSEWHERE.test(path)) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const said = templateOf(node)?.trim().replace(/^!/, '');
    if (said && isSentence(said) && isToPeople(node, file)) found.push(said);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function templateOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const spans = node.templateSpans.map(({ literal }, index) => `{${index}}${literal.text}`);
  return node.head.text + spans.join('');
}

function isSentence(text: string): boolean {
  return ENDS.test(text) && /[A-Za-z]{2,}\s+[A-Za-z]|^Enter it/.test(text) && !/[\u0600-\u06ff]/.test(text);
}

/** Not in SQL, not in what only engineers read, and not beside its own Arabic. */
function isToPeople(node: ts.Node, file: ts.SourceFile): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isTaggedTemplateExpression(parent)) return false;
    if (ts.isPropertyAssignment(parent) && /^(summary|description)$/.test(parent.name.getText(file)))
      return false;
    if (ts.isNewExpression(parent) && /(^|[a-z])Error$/.test(nameOf(parent, file)))
      return /^BankFileError$/.test(nameOf(parent, file));
    if (ts.isCallExpression(parent) && isToEngineers(parent, file)) return false;
    if (ts.isStatement(parent)) return !/[\u0600-\u06ff]/.test(parent.getText(file));
  }
  return true;
}

function nameOf(call: ts.NewExpression, file: ts.SourceFile): string {
  return call.expression.getText(file);
}

/** A description of the API, an assertion, a log; or the summary of a route that a helper makes. */
function isToEngineers(call: ts.CallExpression, file: ts.SourceFile): boolean {
  const name = call.expression.getText(file);
  if (/\.describe$|^assert$|^console\.|^report$/.test(name)) return true;
  return (
    file.fileName.endsWith('.routes.ts') &&
    !/\.\w+$|^(Fail|invalidField|found|missing|fault)$/.test(name) &&
    name !== 'route'
  );
}

/** What the server says and the catalogue lacks, and what stands in the catalogue and nothing says; fragments are never idle. */
export function gaps(said: ReadonlySet<string>, arabic: Readonly<Record<string, string>>) {
  const missing = [...said].filter((sentence) => !arabic[sentence]);
  const idle = Object.keys(arabic).filter((sentence) => isSentence(sentence) && !said.has(sentence));
  return { missing, idle };
}

/** Every sentence of the server, and the title of every code. */
export function allSentences(root = '.'): Set<string> {
  const files = listFiles(root).filter((path) => path.startsWith('server/') && path.endsWith('.ts'));
  const said = files.flatMap((path) => sentencesIn(path, readFileSync(`${root}/${path}`, 'utf8')));
  return new Set([...Object.values(CODES), ...said]);
}

/** The catalogue as it stands. */
export function readArabic(root = '.'): Record<string, string> {
  return JSON.parse(readFileSync(`${root}/${CATALOGUE}`, 'utf8')) as Record<string, string>;
}

if (import.meta.main) {
  const given = process.argv[2] ? JSON.parse(readFileSync(process.argv[2], 'utf8')) : {};
  const arabic: Record<string, string> = { ...readArabic(), ...given };
  const { missing, idle } = gaps(allSentences(), arabic);
  for (const sentence of idle) delete arabic[sentence];
  const known = Object.entries(arabic)
    .filter(([, words]) => words)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(CATALOGUE, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
  console.log(JSON.stringify(Object.fromEntries(missing.map((sentence) => [sentence, ''])), null, 2));
}
