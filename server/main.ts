import { flushCompileCache } from 'node:module';
import { buildApp } from './app.ts';
import { programClock } from './base/clock.ts';
import { systemNow } from './base/dates.ts';
import { openDatabase } from './base/db.ts';
import { openDoor } from './base/door.ts';
import { openJobs, startWorker } from './base/jobs.ts';
import { migrate } from './base/migrate.ts';
import { majorUnits } from './base/money.ts';
import { exitWithParent, mayBegin, sayProgress, sayReady } from './base/process.ts';
import { startTicking } from './base/ticks.ts';
import { checkBooks, rebuildBooks } from './billing/index.ts';
import { serveDocs } from './docs.ts';
import { servePages } from './pages.ts';
import { authenticate, ROUTES, resumeWork, TASKS, TICKS, wireNews } from './parts.ts';
import { readSetup, setUpProgram } from './setup.ts';
import { wireConnectors } from './wiring.ts';

let url = '';
const report = (error: unknown) => console.error(systemNow().toISOString(), error);

/** Brings the schema up to date and, in demo mode, loads the demo program into an empty database. */
async function prepare(): Promise<void> {
  exitWithParent(async () => {});
  await migrate(url);
  if (process.env.CARAVAN_DEMO === '1') {
    wireNews();
    wireConnectors();
    const { loadDemo } = await loadingDemo();
    // CARAVAN_DEMO_SCALE: a share of the story, for a quick start.
    const scale = Number(process.env.CARAVAN_DEMO_SCALE ?? 1);
    await loadDemo(url, sayProgress, { tasks: TASKS, scale, now: programClock()() });
  }
  process.exit(0);
}

const loadingDemo = () => import('./demo/load.ts');

/** What the preparation runs besides, loaded while the database is being made. */
async function loadMore(): Promise<void> {
  if (process.env.CARAVAN_DEMO === '1') await loadingDemo();
  // The web and the worker, loaded later, are made of the same programs.
  flushCompileCache();
}

async function open(connections: number) {
  const database = openDatabase(url, connections);
  const jobs = await openJobs(url);
  wireNews();
  wireConnectors();
  const door = openDoor({ database, jobs, clock: programClock() });
  const close = async () => {
    await jobs.stop();
    await database.destroy();
  };
  return { door, close };
}

async function serveWeb(): Promise<void> {
  const { door, close } = await open(10);
  const secureCookies = (process.env.CARAVAN_URL ?? '').startsWith('https:');
  const trustProxy = process.env.CARAVAN_TRUST_PROXY === '1';
  const app = await buildApp({ door, routes: ROUTES, authenticate, secureCookies, trustProxy, report });
  await serveDocs(app);
  await servePages(app);
  await app.listen({ port: Number(process.env.PORT ?? 4000), host: process.env.HOST ?? '127.0.0.1' });
  exitWithParent(async () => {
    await app.close();
    await close();
  });
  const { signInLines } = await import('./demo/people.ts');
  sayReady(process.env.CARAVAN_DEMO === '1' ? await signInLines(door) : []);
}

async function work(): Promise<void> {
  const { door, close } = await open(6);
  const stop = await startWorker(url, door, TASKS, report);
  await resumeWork(door);
  const stopTicking = startTicking(door, TICKS, report);
  exitWithParent(async () => {
    await stopTicking();
    await stop();
    await close();
  });
  sayReady();
}

/** Sets up a program of one's own in an empty database: `npm run setup -- --name …`. */
async function setup(): Promise<void> {
  await migrate(url);
  const { door, close } = await open(2);
  const { email, password } = await door.system((ctx) => setUpProgram(ctx, readSetup(process.argv.slice(3))));
  console.log(`The program is set up. Sign in as ${email} with the password ${password} and change it.`);
  await close();
}

/** Holds the books against the documents: `npm run ledger -- check`, or `rebuild`, which posts what is missing first. Ends with 1 on a difference. */
async function ledger(): Promise<void> {
  const command = process.argv[3];
  if (command !== 'check' && command !== 'rebuild') {
    console.error('Usage: npm run ledger -- check | rebuild');
    process.exit(2);
  }
  const { door, close } = await open(2);
  if (command === 'rebuild') console.log(`${await door.system(rebuildBooks)} documents were posted anew.`);
  const { transfers, books, differences } = await door.system(checkBooks);
  for (const it of differences)
    console.log(
      `${it.seller}, account ${it.account}, ${it.ledger_account}: the book holds ${majorUnits({ amount: it.book, currency: it.currency })} ${it.currency}, the documents come to ${majorUnits({ amount: it.documents, currency: it.currency })}`,
    );
  console.log(`${books} books, ${transfers} transfers, ${differences.length} differences`);
  await close();
  process.exit(differences.length > 0 ? 1 : 0);
}

const ROLES: Record<string, () => Promise<void>> = { prepare, web: serveWeb, worker: work, setup, ledger };

const role = ROLES[process.argv[2] ?? ''];
if (!role) {
  console.error('Usage: node server/main.ts prepare | web | worker | setup | ledger');
  process.exit(2);
}
if (role === prepare) await loadMore();
await mayBegin();
url = process.env.DATABASE_URL ?? '';
await role();
