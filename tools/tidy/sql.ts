import ts from 'typescript';
import { MODULES, MONEY_MODULES } from '../modules.ts';
import {
  type Finding,
  isTest,
  isTypeScript,
  type Literal,
  lineAt,
  literals,
  moduleOf,
  type Rule,
  type Source,
} from './source.ts';

const SCHEMAS = MODULES.filter((name) => name !== 'connectors' && name !== 'reports').join('|');
const AFTER_KEYWORD = new RegExp(
  `\\b(?:from|join|into|update|table|call)\\s+(?:only\\s+|lateral\\s+)?"?(${SCHEMAS})"?\\."?(\\w+)"?(\\s*\\()?`,
  'gi',
);
const ANYWHERE = new RegExp(`(?<![\\w.'])"?(${SCHEMAS})"?\\."?([a-z_]\\w*)"?(\\s*\\()?`, 'gi');
const LOOKS_LIKE_SQL =
  /\b(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|merge\s+into\s|with\s+\w+\s+as\s)/i;
const SQL_COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;
const TABLE_NAME = new RegExp(`^['"\`](${SCHEMAS})\\.(\\w+)[\\w. ]*['"\`]$`);
const TABLE_METHOD =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|(inner|left|right|full|cross)Join(Lateral)?|using|from|table|withSchema)$/;

/** SQL that names another module's schema. A module reads its own tables; for others it asks their face. */
export const foreignSchema: Rule = (source) => {
  const owner = moduleOf(source.path);
  if (!source.path.startsWith('server/') || !isTypeScript(source.path) || isTest(source.path)) return [];
  if (owner === 'reports') return [];
  return literals(source).flatMap((literal) =>
    tablesNamed(literal)
      .filter(({ schema, isCall }) => schema !== owner && !(schema === 'base' && isCall))
      .map(({ schema, table, offset }) => ({
        rule: 'foreign-schema',
        path: source.path,
        line: lineAt(source.text, literal.position + offset),
        message: `SQL names ${schema}.${table}, a table of another module: call a verb of ${schema}/index.ts instead`,
        about: `${schema}.${table}`,
      })),
  );
};

type Named = { schema: string; table: string; isCall: boolean; offset: number };

function tablesNamed(literal: Literal): Named[] {
  const text = literal.text.replace(SQL_COMMENT, (comment) => comment.replace(/[^\n]/g, ' '));
  const isSql = literal.tag?.startsWith('sql') || LOOKS_LIKE_SQL.test(text);
  const found = [...text.matchAll(isSql ? ANYWHERE : AFTER_KEYWORD)].map((match) => ({
    schema: (match[1] ?? '').toLowerCase(),
    table: match[2] ?? '',
    isCall: match[3] !== undefined,
    offset: match.index,
  }));
  const name = TABLE_NAME.exec(text);
  if (found.length > 0 || !name || !isTableArgument(literal.node)) return found;
  return [{ schema: name[1] ?? '', table: name[2] ?? '', isCall: false, offset: 0 }];
}

/** Whether a string is the table given to a query builder: `.selectFrom('billing.invoice')`, alone or in a list. */
function isTableArgument(node: ts.Node): boolean {
  const call = ts.isArrayLiteralExpression(node.parent) ? node.parent.parent : node.parent;
  if (!ts.isCallExpression(call)) return false;
  const method = ts.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : call.expression.getText();
  return TABLE_METHOD.test(method);
}

const SQL_CLOCK =
  /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\b(current_date|current_timestamp|current_time|localtimestamp|localtime)\b/gi;

/** The database's clock in money SQL: there, the time is `ctx.now`, which a test clock can move. */
export const clockInMoneySql: Rule = (source) => {
  if (/^db\/migrations\/.*\.sql$/.test(source.path)) return clockInMigration(source);
  if (
    !MONEY_MODULES.includes(moduleOf(source.path) ?? '') ||
    isTest(source.path) ||
    !isTypeScript(source.path)
  )
    return [];
  return literals(source).flatMap((literal) =>
    [...literal.text.matchAll(SQL_CLOCK)].map((match) =>
      clockFinding(source.path, lineAt(source.text, literal.position + match.index), match[0]),
    ),
  );
};

function clockInMigration({ path, text }: Source): Finding[] {
  const blank = text.replace(SQL_COMMENT, (comment) => comment.replace(/[^\n]/g, ' '));
  const money = new RegExp(`\\b(${MONEY_MODULES.join('|')})\\.`, 'i');
  const found: Finding[] = [];
  for (const statement of blank.matchAll(/[^;]+/g)) {
    if (!money.test(statement[0])) continue;
    for (const match of statement[0].matchAll(SQL_CLOCK)) {
      found.push(clockFinding(path, lineAt(text, statement.index + match.index), match[0]));
    }
  }
  return found;
}

function clockFinding(path: string, line: number, clock: string): Finding {
  const message = `${clock} in money SQL: pass ctx.now as a parameter, so that a test clock can move it`;
  return { rule: 'sql-clock', path, line, message, about: clock };
}
