import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Failures } from './sign-in.rules.ts';

/** Has attempts on one e-mail address from one network follow each other, so that ten at once are not counted as one. */
export async function queueAttempt(db: Db, email: string, network: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sign-in:${email}:${network}`}, 0))`.execute(db);
}

/** Failures since `since`: for the address from this network after its last success there, and from the network at all. */
export async function countFailures(db: Db, email: string, network: string, since: Date): Promise<Failures> {
  const { rows } = await sql<Failures>`
    select
      count(*) filter (where email = ${email} and attempted_at > coalesce((
        select max(attempted_at) from identity.sign_in_attempt
        where email = ${email} and address = ${network} and succeeded and attempted_at > ${since}), '-infinity'))::int as here,
      count(*)::int as network
    from identity.sign_in_attempt
    where address = ${network} and not succeeded and attempted_at > ${since}`.execute(db);
  return rows[0] ?? { here: 0, network: 0 };
}

/** Writes the attempt down and forgets those from this network that no longer count. */
export async function insertAttempt(
  db: Db,
  attempt: { email: string; address: string; succeeded: boolean; attempted_at: Date },
  since: Date,
): Promise<void> {
  await db
    .deleteFrom('identity.sign_in_attempt')
    .where('address', '=', attempt.address)
    .where('attempted_at', '<', since.toISOString())
    .execute();
  await db.insertInto('identity.sign_in_attempt').values(attempt).execute();
}
