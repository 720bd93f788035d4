/**
 * Verifies the audit log: every branch's chain of entries, each hashed with the one before it.
 *
 *     npm run audit              the built-in database, or DATABASE_URL
 *
 * Exit code 0 when nothing was changed, removed or slipped in; 1 with the place otherwise. The newest entry of each chain
 * is remembered in the data folder, so that the next run also finds an end that was cut off since.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type ChainHead, type Chains, verifyAudit } from '../server/base/audit.ts';
import { openDatabase, takeRole } from '../server/base/db.ts';
import { startPostgres } from '../server/base/postgres/postgres.ts';

type Heads = Record<string, ChainHead>;

/** Verifies the chains of the database at `url` against those remembered in `file`, and remembers what was found sound. */
export async function audit(url: string, file: string): Promise<Chains> {
  const database = openDatabase(url, 1);
  try {
    return await database
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (db) => {
        await takeRole(db, 'system');
        const vendor = await db
          .selectFrom('identity.organization')
          .select('id')
          .where('kind', '=', 'vendor')
          .executeTakeFirst();
        const program = vendor?.id ?? 'none';
        const chains = await verifyAudit(db, recall(file)[program]);
        if (chains.faults.length === 0) remember(file, program, chains.heads);
        return chains;
      });
  } finally {
    await database.destroy();
  }
}

// By program (the vendor's id), since one folder may see several databases.
function recall(file: string): Record<string, Heads> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function remember(file: string, program: string, heads: Heads): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...recall(file), [program]: heads }, null, 2)}\n`, { mode: 0o600 });
}

/** What the terminal reads. */
export function report({ entries, heads, faults }: Chains): string {
  if (faults.length === 0)
    return `${entries} entries in ${Object.keys(heads).length} chains: nothing was changed, removed or slipped in.`;
  return faults
    .map(({ resellerId, seq, fault }) => `Branch ${resellerId}, entry ${seq}: ${fault}.`)
    .join('\n');
}

async function main(): Promise<number> {
  const folder = resolve(process.env.CARAVAN_DATA ?? '.caravan');
  const given = process.env.DATABASE_URL;
  if (!given && !existsSync(join(folder, 'pg'))) {
    console.error(
      `There is no Caravan database in ${folder}. Start Caravan first, or set CARAVAN_DATA or DATABASE_URL.`,
    );
    return 2;
  }
  const server = given
    ? null
    : await startPostgres({ dir: join(folder, 'pg'), log: join(folder, 'logs', 'postgres.log') });
  try {
    const chains = await audit(given ?? server?.url ?? '', join(folder, 'audit-heads.json'));
    console.log(report(chains));
    return chains.faults.length === 0 ? 0 : 1;
  } finally {
    if (server && !server.adopted) await server.stop();
  }
}

if (import.meta.main) process.exit(await main());
