import { MODULES } from '../../tools/modules.ts';

/** A violation: the step that must see it, where it is planted, what is planted, and what the step must say. */
export type Plant = { step: string; rule: string; path: string; text: string; says: string };

const import_ = (specifier: string) => `import '${specifier}';\n`;

function layer(rule: string, path: string, specifier: string): Plant {
  return { step: 'layers', rule, path, text: import_(specifier), says: `${path} → ` };
}

/** What each module may not import: a sibling or one above. */
const ABOVE: Record<string, string> = {
  catalog: 'ledger',
  branding: 'catalog',
  billing: 'support',
  reports: 'billing',
};

const ORDER = MODULES.map((name, index) => {
  const above = ABOVE[name] ?? MODULES[index + 1];
  const target = name === 'demo' ? '../planted-app.ts' : `../${above}/index.ts`;
  return layer(`order-${name}`, `server/${name}/planted-order.ts`, target);
});

export const LAYERS: Plant[] = [
  ...ORDER,
  layer('rules-are-pure', 'server/billing/planted.rules.ts', 'node:fs'),
  layer('sql-floor', 'server/billing/planted.sql.ts', './planted.ts'),
  layer('door-floor', 'server/billing/planted.routes.ts', 'node:fs'),
  layer('door-calls-verbs', 'server/billing/planted-sql.routes.ts', './planted.sql.ts'),
  layer('face-floor', 'server/support/index.ts', '../base/money.ts'),
  layer('policy-floor', 'server/billing/planted.policy.ts', './planted.ts'),
  layer('port-floor', 'server/billing/planted.port.ts', './planted.ts'),
  layer('paper-floor', 'server/billing/planted.pdf.ts', './planted.ts'),
  layer('verb-floor', 'server/billing/planted.ts', './planted.routes.ts'),
  layer('sql-in-sql-files', 'server/billing/planted-query.ts', 'kysely'),
  layer('known-module', 'server/planted/planted.ts', '../base/money.ts'),
  layer('faces-only', 'server/billing/planted-behind.ts', '../orders/planted-order.ts'),
  layer('not-own-face', 'server/billing/planted-own.ts', './index.ts'),
  layer('app-mounts-faces', 'server/planted-app.ts', './billing/planted.ts'),
  layer('connectors-apart', 'server/connectors/planted-a/a.ts', '../planted-b/b.ts'),
  layer('pure-base', 'server/base/states.ts', 'node:fs'),
  layer('sandbox-is-a-stranger', 'server/sandbox/planted.ts', '../billing/index.ts'),
  layer('nobody-imports-the-sandbox', 'server/billing/planted-sandbox.ts', '../sandbox/planted.ts'),
  layer('web-without-server', 'web/console/planted.ts', '../../server/base/money.ts'),
  layer('web-through-api', 'web/console/planted-api.ts', 'openapi-fetch'),
  layer('faces-apart', 'web/console/planted-face.ts', '../vendor/planted.ts'),
  layer('web-floors', 'web/kit/planted.ts', '../console/planted.ts'),
  layer('kit-below-parts', 'web/kit/planted-parts.ts', '../parts/planted.ts'),
  layer('ui-is-lowest', 'web/ui/planted.ts', '../kit/planted.ts'),
  layer('no-circle', 'server/billing/planted-circle.ts', './planted-circle-back.ts'),
  layer('server-without-dev-packages', 'server/billing/planted-dev.ts', 'fast-check'),
  layer('server-without-workshop', 'server/billing/planted-tools.ts', '../../tools/modules.ts'),
  layer('resolvable', 'server/billing/planted-nowhere.ts', './planted-nowhere-at-all.ts'),
];

/** What the imports above lead to. */
export const TARGETS: [path: string, text: string][] = [
  ['server/connectors/planted-b/b.ts', 'export const b = 1;\n'],
  ['server/billing/planted-circle-back.ts', import_('./planted-circle.ts')],
  ['web/vendor/planted.ts', 'export const b = 1;\n'],
  ['web/parts/planted.ts', 'export const b = 1;\n'],
  ...MODULES.map((name): [string, string] => [`server/${name}/index.ts`, '\n']),
];

function tidy(rule: string, path: string, text: string, line = 1): Plant {
  return { step: 'tidy', rule, path, text, says: `${path}:${line}: ` };
}

const many = (count: number) => 'void 0;\n'.repeat(count);
const SKIPPED = "import { test } from 'vitest';\ntest.skip('planted', () => {});\n";

// It must run: the types of the tables are made from it.
const MIGRATION =
  'create function billing.planted() returns timestamptz language sql\n  as $$ select now() $$;\n';

