import ts from 'typescript';
import { type Finding, isCode, isTest, isTypeScript, moduleOf, nodes, parse, type Rule } from './source.ts';

/** Hard limits in lines; the habit is 250 for a file and 5–15 for a function. */
export const FILE_LIMIT = 500;
export const FUNCTION_LIMIT = 70;
export const FACE_LIMIT = 40;

const CLOCK_ALLOWED = /^(server\/(base|sandbox)\/|web\/(ui\/|format\.ts$)|test\/|tools\/|bin\/|bench\/)/;

/** A clock of its own in code: `ctx.now` is the only one, and dates are made in base. */
export const ownClock: Rule = (source) => {
  if (!/^(server|web|db)\//.test(source.path) || !isTypeScript(source.path)) return [];
  if (CLOCK_ALLOWED.test(source.path) || isTest(source.path)) return [];
  const tree = parse(source);
  const found: Finding[] = [];
  for (const node of nodes(tree)) {
    const shown = clockOf(node);
    if (!shown) continue;
    found.push({
      rule: 'own-clock',
      path: source.path,
      line: lineOf(tree, node),
      message: `${shown}: take ctx.now, or a function of base/dates (in the web, of web/format)`,
      about: shown,
    });
  }
  return found;
};

function clockOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' ? 'new Date(…)' : null;
  if (!ts.isPropertyAccessExpression(node)) return null;
  const name = node.getText();
  return name === 'Date.now' || name === 'Temporal.Now' ? name : null;
}

const MONEY_WORD =
  /amount|price|money|minor|total|balance|discount|charge|credit|debit|(\b|_)(tax|paid|due)/i;

/** Money as a float: parseFloat, toFixed and powers of ten that are no bigint anywhere on the server, Number(…) and Math.round(…) on a word of money. */
export const floatMoney: Rule = (source) => {
  if (!/^(server|db|web)\//.test(source.path) || !isTypeScript(source.path) || isTest(source.path)) return [];
  // base/money is where it is done right.
  if (source.path === 'server/base/money.ts') return [];
  const tree = parse(source);
  const found: Finding[] = [];
  for (const node of nodes(tree)) {
    const shown = floatIn(node, source.path);
    if (!shown) continue;
    found.push({
      rule: 'float-money',
      path: source.path,
      line: lineOf(tree, node),
      message: `${shown}(…) makes money a float: use bigint minor units and the exact decimals of base/money`,
      about: shown,
    });
  }
  return found;
};

/** What of the node makes a float of money, by its name. */
function floatIn(node: ts.Node, path: string): string | null {
  const inServer = /^(server|db)\//.test(path);
  if (ts.isBinaryExpression(node) && inServer)
    return node.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken && node.left.getText() === '10'
      ? '10 **'
      : null;
  if (!ts.isCallExpression(node)) return null;
  const called = node.expression.getText();
  return isFloat(called, node, path) ? called.slice(called.lastIndexOf('.') + 1) : null;
}

function isFloat(called: string, node: ts.CallExpression, path: string): boolean {
  const inServer = /^(server|db)\//.test(path);
  const onMoney = node.arguments.some((argument) => MONEY_WORD.test(argument.getText()));
  if (/^(Number\.|globalThis\.)?parseFloat$/.test(called)) return true;
  if (/\.toFixed$/.test(called)) return inServer || MONEY_WORD.test(called);
  // The sandbox speaks the JSON integers of the system it stands for.
  if (path.startsWith('server/sandbox/')) return false;
  return /^(Number|Math\.(round|floor|ceil|trunc))$/.test(called) && onMoney;
}

/** Files past 500 lines, functions past 70, a module's face past 40. */
export const size: Rule = (source) => {
  const lines = source.text.trimEnd().split('\n').length;
  const about = 'size';
  const found: Finding[] = [];
  const { path } = source;
  if (/\.(ts|tsx|mjs|css|sql)$/.test(path) && lines > FILE_LIMIT) {
    const message = `${lines} lines (the limit is ${FILE_LIMIT}): split it by noun`;
    found.push({ rule: 'file-size', path, line: FILE_LIMIT + 1, message, about });
  }
  if (/^server\/[^/]+\/index\.ts$/.test(path) && lines > FACE_LIMIT) {
    const message = `a face of ${lines} lines (the limit is ${FACE_LIMIT}): other modules need less of this one`;
    found.push({ rule: 'face-size', path, line: FACE_LIMIT + 1, message, about });
  }
  return isCode(path) ? [...found, ...longFunctions(source)] : found;
};

const longFunctions: Rule = (source) => {
  const tree = parse(source);
  const found: Finding[] = [];
  for (const node of nodes(tree)) {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isSuite(node)) continue;
    const first = lineOf(tree, node);
    const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
    if (lines <= FUNCTION_LIMIT) continue;
    const name = functionName(node);
    const message = `${name} has ${lines} lines (the limit is ${FUNCTION_LIMIT}): give its parts names of their own`;
    found.push({ rule: 'function-size', path: source.path, line: first, message, about: name });
  }
  return found;
};

/** The callback of `describe(…)` only groups tests; each test inside is measured. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^(test\.)?describe\b/.test(node.parent.expression.getText());
}

function functionName(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  return 'this function';
}

const KINDS = ['rules', 'sql', 'routes', 'task', 'port', 'pdf', 'mail'];

/** A kind of file the house does not know: no floor would hold it. base, connectors and the sandbox have none. */
export const unknownKind: Rule = ({ path }) => {
  const suffix = /^server\/(?!base\/|connectors\/|sandbox\/)[^/]+\/.*?\.([\w.-]+)\.ts$/.exec(path)?.[1];
  const kind = suffix?.replace(/\.?test$/, '');
  if (!kind || KINDS.includes(kind)) return [];
  const message = `.${kind}.ts is no kind of file here (${KINDS.join(', ')}): see the floors in ARCHITECTURE.md`;
  return [{ rule: 'unknown-kind', path, line: 1, message, about: kind }];
};

/** Public functions of verbs and base without a docstring. An overload's first signature speaks for all. */
export const docstring: Rule = (source) => {
  if (!isVerbOrBase(source.path)) return [];
  const tree = parse(source);
  const documented = new Set(
    tree.statements
      .filter(ts.isFunctionDeclaration)
      .filter(hasDoc)
      .map((it) => it.name?.text),
  );
  return tree.statements.flatMap((statement) =>
    publicFunctions(statement)
      .filter((name) => !documented.has(name))
      .map((name) => ({
        rule: 'docstring',
        path: source.path,
        line: lineOf(tree, statement),
        message: `${name} is public and has no docstring: say what it answers, its units and the errors it throws`,
        about: name,
      })),
  );
};

function isVerbOrBase(path: string): boolean {
  if (!isTypeScript(path) || isTest(path)) return false;
  if (moduleOf(path) === null || moduleOf(path) === 'sandbox') return false;
  return (
    path.startsWith('server/base/') || /\/[^/.]+\.ts$/.test(path.replace(/\/(index|tasks|routes)\.ts$/, ''))
  );
}

const hasDoc = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).length > 0;

/** The names of the undocumented functions a statement exports. */
function publicFunctions(statement: ts.Statement): string[] {
  if (!ts.canHaveModifiers(statement)) return [];
  const exported = ts
    .getModifiers(statement)
    ?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
  if (!exported || hasDoc(statement)) return [];
  if (ts.isFunctionDeclaration(statement)) return statement.body ? [statement.name?.text ?? 'default'] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations
    .filter(
      ({ initializer }) =>
        initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
    .map(({ name }) => name.getText());
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
