import type { Ctx } from '../base/ctx.ts';
import { assert } from '../base/errors.ts';

/** Live subscriptions of an offer in branches that pay the vendor in a currency, and how many units they have together. */
export type LiveUnits = { offer_id: string; currency: string; subscriptions: number; units: bigint };

/** What is sold is known above the catalogue: who knows it, answers here. */
export type CountLive = (ctx: Ctx, offerIds: readonly string[]) => Promise<LiveUnits[]>;

let count: CountLive | undefined;

/** Names who counts live subscriptions. */
export function useLiveCount(counter: CountLive): void {
  count = counter;
}

/** The live subscriptions of these offers, by offer and currency; offers that nobody has are left out. */
export function countLive(ctx: Ctx, offerIds: readonly string[]): Promise<LiveUnits[]> {
  assert(count, 'somebody counts live subscriptions (useLiveCount)');
  return count(ctx, offerIds);
}
