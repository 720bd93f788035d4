import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { ListQuery, listed, pageOf } from '../../base/page.ts';
import { route } from '../../base/route.ts';
import { Ability, Country, IdParams, LanguageCode } from '../../base/schemas.ts';
import { checkTaxNumber, TAX_NUMBER_CHECKS } from '../../base/tax-number-checks.ts';
import { OrganizationReply, organizationReply } from '../../identity/index.ts';
import { canOrderFor } from '../policy.ts';
import {
  addCustomer,
  describeCustomers,
  editCustomer,
  getCustomer,
  type ListedCustomer,
  listCustomers,
} from './customers.ts';

const BODY_KINDS = ['business', 'government', 'nonprofit', 'education'] as const;

const Particulars = z.object({
  name: z.string().trim().min(2).max(200),
  domain: z.string().trim().max(253).nullable(),
  headcount: z.int().min(1).max(10_000_000).nullable(),
  body_kind: z.enum(BODY_KINDS),
  group_name: z.string().trim().max(200).nullable(),
  registration_number: z.string().trim().max(60).nullable(),
  tax_number: z.string().trim().max(60).nullable(),
  address: z.string().trim().max(500).nullable(),
  language: LanguageCode,
  time_zone: z.string().max(60),
});

const NewCustomerBody = Particulars.partial({
  domain: true,
  headcount: true,
  group_name: true,
  registration_number: true,
  tax_number: true,
  address: true,
  time_zone: true,
}).extend({
  country: Country,
  contact: z
    .object({ name: z.string().trim().min(2).max(200), email: z.email().max(254), language: LanguageCode })
    .nullable(),
});

const CustomerReply = OrganizationReply.extend({
  seller: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  subscriptions: z.object({ active: z.int(), pending: z.int() }),
  can: z.object({ edit: Ability, order: Ability }),
}).meta({ id: 'Customer' });

const CustomerDetailReply = CustomerReply.extend({
  tax_number_check: z
    .enum(TAX_NUMBER_CHECKS)
    .describe('Whether the check digits of the tax number fit; none: they cannot be checked'),
}).meta({ id: 'CustomerDetail' });

function customerReply(ctx: Ctx, { organization, seller, active, pending }: ListedCustomer) {
  const { can, ...rest } = organizationReply(ctx, organization);
  const abilities = { ...can, order: canOrderFor(ctx.actor, organization) };
  return { ...rest, seller, subscriptions: { active, pending }, can: abilities } as z.input<
    typeof CustomerReply
  >;
}

async function oneReply(ctx: Ctx, organization: ListedCustomer['organization']) {
  const [listed] = await describeCustomers(ctx, [organization]);
  const tax_number_check = await checkTaxNumber(organization.country, organization.tax_number);
  const reply = customerReply(ctx, listed ?? { organization, seller: null, active: 0, pending: 0 });
  return { ...reply, tax_number_check };
}

const NOTHING = { domain: null, headcount: null, registration_number: null, tax_number: null, address: null };
const PATH = '/v1/orders/customers';

export const customerRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The reseller’s customers; for the vendor’s office, those of every reseller.',
      access: 'customer.read',
      query: ListQuery.extend({
        seller_id: z.uuid().optional(),
        ids: listed(z.uuid(), 100).optional().describe('Only these, by commas'),
      }),
      reply: pageOf(CustomerReply),
    },
    async (ctx, { query: { seller_id, ids, ...list } }) => {
      const { items, next_cursor } = await listCustomers(ctx, list, { seller_id, ids });
      return { items: items.map((item) => customerReply(ctx, item)), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Adds a customer, opens its account and invites its administrator.',
      access: 'customer.add',
      body: NewCustomerBody,
      reply: CustomerDetailReply,
      status: 201,
      errors: ['already_exists'],
    },
    async (ctx, { body }) => oneReply(ctx, await addCustomer(ctx, { ...NOTHING, ...body })),
  ),
  route(
    {
      method: 'GET',
      path: `${PATH}/:id`,
      summary: 'One customer.',
      access: 'customer.read',
      params: IdParams,
      reply: CustomerDetailReply,
    },
    async (ctx, { params }) => oneReply(ctx, await getCustomer(ctx, params.id)),
  ),
  route(
    {
      method: 'PATCH',
      path: `${PATH}/:id`,
      summary: 'Changes what is known of a customer.',
      access: 'customer.edit',
      params: IdParams,
      body: Particulars.partial(),
      reply: CustomerDetailReply,
      errors: ['already_exists'],
    },
    async (ctx, { params, body }) => oneReply(ctx, await editCustomer(ctx, params.id, body)),
  ),
];
