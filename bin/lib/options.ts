import { parseArgs } from 'node:util';

export type StartOptions = {
  /** The port to serve on; null means 4000 or the next free one. */
  port: number | null;
  /** Whether the demo program is loaded and its sign-ins are offered. */
  demo: boolean;
  /** Whether the built-in database is deleted first. */
  reset: boolean;
};

export const USAGE = `npm start -- [--port 5000] [--no-demo] [--reset]

  --port N    serve on this port (default: PORT, or 4000, or the next free one)
  --no-demo   start an empty program instead of the demo (same as CARAVAN_DEMO=0)
  --reset     delete the built-in database first

DATABASE_URL makes Caravan use that PostgreSQL (15 or newer) instead of its own. CARAVAN_DATA is the folder for its
files (default: .caravan).`;

/** What the command line and the environment ask for; null when help is wanted. Throws a sentence about a mistake. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): StartOptions | null {
  const { values } = parseArgs({
    args,
    allowPositionals: false,
    options: {
      port: { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  if (values.reset && env.DATABASE_URL) {
    throw new Error('--reset deletes the built-in database only, and DATABASE_URL asks for another one.');
  }
  return {
    port: readPort(values.port ?? env.PORT),
    demo: !values['no-demo'] && env.CARAVAN_DEMO !== '0',
    reset: values.reset,
  };
}

function readPort(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${text} is not a port: 1 to 65535.`);
  return port;
}
