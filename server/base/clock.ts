import { readFileSync } from 'node:fs';
import { instant, systemNow } from './dates.ts';

/**
 * The program's clock: the machine's, or a test clock. CARAVAN_TEST_CLOCK names a file that holds an instant (ISO 8601); the program
 * lives at that instant until the file is written anew, in every process alike. For sandbox programs and tests: whole months in minutes.
 * Throws when the file holds no instant.
 */
export function programClock(env: NodeJS.ProcessEnv = process.env): () => Date {
  const file = env.CARAVAN_TEST_CLOCK;
  if (!file) return systemNow;
  return () => {
    const text = readFileSync(file, 'utf8').trim();
    const now = instant(text);
    if (Number.isNaN(now.getTime()))
      throw new Error(`CARAVAN_TEST_CLOCK: "${text}" in ${file} is no instant`);
    return now;
  };
}
