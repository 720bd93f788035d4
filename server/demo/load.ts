import { systemNow } from '../base/dates.ts';
import { openDatabase } from '../base/db.ts';
import { openDoor } from '../base/door.ts';
import { Fail } from '../base/errors.ts';
import type { Task } from '../base/jobs.ts';
import { migrate } from '../base/migrate.ts';
import { getVendor } from '../identity/index.ts';
import { openGroups } from './branch.ts';
import { calendarOf } from './calendar.ts';
import { readDemoData } from './data.ts';
import { leaveDeals } from './deals.ts';
import { leaveLooseEnds } from './loose-ends.ts';
import { type Marker, openMarker } from './marker.sql.ts';
import { liveMonth, openHistory } from './months.ts';
import { openProgram } from './program.ts';
import { hastenProvider } from './provisioning.ts';
import { leaveQuotes } from './quotes.ts';
import { leaveReminders } from './reminders.ts';
import { tellStory } from './story.ts';

/** `tasks`: those the worker runs, wired by whoever starts the process. `scale`: a share of the story, for tests. `now`: where it ends. */
export type LoadOptions = { tasks: readonly Task[]; scale?: number; now?: Date };

/**
 * Loads the demo program into a database without a vendor: two years of its history, done by its people through the product's own verbs with a
 * moved clock. The sandbox must be running and the connectors and the news be wired. Loads once; a load that was killed is begun anew.
 */
export async function loadDemo(
  url: string,
  progress: (text: string) => void,
  options: LoadOptions,
): Promise<void> {
  const marker = await openMarker(url);
  try {
    if (await mayLoad(marker, url)) await load(marker, url, progress, options);
  } finally {
    await marker.close();
  }
}

async function mayLoad(marker: Marker, url: string): Promise<boolean> {
  const state = await marker.state();
  if (state === 'loading') {
    await marker.wipe();
    await migrate(url);
  }
  return state === 'loading' || (state === 'none' && !(await hasVendor(url)));
}

/** Whether the database has a program of its own. */
async function hasVendor(url: string): Promise<boolean> {
  const database = openDatabase(url, 1);
  const jobs = { send: async () => {}, stop: async () => {} };
  try {
    await openDoor({ database, jobs, clock: systemNow }).system((ctx) => getVendor(ctx));
    return true;
  } catch (error) {
    if (error instanceof Fail && error.kind === 'missing') return false;
    throw error;
  } finally {
    await database.destroy();
  }
}

async function load(
  marker: Marker,
  url: string,
  progress: (text: string) => void,
  { tasks, scale = 1, now = systemNow() }: LoadOptions,
): Promise<void> {
  const data = readDemoData();
  const calendar = calendarOf(now, data.people.vendor.time_zone);
  await marker.begin(now);
  const database = openDatabase(hurried(url), CONNECTIONS, { prepared: true });
  const provider = hastenProvider();
  try {
    const program = await openProgram({ database, tasks, data, calendar, provider });
    const history = openHistory(program, openGroups(program, tellStory(data, calendar, scale), STRANDS));
    for (const [place, month] of calendar.months.entries()) {
      if (place % 4 === 0) progress(`Loading the demo program: ${month.slice(0, 7)}`);
      await liveMonth(history, month);
      // Without it the month end's statements are planned for empty tables and take minutes.
      if ([1, 3, 8, 15].includes(place)) await marker.analyze();
    }
    await leaveLooseEnds(history);
    await leaveQuotes(history);
    await leaveDeals(history);
    await leaveReminders(history);
    await marker.analyze();
    await marker.finish(now);
  } finally {
    provider.release();
    await database.destroy();
  }
}

/** Strands of those billed in arrears. More at a time only makes them wait: Node has one thread, and the database one core beside it. */
const STRANDS = 2;
/** One for each strand, for that of those billed ahead, and for the vendor's. */
const CONNECTIONS = STRANDS + 2;

/**
 * For the load alone a commit does not wait for the disk: a crash ends in a new load anyway. The connection's own settings must be said again,
 * for those of an address come before those of `openDatabase`.
 */
function hurried(url: string): string {
  const address = new URL(url);
  address.searchParams.set(
    'options',
    '-c TimeZone=UTC -c role=caravan_nobody -c synchronous_commit=off -c jit=off',
  );
  return address.href;
}
