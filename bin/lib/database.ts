import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresServer, startPostgres } from '../../server/base/postgres/postgres.ts';
import { logFile } from './folder.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

export type Database = {
  url: string;
  /** Stops it, if it is ours to stop. */
  stop(): Promise<void>;
};

/** The database somebody else runs. */
export function givenDatabase(url: string): Database {
  return { url, stop: async () => {} };
}

/**
 * The built-in PostgreSQL in `folder`, kept running until stopped: when it ends it is started again and recovers.
 * `moved` gets its new address if that has changed.
 */
export async function keepDatabase(
  folder: string,
  say: (line: string) => void,
  moved: (url: string) => void,
): Promise<Database> {
  const options = { dir: join(folder, 'pg'), log: logFile(folder, 'postgres') };
  let server = await startPostgres(options);
  if (server.adopted) say('PostgreSQL is still running from before; going on with it.');
  let stopping = false;
  void watch();

  async function watch(): Promise<void> {
    for (;;) {
      await server.exited;
      if (stopping) return;
      say(`PostgreSQL ended; starting it again. Its log: ${options.log}`);
      const { url } = server;
      const next = await startAgain();
      if (!next) return;
      server = next;
      say('PostgreSQL is running again.');
      if (server.url !== url) moved(server.url);
    }
  }

  async function startAgain(): Promise<PostgresServer | null> {
    for (let delay = FIRST_DELAY_MS; !stopping; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      try {
        return await startPostgres(options);
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await sleep(delay);
      }
    }
    return null;
  }

  return {
    url: server.url,
    stop: () => {
      stopping = true;
      return server.stop();
    },
  };
}
