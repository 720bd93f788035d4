import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit as write } from '../server/base/audit.ts';
import { openWorld, type World } from '../test/world.ts';
import { audit, report } from './audit.ts';

let world: World;
let owner: pg.Client;
let branch: string;
let folder: string;
const verify = () => audit(world.url, join(folder, 'heads.json'));

beforeAll(async () => {
  world = await openWorld();
  owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  const reseller = await world.reseller();
  branch = reseller.id;
  for (let i = 0; i < 6; i += 1) await note(i);
});
afterAll(async () => {
  await owner.end();
  await world.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-audit-'));
  return () => rmSync(folder, { recursive: true });
});

async function note(number: number): Promise<void> {
  const row = {
    resellerId: branch,
    action: 'order.placed' as const,
    subjectKind: 'order' as const,
    subjectId: null,
    details: { number, nested: { b: 1, a: ['ب', null, 1.5] } },
  };
  await world.system(async (ctx) => write(ctx, row));
}

/** Does to the log, as the database's own owner, what nobody may; afterwards all is as before. */
async function tampered(sql: string, check: () => Promise<void>): Promise<void> {
  await owner.query('create table kept as select * from base.audit_entry');
  try {
    await asOwner(sql);
    await check();
  } finally {
    await asOwner(
      'delete from base.audit_entry; insert into base.audit_entry select * from kept; drop table kept',
    );
  }
}

async function asOwner(sql: string): Promise<void> {
  await owner.query('alter table base.audit_entry no force row level security');
  await owner.query(sql.replaceAll('$branch', `'${branch}'`));
  await owner.query('alter table base.audit_entry force row level security');
}

describe('the chain', () => {
  test('as written, is sound', async () => {
    const chains = await verify();
    expect(chains.faults).toEqual([]);
    expect(report(chains)).toMatch(/^\d+ entries in 2 chains: nothing was changed/);
  });

  test.each([
    [
      'a changed detail',
      `update base.audit_entry set details = '{"number": 99}' where reseller_id = $branch and seq = 4`,
      '4',
      'its content was changed',
    ],
    [
      'a changed name',
      `update base.audit_entry set person_name = 'Nobody' where reseller_id = $branch and seq = 4`,
      '4',
      'its content was changed',
    ],
    [
      'a changed time',
      `update base.audit_entry set recorded_at = recorded_at - interval '1 day' where reseller_id = $branch and seq = 4`,
      '4',
      'its content was changed',
    ],
    [
      'a removed entry',
      'delete from base.audit_entry where reseller_id = $branch and seq = 4',
      '5',
      'entry 4 is missing',
    ],
    [
      'a removed entry closed up',
      'delete from base.audit_entry where reseller_id = $branch and seq = 4; update base.audit_entry set seq = seq - 1 where reseller_id = $branch and seq > 4',
      '4',
      'it does not follow the entry before it',
    ],
    [
      'a removed beginning',
      'delete from base.audit_entry where reseller_id = $branch and seq < 3',
      '3',
      'entry 1 is missing',
    ],
    [
      'an inserted entry',
      `update base.audit_entry set seq = seq + 100 where reseller_id = $branch and seq > 4; update base.audit_entry set seq = seq - 99 where reseller_id = $branch and seq > 100;
      insert into base.audit_entry select reseller_id, 5, organization_id, person_id, person_name, 'forged.entry', subject_kind, subject_id, details, address, recorded_at, hash, repeat('f', 64) from base.audit_entry where reseller_id = $branch and seq = 4`,
      '5',
      'its content was changed',
    ],
  ])('%s is found', async (_, sql, seq, fault) => {
    await tampered(sql, async () => {
      const chains = await verify();
      expect(chains.faults).toEqual([{ resellerId: branch, seq, fault }]);
      expect(report(chains)).toBe(`Branch ${branch}, entry ${seq}: ${fault}.`);
    });
    expect((await verify()).faults).toEqual([]);
  });

  test('an end that was cut off, and a whole branch, are found at the next run', async () => {
    await verify();
    const { heads } = await verify();
    await tampered('delete from base.audit_entry where reseller_id = $branch and seq > 5', async () => {
      expect((await verify()).faults).toEqual([
        { resellerId: branch, seq: heads[branch]?.seq, fault: 'the end of the chain was removed' },
      ]);
    });
    await tampered('delete from base.audit_entry where reseller_id = $branch', async () => {
      expect((await verify()).faults).toHaveLength(1);
    });
  });

  test('goes on where it was, and two transactions at once make one chain', async () => {
    await verify();
    await Promise.all([note(100), note(101), note(102), note(103)]);
    expect((await verify()).faults).toEqual([]);
  });
});

describe('append-only', () => {
  test.each(['caravan_app', 'caravan_system'])('%s may change, remove and empty nothing', async (role) => {
    for (const sql of [
      `update base.audit_entry set action = 'x'`,
      'delete from base.audit_entry',
      'truncate base.audit_entry',
    ]) {
      await owner.query('begin');
      await owner.query(`set local role ${role}`);
      await expect(owner.query(sql)).rejects.toMatchObject({ code: '42501' });
      await owner.query('rollback');
    }
  });

  test('an actor cannot write into it by itself', async () => {
    await owner.query('begin');
    await owner.query('set local role caravan_app');
    const forged = owner.query(
      `insert into base.audit_entry values (gen_random_uuid(), 1, null, null, 'x', 'x', 'x', null, '{}', null, '2026-01-01', 'x', 'x')`,
    );
    await expect(forged).rejects.toMatchObject({ code: '42501' });
    await owner.query('rollback');
  });
});

describe('npm run audit', () => {
  const run = () =>
    spawnSync(process.execPath, ['tools/audit.ts'], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: world.url, CARAVAN_DATA: folder },
    });

  test('ends with 0 and a sentence, or with 1 and the place', async () => {
    const sound = run();
    expect(sound.stdout + sound.stderr).toContain('nothing was changed');
    expect(sound.status).toBe(0);
    await tampered(
      `update base.audit_entry set action = 'x.x' where reseller_id = $branch and seq = 2`,
      async () => {
        const broken = run();
        expect(broken.status).toBe(1);
        expect(broken.stdout).toContain('entry 2: its content was changed');
      },
    );
  });

  test('says so when there is no database', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/audit.ts'], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: '', CARAVAN_DATA: join(folder, 'none') },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('There is no Caravan database');
  });
});
