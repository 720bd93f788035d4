import { openDatabase } from '../../server/base/db.ts';
import { openDoor } from '../../server/base/door.ts';
import { openJobs } from '../../server/base/jobs.ts';
import { draftRun } from '../../server/billing/runs/draft.task.ts';

/* A worker of a month end in a process of its own, to be killed: node test/crash/worker.ts <database url> <run> <instant> */
const [url = '', runId = '', instant = ''] = process.argv.slice(2);
const database = openDatabase(url, 2);
const jobs = await openJobs(url);
const door = openDoor({ database, jobs, clock: () => new Date(instant) });
// Counted from here on: how long a process takes to start says nothing of the run.
process.stdout.write('begun\n');
await draftRun.run(door, { runId }, { number: 1, last: false });
process.exit(0);
