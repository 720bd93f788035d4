import { isValidIBAN } from 'ibantools';
import { z } from 'zod';
import type { Ctx } from '../base/ctx.ts';
import { route } from '../base/route.ts';
import { Country, CurrencyCode, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { BODY_KINDS, ORGANIZATION_STATES, type Organization } from './organizations.rules.ts';
import { editOrganization, getOrganization } from './organizations.ts';
import { canEditOrganization } from './policy.ts';

const Edit = z.object({
  name: z.string().trim().min(2).max(200),
  language: LanguageCode,
  time_zone: z.string().max(60),
  registration_number: z.string().trim().max(60).nullable(),
  tax_number: z.string().trim().max(60).nullable(),
  address: z.string().trim().max(500).nullable(),
  domain: z.string().trim().toLowerCase().max(253).nullable(),
  headcount: z.int().min(1).max(10_000_000).nullable(),
  body_kind: z.enum(BODY_KINDS),
  group_name: z.string().trim().max(200).nullable().describe('The group of companies it belongs to'),
  support_email: z.email().nullable(),
  support_phone: z.string().trim().max(40).nullable(),
  support_url: z.url({ protocol: /^https?$/ }).nullable(),
  brand_color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Use a colour like #7a4a1e.')
    .nullable(),
  bank_name: z.string().trim().max(120).nullable(),
  // The same schema writes the answer, which a transform cannot.
  iban: z
    .string()
    .overwrite((text) => text.replace(/\s/g, '').toUpperCase())
    .refine(isValidIBAN, 'This is not a valid IBAN; check its digits.')
    .nullable(),
  bic: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/, 'A BIC has 8 or 11 letters and digits.')
    .nullable(),
});

export const OrganizationReply = Edit.extend({
  id: z.uuid(),
  kind: z.enum(['vendor', 'reseller', 'customer']),
  seller_id: z.uuid().nullable(),
  country: Country,
  currency: CurrencyCode,
  state: z.enum(ORGANIZATION_STATES),
  created_at: Instant,
  can: z.object({ edit: z.union([z.literal(true), z.string()]) }),
}).meta({ id: 'Organization' });

/** The answer's shape of an organization, with what the actor can do to it. */
export function organizationReply(ctx: Ctx, organization: Organization) {
  return { ...organization, can: { edit: canEditOrganization(ctx.actor, organization) } } as z.input<
    typeof OrganizationReply
  >;
}

export const organizationRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/organizations/:id',
      summary: 'One organization.',
      access: 'organization.read',
      params: IdParams,
      reply: OrganizationReply,
    },
    async (ctx, { params }) => organizationReply(ctx, await getOrganization(ctx, params.id)),
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/identity/organizations/:id',
      summary: 'Changes an organization.',
      access: 'organization.read',
      params: IdParams,
      body: Edit.partial(),
      reply: OrganizationReply,
    },
    async (ctx, { params, body }) => organizationReply(ctx, await editOrganization(ctx, params.id, body)),
  ),
];
