import type { FastifyRequest } from 'fastify';
import type { Ctx } from './ctx.ts';
import { json, takeRole } from './db.ts';
import { Fail } from './errors.ts';
import { sha256 } from './ids.ts';

type Kept = { status: number; value: unknown };

/**
 * The answer first given under the request's Idempotency-Key, or undefined when this is the first time.
 * Claims the key in this transaction: a second request with it waits here until the first has committed.
 * Throws Fail conflict when the key was used for another request. Runs as the system role.
 */
export async function firstAnswer(ctx: Ctx, request: FastifyRequest): Promise<Kept | undefined> {
  const key = keyOf(ctx, request);
  if (!key) return undefined;
  const hash = sha256(`${request.method} ${request.url}\n${request.raw_body ?? ''}`);
  const claimed = await ctx.db
    .insertInto('base.idempotency_key')
    .values({ ...key, request_sha256: hash, recorded_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows) return undefined;
  const first = await ctx.db
    .selectFrom('base.idempotency_key')
    .selectAll()
    .where('owner', '=', key.owner)
    .where('key', '=', key.key)
    .executeTakeFirstOrThrow();
  if (first.request_sha256 !== hash || first.status === null) {
    throw new Fail(
      'conflict',
      'idempotency_mismatch',
      'This Idempotency-Key was used for another request; make a new one.',
    );
  }
  return { status: first.status, value: first.answer };
}

/** Keeps the answer under the request's key, for as long as keys are kept (a day). */
export async function keepAnswer(
  ctx: Ctx,
  request: FastifyRequest,
  status: number,
  value: unknown,
): Promise<void> {
  const key = keyOf(ctx, request);
  if (!key) return;
  await takeRole(ctx.db, 'system');
  await ctx.db
    .updateTable('base.idempotency_key')
    .set({ status, answer: json(value ?? null) })
    .where('owner', '=', key.owner)
    .where('key', '=', key.key)
    .execute();
}

/** Gives the request's key back: it was refused, and what it wrote (that a password was wrong) commits. */
export async function freeKey(ctx: Ctx, request: FastifyRequest): Promise<void> {
  const key = keyOf(ctx, request);
  if (!key) return;
  await takeRole(ctx.db, 'system');
  await ctx.db
    .deleteFrom('base.idempotency_key')
    .where('owner', '=', key.owner)
    .where('key', '=', key.key)
    .where('status', 'is', null)
    .execute();
}

function keyOf(ctx: Ctx, request: FastifyRequest): { owner: string; key: string } | undefined {
  const key = request.headers['idempotency-key'];
  const owner = ctx.actor.personId ?? ctx.actor.organizationId;
  if (typeof key !== 'string' || !key || !owner || request.method === 'GET') return undefined;
  return { owner: `${owner}:${ctx.actor.organizationId}`, key: key.slice(0, 200) };
}
