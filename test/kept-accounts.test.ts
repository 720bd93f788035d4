import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

/* Documents and transfers refer to accounts without a foreign key (db/migrations/0121): an account must be there for good. */
let world: World;
let owner: pg.Client;
beforeAll(async () => {
  world = await openWorld();
  await world.customer();
  owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const CHANGES = [
  'delete from identity.account',
  'update identity.account set id = base.new_id()',
  'update identity.account set reseller_id = base.new_id()',
];

test.each(CHANGES)('no role of the product may %s', async (change) => {
  for (const role of ['caravan_app', 'caravan_system', 'caravan_nobody']) {
    await owner.query('begin');
    await owner.query(`set local role ${role}`);
    await expect(owner.query(change), role).rejects.toMatchObject({ code: '42501' });
    await owner.query('rollback');
  }
});
