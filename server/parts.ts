import { agreementRoutes } from './agreements/index.ts';
import type { Door } from './base/door.ts';
import { subscribe } from './base/events.ts';
import type { Task } from './base/jobs.ts';
import { deliverMail } from './base/mail.ts';
import type { Route } from './base/route.ts';
import type { Tick } from './base/ticks.ts';
import {
  billingRoutes,
  billingSubscriptions,
  billingTasks,
  billingTicks,
  purchaseHolds,
  resumeBilling,
  taxRateFor,
} from './billing/index.ts';
import {
  applyDue,
  costRoutes,
  familyRoutes,
  importRoutes,
  planRoutes,
  priceBookRoutes,
  productRoutes,
  promotionRoutes,
  useLiveCount,
} from './catalog/index.ts';
import {
  approvalRoutes,
  customerLikenessRoutes,
  dealChoiceRoutes,
  dealMoveRoutes,
  dealRoutes,
  dealSettingsRoutes,
  dealTasks,
  dealTicks,
  duplicateRoutes,
  specialPriceNeedRoutes,
  specialPriceRoutes,
} from './deals/index.ts';
import { demoTasks, testClockRoutes, useTimers } from './demo/index.ts';
import { identityRoutes, identityTasks } from './identity/index.ts';
import { ledgerRoutes, ledgerTasks } from './ledger/index.ts';
import {
  consequenceRoutes,
  countLive,
  customerRoutes,
  operationRoutes,
  orderRoutes,
  orderSubscriptions,
  orderTasks,
  orderTicks,
  quoteLinkRoutes,
  quoteRoutes,
  receivedQuoteRoutes,
  resumeOperations,
  serviceRoutes,
  storeRoutes,
  subscriptionRoutes,
  usePurchaseHolds,
  useSalesTax,
} from './orders/index.ts';
import {
  applicationMoveRoutes,
  applicationRoutes,
  applyingRoutes,
  resellerRoutes,
  vendorRoutes,
} from './program/index.ts';

export { authenticate } from './identity/index.ts';

/** Every route of every module. */
export const ROUTES: Route[] = [
  ...identityRoutes,
  ...productRoutes,
  ...familyRoutes,
  ...importRoutes,
  ...planRoutes,
  ...priceBookRoutes,
  ...promotionRoutes,
  ...costRoutes,
  ...ledgerRoutes,
  ...agreementRoutes,
  ...applyingRoutes,
  ...applicationRoutes,
  ...applicationMoveRoutes,
  ...resellerRoutes,
  ...vendorRoutes,
  ...approvalRoutes,
  ...specialPriceRoutes,
  ...specialPriceNeedRoutes,
  ...dealRoutes,
  ...dealMoveRoutes,
  ...duplicateRoutes,
  ...customerLikenessRoutes,
  ...dealChoiceRoutes,
  ...dealSettingsRoutes,
  ...storeRoutes,
  ...serviceRoutes,
  ...quoteRoutes,
  ...quoteLinkRoutes,
  ...receivedQuoteRoutes,
  ...consequenceRoutes,
  ...customerRoutes,
  ...orderRoutes,
  ...subscriptionRoutes,
  ...operationRoutes,
  ...billingRoutes,
  ...testClockRoutes,
];

/** Every task that the worker runs. */
export const TASKS: Task[] = [
  deliverMail as Task,
  ...identityTasks,
  ...ledgerTasks,
  ...dealTasks,
  ...orderTasks,
  ...billingTasks,
  ...demoTasks,
];

/** What the worker looks for again and again: timers that have fallen due. */
export const TICKS: Tick[] = [applyDue, ...dealTicks, ...orderTicks, ...billingTicks];

/** Who listens to whose news: lower modules tell, higher ones subscribe here; and what a higher module knows for a lower one. */
export function wireNews(): void {
  useLiveCount(countLive);
  useTimers(TICKS);
  for (const [name, task] of [...orderSubscriptions, ...billingSubscriptions]) subscribe(name, task);
  usePurchaseHolds(purchaseHolds);
  useSalesTax(({ db }, seller, buyer, on) => taxRateFor(db, seller, buyer, on));
}

/** After a restart: what was under way when the last worker ended goes on. Everything it asks for is idempotent. */
export async function resumeWork(door: Door): Promise<void> {
  await door.system(async (ctx) => {
    await resumeOperations(ctx);
    await resumeBilling(ctx);
  });
}
