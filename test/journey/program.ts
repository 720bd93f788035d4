import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../bin/lib/ports.ts';
import { commandOf } from '../../server/base/process.ts';
import { type Caravan, type Part, startCaravan } from '../caravan.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Ports of a test's own, below those the system hands out and far from those a person's Caravan uses. */
const FIRST_PORT = 20_000;
const PATIENCE_MS = 120_000;

/** All of Caravan with a small demo program, in a folder and at an instant of a test's own. */
export type Program = {
  /** The same through every restart. */
  readonly url: string;
  /** Where the sandbox shows what was provisioned and paid there. */
  readonly sandboxUrl: string;
  /** Moves the clock of every process. */
  moveTo(instant: string): void;
  /** kill -9 of a part that runs; a killed supervisor is started again as a person would, on the same folder. */
  kill(part: Part): Promise<void>;
  /** Until everything that was killed runs again. */
  whole(): Promise<void>;
  /** What `npm run audit` says of the database. Throws with its words when the log was tampered with. */
  verifyAudit(): Promise<string>;
  stop(): Promise<void>;
};

/** Starts it, living at `instant` (ISO 8601). Takes as long as a cold start and a small demo's history. */
export async function openProgram(instant: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-journey-'));
  const clock = join(folder, 'clock');
  const moveTo = (at: string) => {
    // Renamed into place: no process ever reads half an instant.
    writeFileSync(`${clock}.new`, at);
    renameSync(`${clock}.new`, clock);
  };
  moveTo(instant);
  const options = { folder: join(folder, 'caravan'), env: await environment(clock) };
  let caravan = await startCaravan(options);
  let restart: Promise<void> = Promise.resolve();
  const startAgain = async () => {
    caravan = await startCaravan(options);
  };
  return {
    url: caravan.url,
    sandboxUrl: `http://127.0.0.1:${options.env.SANDBOX_PORT}`,
    moveTo,
    async kill(part) {
      await restart;
      await running(caravan, part);
      caravan.kill(part);
      if (part === 'supervisor') restart = startAgain();
    },
    async whole() {
      await restart;
      for (const part of PARTS) await running(caravan, part);
    },
    verifyAudit: () => verifyAudit(options.folder),
    async stop() {
      await restart.catch(() => {});
      await caravan.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const PARTS = [
  'web',
  'worker',
  'sandbox',
  'postgres',
  'supervisor',
] as const satisfies readonly Part[];

async function environment(clock: string): Promise<NodeJS.ProcessEnv> {
  const port = await freePort(FIRST_PORT + (process.pid % 1_000) * 10);
  return {
    PORT: String(port),
    SANDBOX_PORT: String(await freePort(port + 1)),
    CARAVAN_TEST_CLOCK: clock,
    CARAVAN_DEMO_SCALE: '0.0001',
    CARAVAN_SKIP_WEB: '1',
    SANDBOX_DELAY_MS: '400',
    SANDBOX_RETRY_MS: '200',
  };
}

/** Waits until the part has a living process. */
async function running(caravan: Caravan, part: Part): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isAlive(caravan, part)) {
    if (performance.now() > end) throw new Error(`${part} was not started again:\n${caravan.output()}`);
    await sleep(25);
  }
}

function isAlive(caravan: Caravan, part: Part): boolean {
  const pid = caravan.pid(part);
  return pid > 0 && commandOf(pid) !== null;
}

async function verifyAudit(folder: string): Promise<string> {
  const env = { ...process.env, CARAVAN_DATA: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'tools', 'audit.ts')], { env });
  return stdout.trim();
}
