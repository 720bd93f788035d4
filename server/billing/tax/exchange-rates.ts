import { audit } from '../../base/audit.ts';
import { isCurrency } from '../../base/countries.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { type CivilDate, civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { invalidField } from '../../base/errors.ts';
import { decimal } from '../../base/money.ts';
import { getVendor } from '../../identity/index.ts';
import { resumeStamping } from '../e-invoices/e-invoices.task.ts';
import type { ExchangeRate } from './exchange-rates.rules.ts';
import * as store from './exchange-rates.sql.ts';

const SHOWN = 200;

/**
 * Records what a currency is worth in another from a day on, up to today. A correction is another record of the day: documents that were told
 * by the first keep it. Throws 403, Fail invalid on a day to come, the same currency twice or one that no country pays in.
 */
export async function recordExchangeRate(ctx: Ctx, wanted: ExchangeRate): Promise<store.RecordedRate> {
  permit(ctx, 'exchange_rate.record');
  const vendor = await getVendor(ctx);
  check(wanted, civilDate(ctx.now, vendor.time_zone));
  const row = { ...wanted, recorded_at: ctx.now.toISOString(), recorded_by: ctx.actor.personId };
  await asSystem(ctx, async (system) => {
    await store.insertRate(system.db, row);
    // E-invoices that waited for a rate.
    await resumeStamping(system);
  });
  const { from_currency, to_currency, valid_on, rate, source } = wanted;
  audit(ctx, {
    resellerId: vendor.reseller_id,
    action: 'exchange_rate.recorded',
    subjectKind: 'vendor',
    subjectId: acting(ctx).organizationId,
    details: { from_currency, to_currency, valid_on, rate, source },
  });
  return row;
}

function check({ from_currency, to_currency, valid_on, rate }: ExchangeRate, today: CivilDate): void {
  for (const [pointer, currency] of [
    ['#/from_currency', from_currency],
    ['#/to_currency', to_currency],
  ] as const)
    if (!isCurrency(currency)) throw invalidField(pointer, `No country pays in "${currency}".`);
  if (from_currency === to_currency) throw invalidField('#/to_currency', 'Choose two different currencies.');
  if (valid_on > today) throw invalidField('#/valid_on', 'A rate is recorded on its day or later.');
  if (decimal(rate).digits <= 0n) throw invalidField('#/rate', 'A rate is above nought.');
}

/** The rates that were recorded, the newest day first: at most 200. */
export async function listExchangeRates(ctx: Ctx): Promise<store.RecordedRate[]> {
  permit(ctx, 'exchange_rate.read');
  return store.latestRates(ctx.db, SHOWN);
}
