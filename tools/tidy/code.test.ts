import { describe, expect, test } from 'vitest';
import {
  docstring,
  FACE_LIMIT,
  FILE_LIMIT,
  FUNCTION_LIMIT,
  floatMoney,
  ownClock,
  size,
  unknownKind,
} from './code.ts';

const lines = (count: number, line = 'x();') => Array.from({ length: count }, () => line).join('\n');

describe('a clock of its own', () => {
  const cases: [path: string, text: string, clocks: string[]][] = [
    ['server/billing/a.ts', 'const at = new Date().getTime();', ['new Date(…)']],
    ['server/billing/a.ts', "const at = new Date('2026-01-01');", ['new Date(…)']],
    ['server/billing/a.ts', 'const at = Date.now();', ['Date.now']],
    ['server/billing/a.ts', 'const at = Temporal.Now.instant();', ['Temporal.Now']],
    ['server/billing/a.ts', 'let at: Date; f(dates.new, newDate());', []],
    ['server/base/http.ts', 'const at = new Date();', []],
    ['server/sandbox/main.ts', 'const at = new Date();', []],
    ['server/billing/a.test.ts', 'const at = new Date();', []],
    ['db/demo/load.ts', 'const at = new Date();', ['new Date(…)']],
    ['web/console/Page.tsx', 'const at = <b>{Date.now()}</b>;', ['Date.now']],
    ['web/format.ts', 'new Date(text)', []],
    ['tools/a.ts', 'new Date()', []],
  ];
  test.each(cases)('%s: %s', (path, text, clocks) => {
    expect(ownClock({ path, text }).map(({ about }) => about)).toEqual(clocks);
  });
});

describe('money as a float', () => {
  const cases: [path: string, text: string, calls: string[]][] = [
    ['server/billing/a.ts', 'parseFloat(text)', ['parseFloat']],
    ['server/support/a.ts', 'Number.parseFloat(text)', ['parseFloat']],
    ['server/support/a.ts', 'value.toFixed(2)', ['toFixed']],
    ['server/billing/a.ts', 'Number(row.amount)', ['Number']],
    ['server/billing/a.ts', 'Math.round(price * quantity)', ['round']],
    ['server/billing/a.ts', 'Number(row.count)', []],
    ['server/billing/a.ts', 'Math.ceil(rows / size)', []],
    ['server/base/money.ts', 'Number(amount)', []],
    ['server/billing/a.ts', 'left / 10 ** decimals', ['10 **']],
    ['server/billing/a.ts', 'left / 10n ** decimals', []],
    ['server/sandbox/a.ts', '(left / 10 ** 2).toFixed(2)', ['toFixed', '10 **']],
    ['server/sandbox/a.ts', 'Number(kept.amount)', []],
    ['server/billing/a.test.ts', 'Number(row.amount)', []],
    ['web/console/a.tsx', 'Number(line.unitPrice)', ['Number']],
    ['web/ui/Chart.tsx', 'x.toFixed(1)', []],
    ['web/console/a.tsx', 'line.total.toFixed(2)', ['toFixed']],
  ];
  test.each(cases)('%s: %s', (path, text, calls) => {
    expect(floatMoney({ path, text }).map(({ about }) => about)).toEqual(calls);
  });
});

describe('size', () => {
  const rules = (path: string, text: string) =>
    size({ path, text }).map(({ rule, line }) => `${rule}:${line}`);
  test('a file at the limit passes, a line more does not', () => {
    expect(rules('server/billing/a.ts', lines(FILE_LIMIT))).toEqual([]);
    expect(rules('server/billing/a.ts', lines(FILE_LIMIT + 1))).toEqual([`file-size:${FILE_LIMIT + 1}`]);
    expect(rules('db/migrations/1.sql', lines(FILE_LIMIT + 1))).toEqual([`file-size:${FILE_LIMIT + 1}`]);
    expect(rules('docs/a.md', lines(FILE_LIMIT + 1))).toEqual([]);
  });
  test('a face has at most 40 lines', () => {
    expect(rules('server/billing/index.ts', lines(FACE_LIMIT))).toEqual([]);
    expect(rules('server/billing/index.ts', lines(FACE_LIMIT + 1))).toEqual([`face-size:${FACE_LIMIT + 1}`]);
    expect(rules('web/ui/index.ts', lines(FACE_LIMIT + 1))).toEqual([]);
  });
  test('a function has at most 70 lines, and is named', () => {
    const body = (count: number) => `// first\nfunction issue() {\n${lines(count - 2)}\n}`;
    expect(rules('server/billing/a.ts', body(FUNCTION_LIMIT))).toEqual([]);
    expect(rules('server/billing/a.ts', body(FUNCTION_LIMIT + 1))).toEqual(['function-size:2']);
    const arrow = `export const issue = () => {\n${lines(FUNCTION_LIMIT)}\n};`;
    expect(size({ path: 'bin/a.mjs', text: arrow })).toMatchObject([{ about: 'issue', line: 1 }]);
  });
  test('describe only groups: the tests in it are measured', () => {
    const long = `test('x', () => {\n${lines(FUNCTION_LIMIT)}\n});`;
    expect(rules('server/billing/a.test.ts', `describe('x', () => {\n${lines(80)}\n});`)).toEqual([]);
    expect(rules('server/billing/a.test.ts', `describe('x', () => {\n${long}\n});`)).toEqual([
      'function-size:2',
    ]);
  });
});

test.each([
  ['server/billing/runs.sql.ts', []],
  ['server/billing/runs/runs.rules.test.ts', []],
  ['server/billing/runs.test.ts', []],
  ['server/billing/runs.ts', []],
  ['server/billing/draft.task.ts', []],
  ['server/billing/runs.helpers.ts', ['helpers']],
  ['server/billing/runs.helpers.test.ts', ['helpers']],
  ['server/base/pdf.words.ts', []],
])('a kind of file: %s', (path, kinds) => {
  expect(unknownKind({ path, text: '' }).map(({ about }) => about)).toEqual(kinds);
});

describe('docstrings', () => {
  const cases: [name: string, path: string, text: string, names: string[]][] = [
    ['a public function', 'server/billing/a.ts', 'export function f() {}', ['f']],
    ['with one', 'server/billing/a.ts', '/** Says. */\nexport function f() {}', []],
    ['with a comment that is none', 'server/billing/a.ts', '// Says.\nexport function f() {}', ['f']],
    ['a public arrow', 'server/billing/a.ts', 'export const f = () => 1, limit = 5;', ['f']],
    ['a private function', 'server/billing/a.ts', 'function f() {}', []],
    [
      'overloads',
      'server/base/a.ts',
      '/** Says. */\nexport function f(a: 1): 1;\nexport function f(a: 1): 1 { return a; }',
      [],
    ],
    ['a type', 'server/billing/a.ts', 'export type A = () => void;', []],
    ['base', 'server/base/a.b.ts', 'export async function f() {}', ['f']],
    ['a door', 'server/billing/a.routes.ts', 'export function f() {}', []],
    ['tasks', 'server/billing/tasks.ts', 'export function f() {}', []],
    ['a test', 'server/billing/a.test.ts', 'export function f() {}', []],
    ['the web', 'web/ui/a.ts', 'export function f() {}', []],
  ];
  test.each(cases)('%s', (_, path, text, names) => {
    expect(docstring({ path, text }).map(({ about }) => about)).toEqual(names);
  });
});
