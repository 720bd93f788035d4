import ts from 'typescript';

/** A file of the repository: its path from the root, and its text. */
export type Source = { path: string; text: string };

/** Something to mend: where it is (1-based line) and, in a sentence, what to do. `about` is what an exception names. */
export type Finding = { rule: string; path: string; line: number; message: string; about: string };

/** One rule of tidy: looks at one file and answers what is wrong with it. */
export type Rule = (source: Source) => Finding[];

const trees = new WeakMap<Source, ts.SourceFile>();

/** The syntax tree of a TypeScript file, made once per file. */
export function parse(source: Source): ts.SourceFile {
  let tree = trees.get(source);
  if (!tree) {
    const kind = source.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
    trees.set(source, tree);
  }
  return tree;
}

/** The nodes of the tree, parents before children. */
export function* nodes(root: ts.Node): Generator<ts.Node> {
  yield root;
  const children: ts.Node[] = [];
  ts.forEachChild(root, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodes(child);
}

/** The 1-based line of a position in the text. */
export function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** A string or template of the program: its text as written, with `${…}` blanked out, from `position` on. */
export type Literal = { node: ts.Node; text: string; position: number; tag: string | null };

/** Every string and template literal of a TypeScript file. Positions in `text` are positions in the file less `position`. */
export function literals(source: Source): Literal[] {
  const found: Literal[] = [];
  for (const node of nodes(parse(source))) {
    if (
      !ts.isStringLiteral(node) &&
      !ts.isNoSubstitutionTemplateLiteral(node) &&
      !ts.isTemplateExpression(node)
    )
      continue;
    const position = node.getStart();
    const tagged = ts.isTaggedTemplateExpression(node.parent) ? node.parent.tag.getText() : null;
    found.push({ node, text: blankSpans(node, source.text, position), position, tag: tagged });
  }
  return found;
}

function blankSpans(node: ts.Node, whole: string, position: number): string {
  let text = whole.slice(position, node.getEnd());
  if (!ts.isTemplateExpression(node)) return text;
  for (const { expression } of node.templateSpans) {
    const from = expression.getStart() - position;
    const to = expression.getEnd() - position;
    text = text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to);
  }
  return text;
}

/** Every match of a global pattern in a text, with its line. */
export function matches(text: string, pattern: RegExp): { match: RegExpExecArray; line: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ match, line: lineAt(text, match.index) }));
}

export const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || path.startsWith('test/');
export const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts');
export const isTypeScript = (path: string) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');

/** The module a server file belongs to: `server/billing/runs/runs.ts` → `billing`; null for app and main and outside server. */
export function moduleOf(path: string): string | null {
  return /^server\/([^/]+)\/./.exec(path)?.[1] ?? null;
}
