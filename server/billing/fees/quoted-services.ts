import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import type { Exemption } from '../../base/exemptions.ts';
import { derivedId } from '../../base/ids.ts';
import { type Account, getAccountBetween, getOrganization } from '../../identity/index.ts';
import type { Fee } from './fees.rules.ts';
import { findFee, insertFee } from './fees.sql.ts';

/** What the news of an accepted quote tells of the seller's own services in it; `net` in minor units, of the whole line. */
export type QuotedService = {
  line: number;
  name: { en: string; ar: string };
  quantity: number;
  unit_price: string;
  net: string;
  cycle_months: number | null;
  /** Why it bears no tax; null: taxed. */
  exemption: Exemption | null;
};

export type AcceptedQuote = {
  number: string;
  seller_id: string;
  customer_id: string;
  services: QuotedService[];
};

/**
 * Charges the seller's own services of an accepted quote on its account for the customer: they come with the month's invoice, once or every
 * cycle, at the price that was accepted, taxed or exempt as it was quoted. Idempotent by quote and line. Runs as the system.
 */
export async function chargeQuotedServices(ctx: Ctx, quoteId: string, quote: AcceptedQuote): Promise<void> {
  const charged = quote.services.filter(({ net }) => BigInt(net) > 0n);
  if (charged.length === 0) return;
  const account = await getAccountBetween(ctx, quote.seller_id, quote.customer_id);
  const { time_zone } = await getOrganization(ctx, quote.seller_id);
  const starts_on = civilDate(ctx.now, time_zone);
  for (const service of charged) {
    const id = derivedId('quoted_service', quoteId, String(service.line));
    if (await findFee(ctx.db, id)) continue;
    await insertFee(ctx.db, feeOf(ctx, account, service, { id, starts_on, reference: quote.number }));
  }
}

/** A fee has a whole price: a line of another becomes one piece at what it comes to. */
function feeOf(
  ctx: Ctx,
  { reseller_id, id: account_id, seller_id, buyer_id, currency }: Account,
  { name, quantity, unit_price, net, cycle_months, exemption }: QuotedService,
  told: Pick<Fee, 'id' | 'starts_on' | 'reference'>,
): Fee {
  const isWhole = /^\d+$/.test(unit_price);
  return {
    ...{ ...told, reseller_id, account_id, seller_id, buyer_id, currency },
    customer_id: buyer_id,
    words: name,
    exemption,
    quantity: isWhole ? quantity : 1,
    unit_price: BigInt(isWhole ? unit_price : net),
    every_months: cycle_months,
    recorded_by: null,
    recorded_at: ctx.now.toISOString(),
  };
}
