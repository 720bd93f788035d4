import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ExemptionBody, ExemptionReply } from '../../base/exemptions.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, Bilingual, CurrencyCode, IdParams, Instant } from '../../base/schemas.ts';
import { UnitPrice } from '../../catalog/index.ts';
import { SERVICE_KINDS, type Service } from './services.rules.ts';
import { addService, editService, getService, listServices, withdrawService } from './services.ts';

const Words = z.object({ en: z.string().trim().max(200), ar: z.string().trim().max(200) });
const LongWords = z.object({ en: z.string().trim().max(2000), ar: z.string().trim().max(2000) });

const ServiceBody = z.object({
  name: Words,
  description: LongWords.default({ en: '', ar: '' }),
  kind: z.enum(SERVICE_KINDS),
  cycle_months: z.int().nullable().default(null).describe('1 or 12 for a recurring service, else null'),
  unit_price: z.string().max(30).describe('Minor units per piece, hour, seat, or cycle'),
  unit_cost: z
    .string()
    .max(30)
    .nullable()
    .default(null)
    .describe('What it costs the reseller itself, for its margin'),
  exemption: ExemptionBody,
});

const ServiceReply = z
  .object({
    id: z.uuid(),
    name: Bilingual,
    description: Bilingual,
    kind: z.enum(SERVICE_KINDS),
    cycle_months: z.int().nullable(),
    unit_price: UnitPrice,
    unit_cost: UnitPrice.nullable(),
    currency: CurrencyCode,
    exemption: ExemptionReply,
    withdrawn_at: Instant.nullable(),
    created_at: Instant,
    can: z.object({ edit: Ability }),
  })
  .meta({ id: 'Service' });

function reply(ctx: Ctx, service: Service) {
  return { ...service, can: { edit: allows(ctx.actor, 'service.edit') } } as z.input<typeof ServiceReply>;
}

const PATH = '/v1/orders/services';

export const serviceRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'What the reseller sells of its own, newest first.',
      access: 'service.read',
      query: ListQuery.extend({ withdrawn: z.stringbool().default(false) }),
      reply: pageOf(ServiceReply),
    },
    async (ctx, { query: { withdrawn, ...list } }) => {
      const { items, next_cursor } = await listServices(ctx, list, { withdrawn });
      return { items: items.map((service) => reply(ctx, service)), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Adds a service of the reseller’s own.',
      access: 'service.edit',
      body: ServiceBody,
      reply: ServiceReply,
      status: 201,
    },
    async (ctx, { body }) => reply(ctx, await addService(ctx, body)),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One service.',
      access: 'service.read',
      params: IdParams,
      reply: ServiceReply,
    },
    async (ctx, { params }) => reply(ctx, await getService(ctx, params.id)),
  ),
  route(
    {
      method: 'PUT',
      path: `${PATH}/:id`,
      summary: 'Changes a service for quotes to come.',
      access: 'service.edit',
      params: IdParams,
      body: ServiceBody,
      reply: ServiceReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, body }) => reply(ctx, await editService(ctx, params.id, body)),
  ),
  route(
    {
      method: 'POST',
      path: `${PATH}/:id/withdraw`,
      summary: 'Withdraws a service from quotes to come, or brings it back.',
      access: 'service.edit',
      params: IdParams,
      body: z.object({ withdrawn: z.boolean().default(true) }),
      reply: ServiceReply,
    },
    async (ctx, { params, body }) => reply(ctx, await withdrawService(ctx, params.id, body.withdrawn)),
  ),
];