// Words that tidy must not find in this file are put together from pieces.
export const TIDY: Plant[] = [
  tidy(
    'foreign-schema',
    'server/billing/tidy-schema.sql.ts',
    'export const q = `select 1 from orders.quote`;\n',
  ),
  tidy(
    'foreign-schema',
    'server/support/tidy-builder.sql.ts',
    "export const q = db.selectFrom('orders.quote');\n",
  ),
  tidy('no-arabic', 'server/billing/planted-said.ts', "export const said = 'This has no Arabic at all.';\n"),
  tidy('sql-clock', 'server/billing/tidy-clock.sql.ts', '\nexport const q = `select now()`;\n', 2),
  tidy('sql-clock', 'db/migrations/9999_planted.sql', MIGRATION, 2),
  tidy('own-clock', 'server/support/tidy-clock.ts', 'export const at = new Date();\n'),
  tidy('own-clock', 'web/console/tidy-clock.ts', '\n\nexport const at = Date.now();\n', 3),
  tidy('float-money', 'server/support/tidy-float.ts', "export const a = Number.parseFloat('1');\n"),
  tidy('float-money', 'server/billing/tidy-float.ts', 'export const a = (b: number) => b.toFixed(2);\n'),
  tidy('file-size', 'server/support/tidy-long.ts', many(501), 501),
  tidy('face-size', 'server/planted/index.ts', many(41), 41),
  {
    ...tidy('folder-size', 'server/support/crowded/tidy-lines.ts', many(4001)),
    says: 'server/support/crowded/:1: ',
  },
  tidy('function-size', 'bin/tidy-long.mjs', `\nfunction long() {\n${many(70)}}\nlong();\n`, 2),
  tidy('unknown-kind', 'server/support/tidy.helpers.ts', 'export const a = 1;\n'),
  tidy('docstring', 'server/support/tidy-mute.ts', '\nexport function mute() {}\n', 2),
  tidy('physical-direction', 'web/ui/TidySide.tsx', 'export const a = <p className="flex ml-2" />;\n'),
  tidy('physical-direction', 'web/ui/tidy-side.css', '.a {\n  padding-left: 1px;\n}\n', 2),
  tidy('hard-coded-text', 'web/console/TidyText.tsx', 'export const a = (\n  <p>Hello there</p>\n);\n', 2),
  {
    ...tidy('lock-address', 'package-lock.json', '"resolved": "https://r.example/a.tgz"\n'),
    says: 'https://r.example/a.tgz',
  },
  tidy('machine-path', 'docs/tidy-path.md', `See ${['', 'home', 'someone', 'caravan'].join('/')}.\n`),
  tidy('skipped-test', 'server/support/tidy-skip.test.ts', SKIPPED, 2),
  tidy('leftover', 'server/support/tidy-note.ts', `// ${['TO', 'DO'].join('')}: more\nexport const a = 1;\n`),
  tidy('dead-file', 'server/support/tidy-empty.ts', '// nothing\n'),
  tidy('dead-file', 'server/support/tidy.ts.orig', 'x\n'),
  tidy('dead-file', `docs/${['tidy', 'unnamed'].join('-')}.png`, 'x\n'),
];

export const STYLE: Plant[] = [
  ['format', 'server/billing/style-format.ts', 'export const a = {b:1}\n'],
  ['noExplicitAny', 'server/billing/style-any.ts', 'export const a = (b: any) => b;\n'],
  ['noConsole', 'server/billing/style-console.ts', "console.log('a');\n"],
  ['noUnusedVariables', 'server/billing/style-unused.ts', 'const a = 1;\n'],
  [
    'useImportType',
    'server/billing/style-type.ts',
    "import { Money } from '../base/money.ts';\nexport type A = Money;\n",
  ],
  [
    'noFloatingPromises',
    'server/billing/style-promise.ts',
    'async function save(): Promise<void> {}\nexport function f(): void {\n  save();\n}\n',
  ],
].map(([rule = '', path = '', text = '']) => ({ step: 'style', rule, path, text, says: path }));

export const TYPES: Plant[] = [
  {
    step: 'types',
    rule: 'TS2322',
    path: 'server/billing/types-planted.ts',
    text: "export const a: number = 'one';\n",
    says: 'server/billing/types-planted.ts(1,14)',
  },
  {
    step: 'types',
    rule: 'TS2322',
    path: 'web/console/TypesPlanted.tsx',
    text: 'export const a = <p id={1} />;\n',
    says: 'web/console/TypesPlanted.tsx(1,21)',
  },
];

export const UNUSED: Plant[] = [
  {
    step: 'unused',
    rule: 'Unused files',
    path: 'server/billing/unused-planted.ts',
    text: 'export const a = 1;\n',
    says: 'server/billing/unused-planted.ts',
  },
  {
    step: 'unused',
    rule: 'Unused exports',
    path: 'tools/tidy/source.ts',
    text: '\nexport const plantedExport = 1;\n',
    says: 'plantedExport',
  },
  {
    step: 'unused',
    rule: 'Unlisted dependencies',
    path: 'tools/unused-planted.ts',
    text: "import 'semver';\n",
    says: 'tools/unused-planted.ts',
  },
];
