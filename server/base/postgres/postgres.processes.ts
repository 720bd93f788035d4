import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, processesWhere } from '../process.ts';

/** Stands in the title of each of a server's processes, so that they are known whoever their parent is now. */
export function nameOf(id: string): string {
  return `caravan-${id}`;
}

/** Whether the process is alive and belongs to the server of that id: a recycled pid doesn't. */
export function isServer(pid: number, id: string): boolean {
  const command = commandOf(pid);
  return command !== null && isOurs(command, id);
}

/** Fast shutdown; immediate after 8 s (the next start recovers); kill after 3 more. Returns when it is gone. */
export async function stopServer(pid: number, id: string): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ] as const) {
    signalIfAlive(pid, signal);
    if (await waitUntil(() => !isServer(pid, id), patienceMs)) return;
  }
}

/** Stops the server of that id and every session a killed one left behind. */
export async function stopAll(id: string): Promise<void> {
  const postmasters = processesWhere((command) => command.includes(`cluster_name=${nameOf(id)}`));
  for (const pid of postmasters) await stopServer(pid, id);
  const sessions = () => processesWhere((command) => isOurs(command, id));
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of sessions()) signalIfAlive(pid, signal);
    if (await waitUntil(() => sessions().length === 0, 2_000)) return;
  }
}

/** A port below the range systems hand out for outgoing connections, so that nobody gets it by chance. */
export function randomPort(): number {
  return 20_000 + Math.floor(Math.random() * 10_000);
}

/** Whether this process could listen on the port of 127.0.0.1 now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isOurs(command: string, id: string): boolean {
  return command.includes('postgres') && command.includes(nameOf(id));
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function waitUntil(condition: () => boolean, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(15);
  }
  return true;
}
