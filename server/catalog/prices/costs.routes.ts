import { z } from 'zod';
import { route } from '../../base/route.ts';
import { CivilDateText, CurrencyCode, IdParams, Instant } from '../../base/schemas.ts';
import { UnitPrice } from '../products.routes.ts';
import { listCostPrices, setCostPrice } from './costs.ts';

const CostReply = z
  .object({
    currency: CurrencyCode,
    valid_from: CivilDateText,
    unit_cost: UnitPrice,
    recorded_at: Instant,
  })
  .meta({ id: 'CostPrice' });

const PATH = '/v1/catalog/offers/:id/costs';

export const costRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'What an offer costs the vendor, the latest first.',
      access: 'cost_price.read',
      params: IdParams,
      reply: z.object({ items: z.array(CostReply) }),
    },
    async (ctx, { params }) => ({ items: await listCostPrices(ctx, params.id) }),
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Says what an offer costs the vendor from a day on.',
      access: 'cost_price.edit',
      params: IdParams,
      body: z.object({ currency: CurrencyCode, valid_from: CivilDateText, unit_cost: z.string().max(26) }),
      reply: CostReply,
      status: 201,
      errors: ['already_exists'],
    },
    (ctx, { params, body }) => setCostPrice(ctx, params.id, body),
  ),
];
