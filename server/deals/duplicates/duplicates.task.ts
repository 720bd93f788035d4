import { task } from '../../base/jobs.ts';
import { compareWithCustomers } from './customer-likenesses.ts';
import { compareDeal } from './duplicates.ts';

/** Looks for deals like one that has just been registered, and for other partners' customers that it may be for. After the request, so that its answer and its time tell nothing. */
export const checkDuplicates = task<{ resellerId: string; dealId: string }>(
  'deals.check-duplicates',
  async (door, { dealId }) => {
    await door.system((ctx) => compareDeal(ctx, dealId));
    await door.system((ctx) => compareWithCustomers(ctx, dealId));
  },
);
