import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandOf, processesWhere } from '../server/base/process.ts';
import { type Caravan, type Part, startCaravan } from './caravan.ts';

const PATIENCE_MS = 60_000;
let folder: string;
let caravan: Caravan;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caravan-run-'));
  caravan = await startCaravan({ folder, args: ['--no-demo'] });
}, 3 * PATIENCE_MS);
afterAll(async () => {
  await caravan?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Whether the web answers, and the database behind it: it is asked for a session that doesn't exist. */
async function serves(): Promise<boolean> {
  try {
    const headers = { cookie: `caravan_session=${'x'.repeat(43)}` };
    const { status } = await fetch(`${caravan.url}/v1/session`, {
      headers,
      signal: AbortSignal.timeout(2_000),
    });
    return status === 401;
  } catch {
    return false;
  }
}

test('it serves', async () => {
  expect(await serves()).toBe(true);
  expect(caravan.output()).toMatch(/\nready in \d+\.\d s\n/);
});

test('a second one on the same folder is refused in plain words', async () => {
  const sentence = `Caravan is already running here (process ${caravan.pid('supervisor')}) at ${caravan.url}; stop it first.`;
  await expect(startCaravan({ folder })).rejects.toThrow(sentence);
  expect(await serves()).toBe(true);
});

test.each<Part>(['web', 'worker', 'sandbox', 'postgres'])(
  'after kill -9 of the %s it goes on',
  async (part) => {
    const before = caravan.pid(part);
    caravan.kill(part);
    await vi.waitUntil(() => caravan.pid(part) !== before && commandOf(caravan.pid(part)), PATIENCE_MS);
    await vi.waitUntil(serves, { timeout: PATIENCE_MS, interval: 200 });
    expect(caravan.output()).toContain('; starting it again. Its log: ');
  },
  2 * PATIENCE_MS,
);

test(
  'after kill -9 of it all, PostgreSQL apart, nothing is left at work, and a start goes on with the data',
  async () => {
    const children = (['web', 'worker', 'sandbox'] as const).map(caravan.pid);
    const postgres = caravan.pid('postgres');
    caravan.kill('supervisor');
    await vi.waitUntil(() => children.every((pid) => commandOf(pid) === null), PATIENCE_MS);
    caravan = await startCaravan({ folder, args: ['--no-demo'] });
    expect(caravan.pid('postgres')).toBe(postgres);
    expect(caravan.output()).toContain('PostgreSQL is still running from before');
    expect(await serves()).toBe(true);
  },
  3 * PATIENCE_MS,
);

test(
  'it stops within three seconds, whoever is still connected, and leaves nothing running',
  async () => {
    const { port } = new URL(caravan.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('GET /v1/session HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const pids = (['supervisor', 'web', 'worker', 'sandbox', 'postgres'] as const).map(caravan.pid);
    const began = performance.now();
    expect(await caravan.stop()).toBe(0);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(pids.map(commandOf)).toEqual(pids.map(() => null));
    expect(processesWhere((command) => command.includes(folder))).toEqual([]);
  },
  PATIENCE_MS,
);
