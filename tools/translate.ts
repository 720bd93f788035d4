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

/** Fills the empty Arabic messages of every catalogue from `words`; answers those still empty, in English. */
export async function fillArabic(words: Words): Promise<string[]> {
  const left = new Set<string>();
  for (const catalog of await getCatalogs(
    getConfig({ configPath: join(process.cwd(), 'lingui.config.ts') }),
  )) {
    const messages = (await catalog.read('ar')) ?? {};
    let filled = 0;
    for (const message of Object.values(messages)) {
      if (message.translation || message.obsolete) continue;
      const key = message.context ? `${message.context}|${message.message}` : (message.message ?? '');
      const arabic = words[key];
      if (!arabic) left.add(key);
      else {
        message.translation = arabic;
        filled += 1;
      }
    }
    if (filled > 0) await catalog.write('ar', messages);
  }
  return [...left];
}

if (import.meta.main) {
  const extract = spawnSync(process.execPath, ['node_modules/@lingui/cli/dist/lingui.js', 'extract'], {
    encoding: 'utf8',
  });
  if (extract.status !== 0) throw new Error(extract.stdout + extract.stderr);
  const file = process.argv[2];
  const left = await fillArabic(file ? (JSON.parse(readFileSync(file, 'utf8')) as Words) : {});
  console.log(JSON.stringify(Object.fromEntries(left.map((message) => [message, ''])), null, 2));
}
