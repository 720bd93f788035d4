import type { Ctx } from '../../base/ctx.ts';
import * as store from './books.sql.ts';
import { post } from './posting.ts';

/** What a check of all books found: what they hold, and each balance that is not what the documents come to. */
export type BooksCheck = { transfers: number; books: number; differences: store.Difference[] };

/** Reckons every balance anew from invoices, payments, allocations and schedules, and holds it against the book. Runs as the system. */
export async function checkBooks(ctx: Ctx): Promise<BooksCheck> {
  return { ...(await store.sizeOf(ctx.db)), differences: await store.differences(ctx.db) };
}

/** Posts what issued documents ask for and is not there; what stands is left as it is. Answers how many documents. Runs as the system. */
export async function rebuildBooks(ctx: Ctx): Promise<number> {
  const missing = await store.unposted(ctx.db, 10_000);
  await post(ctx, missing);
  return missing.length;
}
