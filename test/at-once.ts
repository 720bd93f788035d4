import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Ctx } from '../server/base/ctx.ts';
import { Fail } from '../server/base/errors.ts';

/** Opens a transaction as somebody, as `world.as` does once it is told who. */
export type Enter = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
/** A verb in somebody's transaction, which begins once everybody's is open; or something that opens its own, such as a task or a request. */
export type Deed = readonly [enter: Enter, verb: (ctx: Ctx) => Promise<unknown>] | (() => Promise<unknown>);

/** What came of deeds done at once: what was answered and what was refused. A refusal tells a person what to do; everything else fails the test. */
export type Outcome = { done: unknown[]; refused: Fail[] };

/** Does all of it at once: every transaction is open before the first verb begins. */
export async function atOnce(...deeds: readonly Deed[]): Promise<Outcome> {
  const all = gathering(deeds.filter((deed) => typeof deed !== 'function').length);
  const outcomes = await Promise.allSettled(
    deeds.map((deed) => {
      if (typeof deed === 'function') return deed();
      const [enter, verb] = deed;
      return enter(async (ctx) => {
        await all();
        return verb(ctx);
      });
    }),
  );
  const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(errors.filter((error) => !(error instanceof Fail))).toEqual([]);
  return {
    done: outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: errors,
  };
}

/** Does the first, and the second once the first has done all but commit: it comes upon what the first holds, and sees nothing of what it did. */
export async function meanwhile([enter, verb]: Exclude<Deed, () => unknown>, second: Deed): Promise<Outcome> {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const first = () =>
    enter(async (ctx) => {
      try {
        return await verb(ctx);
      } finally {
        resolve();
        await setTimeout(150);
      }
    });
  return atOnce(first, async () => {
    await done;
    return typeof second === 'function' ? second() : second[0](second[1]);
  });
}

/** Waits until so many have come; who comes again, as a transaction that is tried anew, passes. */
function gathering(wanted: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let come = 0;
  return () => {
    come += 1;
    if (come === wanted) resolve();
    return promise;
  };
}
