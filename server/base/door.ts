import { sql } from 'kysely';
import { writeAudits } from './audit.ts';
import { type Actor, type Ctx, type Language, noEffects, SYSTEM } from './ctx.ts';
import { type Database, type Db, type Role, rowsJson, sqlState, stand, takeRole } from './db.ts';
import { assert, Fail } from './errors.ts';
import { newId } from './ids.ts';
import type { Jobs } from './jobs.ts';

export type Visit = {
  actor: Actor;
  now?: Date;
  language?: Language;
  address?: string;
  userAgent?: string | null;
};

/** Opens transactions for verbs. Every way in (HTTP, tasks, the demo, tests) goes through one. */
export type Door = {
  /** Runs `work` in one transaction as the actor; its events, audit entries, mail and jobs commit with it. */
  enter<T>(visit: Visit, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** The same for the product's own work. */
  system<T>(work: (ctx: Ctx) => Promise<T>, now?: Date): Promise<T>;
  database: Database;
  clock: () => Date;
};

/** `deliverMail`: the task's name that sends a mail once it has committed. */
export type DoorParts = { database: Database; jobs: Jobs; clock: () => Date };

/** The door onto a database. `clock` is the program's; a visit may bring a `now` of its own. */
export function openDoor({ database, jobs, clock }: DoorParts): Door {
  const door: Door = {
    database,
    clock,
    enter: (visit, work) => withRetries(() => once(database, jobs, { now: clock(), ...visit }, work)),
    system: (work, now) => door.enter({ actor: SYSTEM, ...(now && { now }) }, work),
  };
  return door;
}

async function once<T>(
  database: Database,
  jobs: Jobs,
  visit: Visit & { now: Date },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const outcome = await database.transaction().execute(async (db) => {
    const ctx: Ctx = {
      db,
      now: visit.now,
      actor: visit.actor,
      language: visit.language ?? 'en',
      address: visit.address ?? '',
      userAgent: visit.userAgent ?? null,
      effects: noEffects(),
    };
    senders.set(db, jobs);
    await standAs(ctx);
    const done = await workOrRefuse(ctx, work);
    await settle(ctx, jobs);
    return done;
  });
  if ('refusal' in outcome) throw outcome.refusal;
  return outcome.answer;
}

/** A refusal that `commits` ends the work but keeps what it wrote; every other error undoes it all. */
async function workOrRefuse<T>(
  ctx: Ctx,
  work: (ctx: Ctx) => Promise<T>,
): Promise<{ answer: T } | { refusal: Fail }> {
  try {
    return { answer: await work(ctx) };
  } catch (error) {
    if (error instanceof Fail && error.commits) return { refusal: error };
    throw error;
  }
}

/** The role that fits the actor: only the product itself and sign-in (which has no organization yet) are the system. */
function roleOf(actor: Actor): Role {
  return actor.kind === 'system' ? 'system' : 'app';
}

/** Puts the transaction behind the wall as the ctx's actor. */
export async function standAs(ctx: Ctx): Promise<void> {
  await stand(ctx.db, roleOf(ctx.actor), ctx.actor);
}

// Transactions that are across the wall just now. A verb called there may cross it too, but only the outermost comes back.
const across = new WeakSet<Db>();

/**
 * Runs one step across the wall, as the product itself: e.g. opening both sides of a new account.
 * The verb that calls it must have checked the actor's permission first. The actor of record stays the person.
 */
export async function asSystem<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (roleOf(ctx.actor) === 'system' || across.has(ctx.db)) return work(ctx);
  await takeRole(ctx.db, 'system');
  across.add(ctx.db);
  try {
    return await work(ctx);
  } finally {
    across.delete(ctx.db);
    // After an error of the database the transaction is dead and takes no role; after a refusal it may go on, behind the wall.
    await takeRole(ctx.db, roleOf(ctx.actor)).catch(() => {});
  }
}

// The sender of each transaction that is open.
const senders = new WeakMap<Db, Jobs>();

/** Writes what was told and asked for so far, in the same transaction: a work of a hundred thousand steps does not keep it all to its end. */
export async function tellSoFar(ctx: Ctx): Promise<void> {
  const jobs = senders.get(ctx.db);
  assert(jobs, 'a transaction is opened by the door');
  await asSystem(ctx, () => settle(ctx, jobs));
  ctx.effects = noEffects();
}

async function settle(ctx: Ctx, jobs: Jobs): Promise<void> {
  const { events, audits, mails } = ctx.effects;
  if (events.length + audits.length + mails.length + ctx.effects.jobs.length === 0) return;
  await takeRole(ctx.db, 'system');
  if (events.length) await writeEvents(ctx.db, events);
  if (audits.length) await writeAudits(ctx.db, ctx);
  for (const mail of mails) await keepMail(ctx, mail);
  await jobs.send(ctx.db, ctx.effects.jobs);
}

/** In one statement with one parameter: a month end tells ten thousand. Their ids are given in the order in which they were told. */
async function writeEvents(db: Db, events: Ctx['effects']['events']): Promise<void> {
  const rows = events.map(({ resellerId, name, subjectId, payload, audience, at }) => ({
    reseller_id: resellerId,
    name,
    subject_id: subjectId,
    payload,
    audience,
    recorded_at: at,
  }));
  await sql`insert into base.event (reseller_id, name, subject_id, payload, audience, recorded_at)
    select * from rows from (jsonb_to_recordset(${rowsJson(rows)}::jsonb) as (reseller_id uuid, name text, subject_id uuid, payload jsonb,
      audience uuid[], recorded_at timestamptz)) event`.execute(db);
}

async function keepMail(
  ctx: Ctx,
  { resellerId, sellerId, at, ...mail }: Ctx['effects']['mails'][number],
): Promise<void> {
  const id = newId();
  await ctx.db
    .insertInto('base.mail')
    .values({ reseller_id: resellerId, seller_id: sellerId, id, recorded_at: at, ...mail })
    .execute();
  ctx.effects.jobs.push({ task: 'mail.deliver', data: { resellerId, id } });
}

/**
 * 40001 serialization failure, 40P01 deadlock: PostgreSQL asks to try again. 23505, a key that is taken: somebody wrote it since the verb had
 * looked; the next try sees it, and goes on from there or refuses in the verb's own words.
 */
const TRIED_AGAIN = ['40001', '40P01', '23505'];

async function withRetries<T>(attempt: () => Promise<T>, left = 3): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (left > 0 && TRIED_AGAIN.includes(sqlState(error) ?? '')) return withRetries(attempt, left - 1);
    throw error;
  }
}
