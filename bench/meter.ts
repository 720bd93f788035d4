import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100;

/** CPU seconds that this process and the PostgreSQL of that pid (with its sessions, running and ended) have used; null-safe off Linux. */
export function cpuSeconds(postmaster: number | null): number {
  const own = process.cpuUsage();
  return (own.user + own.system) / 1e6 + (postmaster ? cpuOf(postmaster) : 0);
}

function cpuOf(postmaster: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = statOf(pid);
    if (!fields) continue;
    // After the name: 1 is the parent, 11 and 12 its time, 13 and 14 that of children it has seen end.
    const [parent, user = 0, system = 0, ended = 0, endedSystem = 0] = [1, 11, 12, 13, 14].map((i) =>
      Number(fields[i]),
    );
    if (Number(pid) === postmaster) ticks += user + system + ended + endedSystem;
    else if (parent === postmaster) ticks += user + system;
  }
  return ticks / TICKS;
}

function statOf(pid: string): string[] | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? null;
  } catch {
    return null;
  }
}

/** The most memory this Node process has held, in MB. */
export function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** Seconds of work by stage, as the product's own tracing channel tells them; of workers side by side, their sum. */
export function stageMeter() {
  const sums: Record<string, number> = {};
  const begun = new WeakMap<object, number>();
  const start = (message: unknown) => begun.set(message as object, performance.now());
  const end = (message: unknown) => {
    const { stage } = message as { stage: string };
    sums[stage] = (sums[stage] ?? 0) + (performance.now() - (begun.get(message as object) ?? 0)) / 1000;
  };
  subscribe('tracing:caravan.billing:start', start);
  subscribe('tracing:caravan.billing:asyncEnd', end);
  return {
    sums,
    stop: () => {
      unsubscribe('tracing:caravan.billing:start', start);
      unsubscribe('tracing:caravan.billing:asyncEnd', end);
    },
  };
}

/** Runs the work and answers how many seconds it took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
