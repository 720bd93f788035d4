import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../../../test/world.ts';
import { FIRST_LEVELS, levelFaults } from './approvals.rules.ts';
import { getApprovalStructure, setApprovalStructure } from './approvals.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const [channel, management] = FIRST_LEVELS;
if (!channel || !management) throw new Error('the first structure has two levels');

test('a structure needs a level for every request, somebody on each, and a reminder before the deadline', () => {
  const rare = { ...management, conditions: { ...management.conditions, discount_over: '0.25' } };
  expect(levelFaults([channel, rare])).toEqual([]);
  expect(levelFaults([rare])).toMatchObject([{ index: 0, detail: expect.stringMatching(/every request/) }]);
  expect(levelFaults([channel, { ...rare, roles: [] }])).toMatchObject([{ index: 1 }]);
  expect(levelFaults([{ ...channel, remind_after_hours: 48 }])).toMatchObject([{ index: 0 }]);
});

test('versions are appended by those who may; the vendor alone reads them', async () => {
  const vendor = await world.vendor();
  const first = await world.as(vendor, ['channel_supervisor'], getApprovalStructure);
  expect(first).toMatchObject({ version: 0, levels: [{ roles: ['channel_manager', 'administrator'] }, {}] });
  const next = await world.as(vendor, ['administrator'], (ctx) => setApprovalStructure(ctx, [management]));
  expect(next).toMatchObject({ version: 1, decided_by_name: 'Test Person' });
  expect(await world.as(vendor, ['management'], getApprovalStructure)).toMatchObject({
    version: 1,
    levels: [management],
  });
  const refused = world.as(vendor, ['care'], (ctx) => setApprovalStructure(ctx, [channel]));
  await expect(refused).rejects.toMatchObject({ kind: 'forbidden' });
  const stranger = world.as(await world.reseller(), ['owner'], getApprovalStructure);
  await expect(stranger).rejects.toMatchObject({ kind: 'forbidden' });
});
