import { writeFile } from 'node:fs/promises';
import { Fail } from './errors.ts';

/** Whether this program lives by a test clock (see programClock). */
export function hasTestClock(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env.CARAVAN_TEST_CLOCK);
}

/** Sets the test clock of every process of this program. Throws Fail conflict where the program lives by the machine's clock. */
export async function setTestClock(at: Date, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const file = env.CARAVAN_TEST_CLOCK;
  if (!file)
    throw new Fail(
      'conflict',
      'illegal_move',
      'This program lives by the real clock. A sandbox program is started with CARAVAN_TEST_CLOCK.',
    );
  await writeFile(file, at.toISOString());
}
