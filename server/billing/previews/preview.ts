import { acting, type Ctx } from '../../base/ctx.ts';
import { addDays, civilDate } from '../../base/dates.ts';
import { commitLater, rolledBack } from '../../base/db.ts';
import { asSystem } from '../../base/door.ts';
import { Fail } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { type Account, getAccount, getAccountBetween, getOrganization } from '../../identity/index.ts';
import { draftCharges } from '../charges/charging.sql.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { countLines, type DescribedLine, documentsOf, linesOfAll } from '../invoices/invoices.sql.ts';
import { freezeRates, openStreams } from '../rates/rates.sql.ts';
import { newRun, type Run } from '../runs/runs.rules.ts';
import { firstUnbilled, insertRun } from '../runs/runs.sql.ts';

/** The rate of the month's own rule among an account's documents; where all are by earlier ones, the first's. */
export function ownRate(documents: readonly Pick<Invoice, 'earlier_rule' | 'tax_rate'>[]): string {
  return (documents.find((one) => !one.earlier_rule) ?? documents[0])?.tax_rate ?? '0';
}

export type Preview = {
  account_id: string;
  as_of: string;
  currency: string;
  net: bigint;
  untaxed: bigint;
  tax: bigint;
  /** Of the month; what corrects an earlier month may have another, which its lines say. */
  tax_rate: string;
  /** In the order of customers and products. */
  lines: DescribedLine[];
  line_count: number;
};

/**
 * The account's next invoice so far, through today: the month end's own statements, run and rolled back.
 * Without an id, the account the acting organization buys on. Either side of the account may ask. `limit`: the first so many lines alone, of all
 * that are counted.
 */
export async function previewAccount(ctx: Ctx, accountId?: string, limit?: number): Promise<Preview> {
  const account = accountId ? await getAccount(ctx, accountId) : await ownAccount(ctx);
  const seller = await getOrganization(ctx, account.seller_id);
  const today = civilDate(ctx.now, seller.time_zone);
  // Billing looks at more than either side may see; only lines of this account, which both may, are answered.
  return asSystem(ctx, (system) => tryOut(system, account, previewRun(ctx, account, today), limit));
}

async function ownAccount(ctx: Ctx): Promise<Account> {
  const { organizationId } = acting(ctx);
  if (!ctx.actor.sellerId)
    throw new Fail('invalid', 'invalid_field', 'Say which account: you buy from nobody.');
  return getAccountBetween(ctx, ctx.actor.sellerId, organizationId);
}

function previewRun(ctx: Ctx, account: Account, today: string): Run {
  return newRun({
    reseller_id: account.reseller_id,
    id: newId(),
    seller_id: account.seller_id,
    kind: 'preview',
    cutoff: addDays(today, 1),
    horizon: addDays(today, 1),
    opened_by: null,
    opened_at: ctx.now.toISOString(),
  });
}

async function tryOut({ db }: Ctx, account: Account, run: Run, limit: number | undefined): Promise<Preview> {
  const today = addDays(run.cutoff, -1);
  // Nothing of it is kept.
  await commitLater(db);
  return rolledBack(db, async () => {
    await insertRun(db, run);
    await openStreams(db, [account.reseller_id], account.id);
    await freezeRates(db, run, (await firstUnbilled(db, account.id)) ?? today, account.id);
    const scope = { resellerIds: [account.reseller_id], accountId: account.id, lines: limit };
    const [drafted] = await draftCharges(db, run, scope);
    const documents = await documentsOf(db, run.id);
    const lines = await linesOfAll(db, documents, limit);
    const sum = (of: 'net' | 'untaxed' | 'tax') => documents.reduce((total, each) => total + each[of], 0n);
    return {
      account_id: account.id,
      as_of: today,
      currency: account.currency,
      ...{ net: sum('net'), untaxed: sum('untaxed'), tax: sum('tax') },
      tax_rate: ownRate(documents),
      lines,
      line_count:
        documents.length > 0 && lines.length === limit
          ? Math.max(drafted?.lines ?? 0, await countLines(db, documents))
          : lines.length,
    };
  });
}
