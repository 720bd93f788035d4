import { type Actor, type Ctx, type JobRow, SYSTEM } from '../base/ctx.ts';
import type { Database } from '../base/db.ts';
import { asSystem, type Door, openDoor } from '../base/door.ts';
import type { Jobs, Task } from '../base/jobs.ts';

/** The ctx of somebody at a moment. */
export type As = (actor: Actor, now: Date) => Ctx;

/**
 * One strand of the story with a clock and a queue of its own, so that several branches live through their months side by side.
 * What a step asked for is run at once, at the step's own time, as a worker would have.
 */
export type Lane = {
  /** One step of somebody, in a transaction of its own and behind the wall. */
  act: <T>(actor: Actor, now: Date, work: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /**
   * Many steps of several people in one transaction. Each acts under their own name and permissions and at their own time; the wall stands
   * open, for it would be moved at every step: a hundred thousand statements more in a whole load.
   */
  scene: <T>(work: (as: As) => Promise<T>) => Promise<T>;
};

/** `wanted`: the jobs that are run; of the others, such as letters that nobody reads any more, nothing comes. */
export type LaneParts = {
  database: Database;
  tasks: ReadonlyMap<string, Task>;
  wanted: (job: JobRow, now: Date) => boolean;
};

/** A strand of the story with a clock and jobs of its own. */
export function openLane({ database, tasks, wanted }: LaneParts): Lane {
  let clock = new Date(0);
  const waiting: JobRow[] = [];
  const jobs: Jobs = {
    send: async (_, sent) => void waiting.push(...sent.filter((job) => wanted(job, clock))),
    stop: async () => {},
  };
  const door = openDoor({ database, jobs, clock: () => clock });
  const afterwards = async <T>(answer: T): Promise<T> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      if (!isRepeated(job, waiting)) await run(door, tasks, job);
    }
    return answer;
  };
  const act: Lane['act'] = async (actor, now, work) => {
    clock = now;
    return afterwards(await door.enter({ actor, now, address: ADDRESS }, work));
  };
  const scene: Lane['scene'] = async (work) => {
    const visit = { actor: CROSSER, now: clock, address: ADDRESS };
    const through = (ctx: Ctx) =>
      work((actor, now) => {
        clock = now;
        return { ...ctx, actor, now };
      });
    return afterwards(await door.enter(visit, (ctx) => asSystem(ctx, through)));
  };
  return { act, scene };
}

// An address of the documentation's (RFC 5737): nobody's.
const ADDRESS = '192.0.2.10';
/** Opens the wall for a scene and does nothing else: not the system itself, for which there is no wall to come back behind. */
const CROSSER: Actor = { ...SYSTEM, kind: 'anonymous' };

/** A charge takes in all that is due of the branch: of several that wait, the last is enough. */
function isRepeated({ task, data }: JobRow, waiting: readonly JobRow[]): boolean {
  if (task !== 'billing.charge_change') return false;
  return waiting.some((later) => later.task === task && branchOf(later) === branchOf({ task, data }));
}

/** The branch a job is about, where it says so. */
export function branchOf({ data }: JobRow): string | undefined {
  return 'resellerId' in data && typeof data.resellerId === 'string' ? data.resellerId : undefined;
}

const TRIES = 4;

async function run(
  door: Door,
  tasks: ReadonlyMap<string, Task>,
  { task: name, data }: JobRow,
  number = 1,
): Promise<void> {
  const known = tasks.get(name);
  if (!known) throw new Error(`No task is called ${name}`);
  try {
    await known.run(door, data, { number, last: number === TRIES });
  } catch (error) {
    if (number === TRIES) throw error;
    await run(door, tasks, { task: name, data }, number + 1);
  }
}

/** Works through the list with `limit` strands at a time. The first error ends it. */
export async function sideBySide<T>(
  list: readonly T[],
  limit: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const rest = [...list];
  const strand = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: limit }, strand));
}
