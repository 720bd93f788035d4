import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { startPostgres } from '../server/base/postgres/postgres.ts';
import { ensureDataFolder, logFile } from './lib/folder.ts';

/*
 * npm run ledger -- check | rebuild, beside a Caravan that runs or alone: finds the database as `npm start` does, asks, and leaves it as
 * it was found. Ends with 1 when a balance is not what the documents come to.
 */
const MAIN = join(import.meta.dirname, '../server/main.ts');

function ask(url: string): number {
  const env = { ...process.env, DATABASE_URL: url };
  const args = [MAIN, 'ledger', ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { env, stdio: 'inherit' }).status ?? 1;
}

async function askBuiltIn(): Promise<number> {
  const folder = resolve(process.env.CARAVAN_DATA ?? '.caravan');
  ensureDataFolder(folder);
  const server = await startPostgres({ dir: join(folder, 'pg'), log: logFile(folder, 'postgres') });
  try {
    return ask(server.url);
  } finally {
    if (!server.adopted) await server.stop();
  }
}

process.exitCode = process.env.DATABASE_URL ? ask(process.env.DATABASE_URL) : await askBuiltIn();
