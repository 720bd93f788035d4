import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { rolledBack } from '../../base/db.ts';
import { asSystem } from '../../base/door.ts';
import { newId } from '../../base/ids.ts';
import { portion } from '../../base/money.ts';
import type { PriceStep } from '../../catalog/index.ts';
import { type Account, getVendor } from '../../identity/index.ts';
import {
  accountPlanAt,
  considerPlanMove,
  type PlanTerms,
  placeOnPlan,
  type WantedPlan,
} from '../../program/index.ts';
import { draftCharges } from '../charges/charging.sql.ts';
import { type DescribedLine, documentsOf, linesOfAll } from '../invoices/invoices.sql.ts';
import { explainLines } from '../invoices/line-prices.ts';
import { freezeRates, openStreams } from '../rates/rates.sql.ts';
import { newRun, type Run } from '../runs/runs.rules.ts';
import { insertRun, markBilled } from '../runs/runs.sql.ts';
import { untaxedOf } from '../tax/treatments.rules.ts';
import {
  type ComparedLine,
  compare,
  linesOfMonth,
  type Month,
  monthToCompare,
} from './plan-previews.rules.ts';
import { ownRate } from './preview.ts';

type Steps = (line: DescribedLine) => PriceStep[] | null;

/** A month's bill of an account on one plan: `stepsOf` says how a line's unit price came about. */
export type MonthOnPlan = {
  terms: PlanTerms;
  net: bigint;
  tax: bigint;
  tax_rate: string;
  lines: DescribedLine[];
  stepsOf: Steps;
};

export type PlanPreview = {
  month: Month;
  currency: string;
  now: MonthOnPlan;
  would_be: MonthOnPlan;
  lines: ComparedLine<DescribedLine>[];
};

/**
 * The bill of one month to come as a reseller stands, and as it would be if it were put on another plan or preference: the month end's own
 * statements on the timelines of today, run twice and rolled back. Throws as `setResellerPlan`; nothing is written.
 */
export async function previewPlanMove(
  ctx: Ctx,
  resellerId: string,
  wanted: WantedPlan,
): Promise<PlanPreview> {
  const account = await considerPlanMove(ctx, resellerId, wanted);
  const { time_zone } = await getVendor(ctx);
  const month = monthToCompare(civilDate(ctx.now, time_zone), wanted.valid_from);
  const now = await billedOn(ctx, account, month, null);
  const would_be = await billedOn(ctx, account, month, wanted);
  return { month, currency: account.currency, now, would_be, lines: compare(now.lines, would_be.lines) };
}

/** Billing looks at more than either side may see; only lines of this account, which both may, are answered. */
async function billedOn(
  ctx: Ctx,
  account: Account,
  month: Month,
  wanted: WantedPlan | null,
): Promise<MonthOnPlan> {
  return asSystem(ctx, (system) =>
    rolledBack(system.db, async () => {
      if (wanted) await placeOnPlan(system, account, wanted);
      return billed(system, account, month);
    }),
  );
}

async function billed(system: Ctx, account: Account, month: Month): Promise<MonthOnPlan> {
  const { db } = system;
  const run = runOf(system, account, month);
  await insertRun(db, run);
  await markBilled(db, run, month.from);
  await openStreams(db, [account.reseller_id]);
  await freezeRates(db, run, month.from, account.id);
  await draftCharges(db, run, { resellerIds: [account.reseller_id], accountId: account.id });
  const documents = await documentsOf(db, run.id);
  const lines = linesOfMonth(await linesOfAll(db, documents), month);
  const taxes = [...Map.groupBy(lines, ({ tax_rate }) => tax_rate)].map(([rate, taxed]) =>
    portion(netOf(taxed) - untaxedOf(taxed), rate),
  );
  const [net, tax] = [netOf(lines), taxes.reduce((sum, one) => sum + one, 0n)];
  return {
    terms: await accountPlanAt(system, account.id, month.from),
    ...{ net, tax, tax_rate: ownRate(documents), lines },
    stepsOf: await explainLines(system, { accountId: account.id, lines }),
  };
}

function netOf(lines: readonly DescribedLine[]): bigint {
  return lines.reduce((sum, line) => sum + line.net, 0n);
}

/** A month end of that month alone: what is paid ahead is taken for cycles that begin in it, and none after. */
function runOf(ctx: Ctx, { reseller_id, seller_id }: Account, { to }: Month): Run {
  return newRun({
    ...{ reseller_id, id: newId(), seller_id, kind: 'preview', cutoff: to, horizon: to },
    ...{ opened_by: null, opened_at: ctx.now.toISOString() },
  });
}
