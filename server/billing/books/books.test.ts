import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHistory, type ProgramHistory } from '../../../test/history.ts';
import type { Db } from '../../base/db.ts';
import { checkBooks, rebuildBooks } from './books.ts';

let past: ProgramHistory;
beforeAll(async () => {
  past = await openHistory();
}, 120_000);
afterAll(() => past.stop());

/** Does to the rows what nobody may: as the owner, with the wall down. */
async function tamper(work: (db: Db) => Promise<unknown>): Promise<void> {
  await past.world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    await sql`alter table ledger.transfer no force row level security`.execute(db);
    await work(db);
    await sql`alter table ledger.transfer force row level security`.execute(db);
  });
}

const command = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../../bin/ledger.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: past.world.url },
  });

test('every balance of every book is what the documents come to, and the command says so', async () => {
  const check = await past.world.system(checkBooks);
  expect(check.differences).toEqual([]);
  expect(check.books).toBe(2);
  const { status, stdout } = command('check');
  expect([status, stdout.trim()]).toEqual([0, `2 books, ${check.transfers} transfers, 0 differences`]);
  expect(command('burn')).toMatchObject({ status: 2 });
});

test('a transfer that is gone is named; rebuilding posts it anew, and nothing twice', async () => {
  const [invoice] = past.february;
  await tamper((db) => sql`delete from ledger.transfer where source_id = ${invoice?.id ?? ''}`.execute(db));
  const { status, stdout } = command('check');
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^Sahara Net, account A\d+, receivable: the book holds \S+ \w+, the documents come to /m,
  );
  expect(await past.world.system(rebuildBooks)).toBe(1);
  expect((await past.world.system(checkBooks)).differences).toEqual([]);
  expect(await past.world.system(rebuildBooks)).toBe(0);
});

test('an amount that was changed is named on both its accounts', async () => {
  const [invoice] = past.january;
  await tamper((db) =>
    sql`update ledger.transfer set amount = amount + 1 where source_id = ${invoice?.id ?? ''} and credit = 'tax'`.execute(
      db,
    ),
  );
  const { differences } = await past.world.system(checkBooks);
  expect(
    differences.map(({ ledger_account, documents, book }) => [ledger_account, book - documents]),
  ).toEqual(
    past.january[0]?.tax === 0n
      ? []
      : [
          ['receivable', 1n],
          ['tax', -1n],
        ],
  );
});
