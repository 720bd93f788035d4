/**
 * How much JavaScript each face asks for before it can draw: its entry, what that imports, and the larger of its two
 * languages. Fails above the bound. Reads the build in web/dist.
 *
 *     node tools/web-size.ts
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { WEB_FACES } from './modules.ts';
import { cataloguesFrom } from './words.ts';

/** Gzipped, in kB of 1,000 bytes. */
export const LIMIT_KB = 150;

type Chunk = { file: string; imports?: string[] };
export type Manifest = Record<string, Chunk>;

/** The keys of a chunk and all it imports at once; what it imports later is left out. */
export function closure(manifest: Manifest, keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const visit = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of manifest[key]?.imports ?? []) visit(imported);
  };
  for (const key of keys) visit(key);
  return [...seen];
}

/** The gzipped size in kB of a face's first JavaScript, with these catalogues in the larger language. `sizeOf` measures one file in bytes. */
export function initialSize(
  manifest: Manifest,
  face: string,
  catalogues: readonly string[],
  sizeOf: (file: string) => number,
): number {
  const languages = ['en', 'ar'].map((language) => {
    const words = catalogues.map((name) => `locales/${language}/${name}.po`);
    const files = closure(manifest, [`${face}/index.html`, ...words]).flatMap(
      (key) => manifest[key]?.file ?? [],
    );
    return files.filter((file) => file.endsWith('.js')).reduce((sum, file) => sum + sizeOf(file), 0);
  });
  return Math.max(...languages) / 1000;
}

if (import.meta.main) {
  const dist = join('web', 'dist');
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const sizeOf = (file: string) => gzipSync(readFileSync(join(dist, file))).byteLength;
  for (const face of WEB_FACES) {
    const size = initialSize(manifest, face, cataloguesFrom(resolve('web', face, 'main.tsx')), sizeOf);
    const fits = size <= LIMIT_KB;
    console.log(
      `${face.padEnd(8)}${size.toFixed(1).padStart(6)} kB of ${LIMIT_KB}${fits ? '' : '  too much: load something later'}`,
    );
    if (!fits) process.exitCode = 1;
  }
}
