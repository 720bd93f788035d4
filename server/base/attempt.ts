import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';
import { Fail } from './errors.ts';

/** Does `work`; when it is refused, takes back all it wrote and told, and answers the refusal. Anything but a refusal is thrown on. */
export async function attempt<T>(ctx: Ctx, work: () => Promise<T>): Promise<T | Fail> {
  await sql`savepoint attempt`.execute(ctx.db);
  const { events, audits, jobs, mails } = ctx.effects;
  const told = { events: [...events], audits: [...audits], jobs: [...jobs], mails: [...mails] };
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fail)) throw error;
    await sql`rollback to savepoint attempt`.execute(ctx.db);
    Object.assign(ctx.effects, told);
    return error;
  }
}
