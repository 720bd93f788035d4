import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bin/lib/ports.ts';
import { startCaravan } from '../caravan.ts';

const URL_KEY = 'CARAVAN_E2E_URL';
const CLOCK_KEY = 'CARAVAN_E2E_CLOCK';
const FIRST_PORT = 24_000;
/** Where the demo's two years of history end. */
const BEGINNING = '2026-03-10T07:00:00.000Z';

/**
 * The set-up of a browser run: one whole Caravan with a small demo, living by a test clock; returns what stops it. With CARAVAN_E2E_URL and
 * CARAVAN_E2E_CLOCK (its clock file) set, a program that runs already is used and left running.
 */
export default async function startProgram(): Promise<() => Promise<void>> {
  return process.env[URL_KEY] ? async () => {} : ownProgram();
}

/** Starts a Caravan of which only this process and those it starts know; returns what stops it. */
export async function ownProgram(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-e2e-'));
  process.env[CLOCK_KEY] = join(folder, 'clock');
  moveTo(BEGINNING);
  const caravan = await startCaravan({ folder: join(folder, 'caravan'), env: await environment() });
  process.env[URL_KEY] = caravan.url;
  return async () => {
    delete process.env[URL_KEY];
    await caravan.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  const port = await freePort(FIRST_PORT);
  return {
    PORT: String(port),
    SANDBOX_PORT: String(await freePort(port + 1)),
    CARAVAN_TEST_CLOCK: clockFile(),
    CARAVAN_DEMO_SCALE: '0.08',
    SANDBOX_DELAY_MS: '500',
  };
}

/** Where the program of this run serves. */
export function programUrl(): string {
  return process.env[URL_KEY] ?? fail(URL_KEY);
}

/** The instant the program lives at, ISO 8601. */
export function programNow(): string {
  return readFileSync(clockFile(), 'utf8').trim();
}

/** Moves the clock of every process of the program. */
export function moveTo(instant: string): void {
  // Renamed into place: no process ever reads half an instant.
  writeFileSync(`${clockFile()}.new`, instant);
  renameSync(`${clockFile()}.new`, clockFile());
}

function clockFile(): string {
  return process.env[CLOCK_KEY] ?? fail(CLOCK_KEY);
}

function fail(key: string): never {
  throw new Error(`${key} is not set: is test/e2e/program.ts the globalSetup of this run?`);
}
