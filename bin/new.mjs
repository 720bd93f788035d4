// Lays out a noun of a module in the house's pattern: npm run new -- <module> <noun>   (say: training lesson)
// A new module gets its face, policy and README; one that exists gets the noun's files and lines beside its own.
// The texts are in tools/module/. What it writes passes `npm run check` once the routes are mounted.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE = existsSync(join(ROOT, 'node_modules/.bin/node'))
  ? join(ROOT, 'node_modules/.bin/node')
  : process.execPath;
const PERMISSIONS = 'server/base/permissions.ts';
const PERMISSIONS_END = '} as const satisfies Record<string, readonly RoleName[]>;';
const AUDIT = 'server/base/audit-actions.ts';
const AUDIT_WORDS = 'web/vendor/audit/words.ts';

const at = (path) => join(ROOT, path);
const read = (path) => readFileSync(at(path), 'utf8');

function stop(message) {
  console.error(message);
  process.exit(2);
}

/** `access_key` in every form the texts need. */
function wordsOf(module, noun) {
  const plural = /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(s|x|z|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`;
  const pascal = (word) => word.replace(/(^|_)([a-z])/g, (_, _gap, letter) => letter.toUpperCase());
  return {
    module,
    noun,
    files: plural.replaceAll('_', '-'),
    words: noun.replaceAll('_', ' '),
    wordsPlural: plural.replaceAll('_', ' '),
    camel: pascal(noun).replace(/^./, (letter) => letter.toLowerCase()),
    Noun: pascal(noun),
    Nouns: pascal(plural),
    NOUN: noun.toUpperCase(),
    Table: pascal(`${module}_${noun}`),
    schema: schemaOf(module),
  };
}

/** The lines that make the module's schema, unless a migration makes it already. */
function schemaOf(module) {
  const migrations = readdirSync(at('db/migrations')).map((name) => read(`db/migrations/${name}`));
  if (migrations.some((text) => text.includes(`create schema ${module};`))) return '';
  return `create schema ${module};\ngrant usage on schema ${module} to caravan_app, caravan_system;\n\n`;
}

function fill(name, words) {
  return read(`tools/module/${name}.txt`).replace(/\{\{(\w+)\}\}/g, (_, word) => words[word]);
}

const IMPORT = /^import (?:type )?\{ (?:type )?(\w+) \} from '(.*)';\n/gm;

/** The imports of one name each in `text` that `kept` does not make yet. */
function newImports(text, kept) {
  const isMade = ([, name, source]) =>
    new RegExp(`^import [^;]*\\b${name}\\b[^;]*'${source}'`, 'm').test(kept);
  return [...text.matchAll(IMPORT)].filter((match) => !isMade(match)).map(([line]) => line);
}

/** Writes a file, or adds to one: imports go above what is there, the rest below. */
function write(path, text) {
  mkdirSync(dirname(at(path)), { recursive: true });
  const kept = existsSync(at(path)) ? read(path) : '';
  const added = kept ? newImports(text, kept).join('') + kept + text.replace(IMPORT, '') : text;
  writeFileSync(at(path), added);
  console.log(`  ${kept ? 'added to' : 'wrote'} ${path}`);
}

/** Adds lines to a list in a file, before its end; the end is the first that follows `after`. */
function enlist(path, after, end, lines) {
  const text = read(path);
  const place = text.indexOf(end, text.indexOf(after));
  if (!text.includes(after) || place < 0) stop(`${path} is not as expected: add by hand\n${lines}`);
  writeFileSync(at(path), text.slice(0, place) + lines + text.slice(place));
  console.log(`  added to ${path}`);
}

function permit(noun) {
  if (read(PERMISSIONS).includes(`'${noun}.read'`)) return;
  const lines = `  '${noun}.read': EVERYONE,\n  '${noun}.edit': KEEPERS,\n`;
  enlist(PERMISSIONS, 'PERMISSIONS', PERMISSIONS_END, lines);
}

/** The actions and the subject of the audit log, and what they are called. */
function record({ noun, words, wordsPlural }) {
  const named = (text) => text.replace(/^./, (letter) => letter.toUpperCase());
  const actions = ['added', 'edited', 'archived'].map((verb) => [
    `'${noun}.${verb}'`,
    `${named(words)} ${verb}`,
  ]);
  enlist(AUDIT, 'AUDIT_ACTIONS', '] as const', actions.map(([action]) => `  ${action},\n`).join(''));
  enlist(AUDIT, 'AUDIT_SUBJECTS', '] as const', `  '${noun}',\n`);
  const said = actions.map(([action, text]) => `    ${action}: t\`${text}\`,\n`).join('');
  enlist(AUDIT_WORDS, 'const actions:', '  };', said);
  enlist(AUDIT_WORDS, 'const nouns:', '  };', `    ${noun}: t\`${named(wordsPlural)}\`,\n`);
}

function layOut(words) {
  const folder = `server/${words.module}`;
  const isNew = !existsSync(at(`${folder}/index.ts`));
  for (const kind of ['rules.ts', 'sql.ts', 'ts', 'routes.ts', 'test.ts']) {
    write(`${folder}/${words.files}.${kind}`, fill(`nouns.${kind}`, words));
  }
  write(`${folder}/index.ts`, fill('index.ts', words));
  write(`${folder}/policy.ts`, fill('policy.ts', words));
  if (isNew && !existsSync(at(`${folder}/README.md`))) write(`${folder}/README.md`, fill('README.md', words));
  const number = readdirSync(at('db/migrations')).length + 1;
  write(
    `db/migrations/${String(number).padStart(4, '0')}_${words.module}_${words.noun}.sql`,
    fill('migration.sql', words),
  );
  permit(words.noun);
  record(words);
}

function run(...command) {
  const { status } = spawnSync(NODE, command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) stop(`${command.slice(0, 2).join(' ')} failed; what was written stays.`);
}

const [module = '', noun = ''] = process.argv.slice(2);
if (!/^[a-z]+$/.test(module) || !/^[a-z]+(_[a-z]+)*$/.test(noun)) {
  stop(
    'Usage: npm run new -- <module> <noun>, both in lower case, the noun in the singular: training lesson, identity access_key',
  );
}
if (!new RegExp(`\\['?[^\\]]*'${module}'`).test(read('tools/modules.ts').split('REPORTS')[0])) {
  stop(
    `"${module}" has no place in the order of modules: give it one in tools/modules.ts and ARCHITECTURE.md first.`,
  );
}
const words = wordsOf(module, noun);
if (existsSync(at(`server/${module}/${words.files}.ts`)))
  stop(`server/${module}/${words.files}.ts is there already.`);
layOut(words);
run('tools/generated.ts', '--write');
run('node_modules/@biomejs/biome/bin/biome', 'check', '--write', `server/${module}`, PERMISSIONS);
console.log(
  `Next: mount ${words.camel}Routes in server/parts.ts, say in server/${module}/README.md and the migration what a ${words.words} is, and in Arabic what the audit log calls it (tools/translate.ts).`,
);
