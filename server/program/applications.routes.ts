import { z } from 'zod';
import { AgreementReply } from '../agreements/index.ts';
import type { Ctx } from '../base/ctx.ts';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Ability, Country, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { checkTaxNumber, TAX_NUMBER_CHECKS } from '../base/tax-number-checks.ts';
import { APPLICATION_STATES, APPLICATION_VERBS, type Application } from './applications.rules.ts';
import {
  type ApplicationDetail,
  countApplications,
  getApplication,
  getMyApplication,
  listApplications,
} from './applications.ts';
import { applicationCan } from './policy.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
/** What one side writes to the other. */
export const Words = text(4000);

const FIELDS = {
  company: z.string().trim().min(2).max(200),
  registration_number: text(60),
  tax_number: text(40).nullable(),
  address: text(500).nullable(),
  website: z
    .string()
    .trim()
    .max(300)
    .transform((site) => (/^https?:\/\//i.test(site) ? site : `https://${site}`))
    .pipe(
      z.url({
        protocol: /^https?$/,
        hostname: z.regexes.domain,
        error: 'Write a web address such as www.example.com.',
      }),
    )
    .nullable(),
  headcount: z.int().min(1).max(10_000_000).nullable(),
  contact_name: z.string().trim().min(2).max(120),
  contact_phone: text(40).nullable(),
  about: text(4000).nullable(),
};

/** What a business says of itself. */
export const ParticularsBody = z.object({
  ...FIELDS,
  tax_number: FIELDS.tax_number.default(null),
  address: FIELDS.address.default(null),
  website: FIELDS.website.default(null),
  headcount: FIELDS.headcount.default(null),
  contact_phone: FIELDS.contact_phone.default(null),
  about: FIELDS.about.default(null),
});

/** Only what is given changes. */
export const ParticularsChange = z.object(FIELDS).partial();

const ParticularsReply = z.object({
  company: z.string(),
  registration_number: z.string(),
  tax_number: z.string().nullable(),
  address: z.string().nullable(),
  website: z.string().nullable(),
  headcount: z.int().nullable(),
  contact_name: z.string(),
  contact_phone: z.string().nullable(),
  about: z.string().nullable(),
});

const ApplicationReply = ParticularsReply.extend({
  id: z.uuid(),
  number: z.string(),
  country: Country,
  contact_email: z.string(),
  language: LanguageCode,
  state: z.enum(APPLICATION_STATES),
  buyer_id: z.uuid().describe('The organization it becomes'),
  applied_at: Instant,
}).meta({ id: 'Application' });
type ApplicationShape = z.input<typeof ApplicationReply>;

const MoveReply = z
  .object({
    seq: z.int(),
    move: z.enum(APPLICATION_VERBS),
    note: z.string().nullable(),
    changes: ParticularsReply.partial(),
    person_name: z.string().nullable(),
    moved_at: Instant,
  })
  .meta({ id: 'ApplicationMove' });

export const ApplicationDetailReply = ApplicationReply.extend({
  tax_number_check: z
    .enum(TAX_NUMBER_CHECKS)
    .describe('Whether the check digits of the tax number fit; none: they cannot be checked'),
  history: z.array(MoveReply),
  agreement: AgreementReply.nullable(),
  same_company: z
    .array(ApplicationReply)
    .describe('Others with the same country and registration number; to the vendor alone'),
  can: z.object({
    submit: Ability,
    answer: Ability,
    withdraw: Ability,
    ask: Ability,
    approve: Ability,
    decline: Ability,
  }),
}).meta({ id: 'ApplicationDetail' });

/** The application without what belongs to its link alone. */
function applicationReply({
  link_sha256: _,
  link_expires_at: _expiry,
  letters_sent: _letters,
  agreement_id: _agreement,
  ...rest
}: Application) {
  const { reseller_id: _branch, seller_id: _seller, ...application } = rest;
  return application as ApplicationShape;
}

/** The application in full with what the actor can do to it. */
export async function applicationDetail(
  ctx: Ctx,
  { history, agreement, same_company, ...application }: ApplicationDetail,
) {
  return {
    ...applicationReply(application),
    tax_number_check: await checkTaxNumber(application.country, application.tax_number),
    history,
    agreement,
    same_company: same_company.map(applicationReply),
    can: applicationCan(ctx.actor, application),
  } as z.input<typeof ApplicationDetailReply>;
}
export const applicationRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/program/applications',
      summary: 'The queue of applications, newest first.',
      access: 'application.read',
      query: ListQuery.extend({ state: z.enum(APPLICATION_STATES).optional() }),
      reply: pageOf(ApplicationReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listApplications(ctx, query.state, query);
      return { items: items.map(applicationReply), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/applications/counts',
      summary: 'How many applications there are of each state.',
      access: 'application.read',
      reply: z.record(z.string(), z.int()),
    },
    (ctx) => countApplications(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/applications/mine',
      summary: 'Your own application.',
      access: 'application.answer',
      reply: ApplicationDetailReply,
    },
    async (ctx) => applicationDetail(ctx, await getMyApplication(ctx)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/program/applications/:id',
      summary: 'One application.',
      access: 'application.read',
      params: IdParams,
      reply: ApplicationDetailReply,
    },
    async (ctx, { params }) => applicationDetail(ctx, await getApplication(ctx, params.id)),
  ),
];
