import { createServer } from 'node:net';

const TRIES = 50;

/** Whether a server could listen on the port of every address of this machine now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `from` on. Throws when there is none among the next 50. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + TRIES; port++) if (await isPortFree(port)) return port;
  throw new Error(`None of the ports ${from} to ${from + TRIES - 1} is free.`);
}
