import type { Ctx } from '../base/ctx.ts';
import { enqueue, type Task, task } from '../base/jobs.ts';
import { openCheckout, settleCheckoutTask } from './checkouts.ts';
import { openCheckouts } from './checkouts.sql.ts';
import { chargeNow, requestPayment } from './prepay.ts';
import { deliverInvoice } from './deliver.task.ts';
import { draftRun } from './draft.task.ts';
import { workingRuns } from './runs.sql.ts';

/** A prepaid order waits for its money: say how much. */
const askForPayment = task<{ resellerId: string; subjectId: string }>('billing.request_payment', (door, { subjectId }) =>
  door.system((ctx) => requestPayment(ctx, subjectId)),
);

/** A subscription began or changed: accounts that pay ahead are charged at once. */
const chargeChange = task<{ resellerId: string; subjectId: string }>('billing.charge_change', (door, { subjectId }) =>
  door.system((ctx) => chargeNow(ctx, subjectId)),
);

export const billingTasks = [draftRun, deliverInvoice, askForPayment, chargeChange, openCheckout, settleCheckoutTask] as Task[];

/** After a restart: runs that were being drafted go on, and open card payments are asked after. */
export async function resumeBilling(ctx: Ctx): Promise<void> {
  for (const runId of await workingRuns(ctx.db)) enqueue(ctx, draftRun, { runId });
  for (const id of await openCheckouts(ctx.db)) enqueue(ctx, settleCheckoutTask, { id });
}

/** Which news of lower modules billing works on. */
export const billingSubscriptions: [name: string, task: Task][] = [
  ['order.awaiting_payment', askForPayment as Task],
  ['subscription.activated', chargeChange as Task],
  ['subscription.changed', chargeChange as Task],
];
