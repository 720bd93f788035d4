import type { Ctx } from '../base/ctx.ts';
import { type Task, task } from '../base/jobs.ts';
import type { Tick } from '../base/ticks.ts';
import { chargeAccountAhead, chargeAhead, expectTurn } from './ahead/charge-timers.ts';
import { cancelRequest, chargeNow, requestPayment } from './ahead/prepay.ts';
import { fireReminders, remindBuyers } from './dunning/reminders.task.ts';
import { resumeStamping, stampInvoices } from './e-invoices/e-invoices.task.ts';
import { type AcceptedQuote, chargeQuotedServices } from './fees/quoted-services.ts';
import { deliverInvoice, deliverInvoices } from './invoices/deliver.task.ts';
import { chargeCards, chargeDue, resumeCardAttempts, settleAttempt } from './payments/card-charges.ts';
import { openCardSetup, resumeCardSetups, settleCardSetupTask } from './payments/card-setups.ts';
import { tellDeclined, warnOfEnding } from './payments/cards.task.ts';
import { forgetCard } from './payments/cards.ts';
import { openCheckout, resumeCheckouts, settleCheckoutTask } from './payments/checkouts.ts';
import { tellDispute } from './payments/disputes.task.ts';
import { settleDisputesTask, settleDisputeTask } from './payments/disputes.ts';
import { tellReversal } from './payments/reversals.task.ts';
import { listenToGateway } from './payments/webhooks.ts';
import { sendRefund, settleRefundsTask, settleRefundTask } from './refunds/gateway-refunds.ts';
import { tellRefund } from './refunds/refunds.task.ts';
import { replayMonth } from './replays/replay.task.ts';
import { resumeReplays } from './replays/replays.ts';
import { reckonCompleteness } from './runs/completeness.task.ts';
import { draftRun } from './runs/draft.task.ts';
import { resumeRuns } from './runs/runs.ts';

/** A prepaid order waits for its money: say how much. */
const askForPayment = task<{ resellerId: string; subjectId: string }>(
  'billing.request_payment',
  (door, { subjectId }) => door.system((ctx) => requestPayment(ctx, subjectId)),
);

/** A prepaid order was cancelled: its money is not waited for any more. */
const dropRequest = task<{ resellerId: string; subjectId: string }>(
  'billing.cancel_request',
  (door, { subjectId }) => door.system((ctx) => cancelRequest(ctx, subjectId)),
);

/** A subscription began, changed, paused or resumed: accounts that pay ahead are charged, or given back, at once. */
const chargeChange = task<{ resellerId: string; subjectId: string }>(
  'billing.charge_change',
  (door, { subjectId }) => door.system((ctx) => chargeNow(ctx, subjectId)),
);

/** An account was put on a plan by which it pays ahead. */
const awaitTurn = task<{ subjectId: string; payload: { valid_from: string; billing_preference: string } }>(
  'billing.await_turn',
  (door, { subjectId, payload }) => door.system((ctx) => expectTurn(ctx, subjectId, payload)),
);

/** A customer has accepted a quote: the seller's own services in it are charged with the month. */
const chargeServices = task<{ subjectId: string; payload: AcceptedQuote }>(
  'billing.charge_services',
  (door, { subjectId, payload }) => door.system((ctx) => chargeQuotedServices(ctx, subjectId, payload)),
);

export const billingTasks = [
  draftRun,
  deliverInvoice,
  deliverInvoices,
  askForPayment,
  dropRequest,
  chargeChange,
  chargeAccountAhead,
  awaitTurn,
  openCheckout,
  settleCheckoutTask,
  settleDisputeTask,
  settleDisputesTask,
  tellDispute,
  tellReversal,
  sendRefund,
  settleRefundTask,
  settleRefundsTask,
  tellRefund,
  chargeServices,
  stampInvoices,
  replayMonth,
  reckonCompleteness,
  openCardSetup,
  settleCardSetupTask,
  chargeDue,
  settleAttempt,
  tellDeclined,
  forgetCard,
  remindBuyers,
] as Task[];

/** What looks for timers of this module that have fallen due, and for what the card gateway has to say that no webhook brought. */
export const billingTicks: Tick[] = [warnOfEnding, chargeCards, chargeAhead, fireReminders, listenToGateway];

/** After a restart: runs and replays that were being drafted go on, open card payments, cards to keep and charges are asked after, and e-invoices that wait are stamped. */
export async function resumeBilling(ctx: Ctx): Promise<void> {
  await resumeRuns(ctx);
  await resumeReplays(ctx);
  await resumeCheckouts(ctx);
  await resumeCardSetups(ctx);
  await resumeCardAttempts(ctx);
  await resumeStamping(ctx);
}

/** Which news of lower modules billing works on. */
export const billingSubscriptions: [name: string, task: Task][] = [
  ['order.awaiting_payment', askForPayment as Task],
  ['order.cancelled', dropRequest as Task],
  ['quote.accepted', chargeServices as Task],
  ['account_plan.set', awaitTurn as Task],
  ['subscription.activated', chargeChange as Task],
  ['subscription.changed', chargeChange as Task],
  ['subscription.paused', chargeChange as Task],
  ['subscription.resumed', chargeChange as Task],
  ['subscription.corrected', chargeChange as Task],
];
