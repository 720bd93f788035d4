/**
 * Brings the catalogues up to date with the web's sources and fills in Arabic.
 *
 *     node tools/translate.ts                  extracts, then prints what has no Arabic yet, as JSON with empty values
 *     node tools/translate.ts arabic.json      extracts, then fills those in: { "Resellers": "الموزعون" }
 *
 * A message spoken twice with different meanings carries a context; its key here is "context|message".
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';

type Words = Record<string, string>;

/**
 * Fills the empty Arabic messages of every catalogue from `words`, or from another catalogue that has the same English;
 * answers those still empty, in English.
 */
export async function fillArabic(words: Words): Promise<string[]> {
  const catalogs = await getCatalogs(getConfig({ configPath: join(process.cwd(), 'lingui.config.ts') }));
  const read = await Promise.all(
    catalogs.map(async (catalog) => ({ catalog, messages: (await catalog.read('ar')) ?? {} })),
  );
  const spoken = read.flatMap(({ messages }) =>
    Object.values(messages).filter(({ translation }) => translation),
  );
  const known = {
    ...Object.fromEntries(spoken.map((message) => [keyOf(message), message.translation ?? ''])),
    ...words,
  };
  const left = new Set<string>();
  for (const { catalog, messages } of read) {
    const empty = Object.values(messages).filter((message) => !message.translation && !message.obsolete);
    for (const message of empty) message.translation = known[keyOf(message)] ?? '';
    for (const message of empty.filter(({ translation }) => !translation)) left.add(keyOf(message));
    if (empty.some(({ translation }) => translation)) await catalog.write('ar', messages);
  }
  return [...left];
}

function keyOf({ context, message }: { context?: string | undefined; message?: string | undefined }): string {
  return context ? `${context}|${message}` : (message ?? '');
}

if (import.meta.main) {
  const extract = spawnSync(
    process.execPath,
    ['node_modules/@lingui/cli/dist/lingui.js', 'extract', '--clean'],
    {
      encoding: 'utf8',
    },
  );
  if (extract.status !== 0) throw new Error(extract.stdout + extract.stderr);
  const file = process.argv[2];
  const left = await fillArabic(file ? (JSON.parse(readFileSync(file, 'utf8')) as Words) : {});
  console.log(JSON.stringify(Object.fromEntries(left.map((message) => [message, ''])), null, 2));
}
