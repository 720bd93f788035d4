/**
 * Where the web's sentences stand: one catalogue per folder of a face or of the kit, `shared` for what every face starts
 * with. A folder's words are fetched beside the pages that speak them; the plugin sees to it, so that no page has to.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { WEB_FACES } from './modules.ts';

const WEB = join(import.meta.dirname, '..', 'web');
const LANGUAGES = ['en', 'ar'] as const;

/** The catalogue of a file's sentences, by its path below web/: `console/store`, `vendor/face`, `kit/table`, `shared`. */
export function catalogueOf(path: string): string {
  const [top = '', folder = '', below] = path.split('/');
  if (WEB_FACES.includes(top)) return `${top}/${below === undefined ? 'face' : folder}`;
  return top === 'kit' && below !== undefined ? `kit/${folder}` : 'shared';
}

/** Every catalogue that has a sentence, with the files it is made from, for lingui.config.ts. */
export function catalogues(): { name: string; files: string[] }[] {
  const byName = Map.groupBy(filesUnder(WEB).filter(speaks), (file) => catalogueOf(below(file)));
  return [...byName].map(([name, files]) => ({ name, files })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The catalogues that a file and all it imports at once speak from; what it imports later is left out. */
export function cataloguesFrom(entry: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const imported of importsOf(file)) visit(imported);
  };
  visit(entry);
  return [...new Set([...seen].filter(speaks).map((file) => catalogueOf(below(file))))].sort();
}

const FIRST = 'virtual:words';

/**
 * Gives an entry the words it starts with (`import words from 'virtual:words'`) and every page that is imported later
 * its own: `import('./StorePage.tsx')` becomes a promise of the page and of its catalogues in the reader's language.
 */
export function words(): Plugin {
  return {
    name: 'caravan-words',
    enforce: 'pre',
    resolveId: (id, importer) => (id === FIRST ? `\0${FIRST}:${importer}` : undefined),
    load(id) {
      const entry = id.startsWith(`\0${FIRST}:`) ? id.slice(FIRST.length + 2) : undefined;
      return entry && `export default [${cataloguesFrom(entry).map(loaders).join(',')}];`;
    },
    transform(code, id) {
      if (!id.startsWith(WEB) || !LATER.test(code)) return;
      const kit = JSON.stringify(join(WEB, 'kit', 'preferences.ts'));
      const spoken = code.replaceAll(new RegExp(LATER, 'g'), (whole, path) => {
        const names = cataloguesFrom(join(dirname(id), path)).filter((name) => name !== 'shared');
        return `withWords(${whole}, [${names.map(loaders).join(',')}])`;
      });
      return { code: `import { withWords } from ${kit};\n${spoken}`, map: null };
    },
  };
}

const LATER = /import\(\s*'(\.[^']+\.tsx?)'\s*\)/;
const AT_ONCE = /^(?:import|export) (?!type )[^;'"]*?from '(\.[^']+)'|^import '(\.[^']+)'/gm;

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(AT_ONCE)].map(([, from, bare]) =>
    join(dirname(file), from ?? bare ?? ''),
  );
}

/** What fetches a catalogue, by language, as source text. */
function loaders(name: string): string {
  const fetches = LANGUAGES.map(
    (language) =>
      `${language}: () => import(${JSON.stringify(join(WEB, 'locales', language, `${name}.po`))})`,
  );
  return `{ ${fetches.join(', ')} }`;
}

function speaks(file: string): boolean {
  return /\.tsx?$/.test(file) && readFileSync(file, 'utf8').includes("/macro'");
}

function below(file: string): string {
  return relative(WEB, file).split(sep).join('/');
}

/** The web's sources. The gallery is not shipped and its words stand in its own files. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['dist', 'locales', 'gallery'].includes(entry.name) ? [] : filesUnder(path);
    return entry.name.includes('.test.') ? [] : [path];
  });
}
