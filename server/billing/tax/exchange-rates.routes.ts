import { z } from 'zod';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, CurrencyCode, Instant } from '../../base/schemas.ts';
import { listExchangeRates, recordExchangeRate } from './exchange-rates.ts';

/** As an invoice, a PDF and the list say it. */
export const RateReply = z.object({
  from_currency: CurrencyCode,
  to_currency: CurrencyCode,
  valid_on: CivilDateText,
  rate: z.string().describe('What one unit is worth, in major units'),
  source: z.string(),
});
const RecordedReply = RateReply.extend({ recorded_at: Instant }).meta({ id: 'ExchangeRate' });

export const exchangeRateRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/exchange-rates',
      summary:
        'Rates of exchange by which tax is told in the currency of the seller’s country, newest day first.',
      access: 'exchange_rate.read',
      reply: z.object({ items: z.array(RecordedReply), can: z.object({ record: Ability }) }),
    },
    async (ctx) => ({
      items: await listExchangeRates(ctx),
      can: { record: allows(ctx.actor, 'exchange_rate.record') },
    }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/exchange-rates',
      summary: 'Record what a currency is worth in another from a day on.',
      access: 'exchange_rate.record',
      body: RateReply.extend({
        rate: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
        source: z.string().trim().min(1).max(200),
      }),
      reply: RecordedReply,
      status: 201,
    },
    async (ctx, { body }) => recordExchangeRate(ctx, body),
  ),
];
