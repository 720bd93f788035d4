import pg from 'pg';
import type { Door } from '../server/base/door.ts';
import type { Task } from '../server/base/jobs.ts';

type Job = { id: string; data: { task: string; data: object } };

/** Runs every waiting job in order, then those they asked for, until none is left. A task that throws fails the test. Answers how many ran. */
export async function runWaitingJobs(url: string, door: Door, tasks: Task[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let ran = 0;
    for (let job = await takeJob(client); job; job = await takeJob(client)) {
      const known = tasks.find((task) => task.name === job?.data.task);
      if (!known) throw new Error(`No task is called ${job.data.task}`);
      await known.run(door, job.data.data, { number: 1, last: false });
      ran += 1;
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function takeJob(client: pg.Client): Promise<Job | undefined> {
  const { rows } = await client.query<Job>(
    `update pgboss.job set state = 'completed', completed_on = now() where id = (
       select id from pgboss.job where name = 'task' and state in ('created', 'retry') order by created_on, id limit 1)
     returning id, data`,
  );
  return rows[0];
}
