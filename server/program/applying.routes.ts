import { z } from 'zod';
import { listCountries } from '../base/countries.ts';
import { countryName } from '../base/pdf.words.ts';
import { route } from '../base/route.ts';
import { Bilingual, Country, CurrencyCode, LanguageCode } from '../base/schemas.ts';
import { ApplicationDetailReply, applicationDetail, ParticularsBody } from './applications.routes.ts';
import { getMyApplication } from './applications.ts';
import { applyToProgram, openLink, verifyApplication } from './applying.ts';

const ApplyBody = ParticularsBody.extend({
  country: Country,
  contact_email: z.email().max(200),
  language: LanguageCode,
});
const Token = z.string().min(20).max(100);

/** A country that businesses apply from. */
const CountryReply = z
  .object({ code: Country, name: Bilingual, currency: CurrencyCode, time_zone: z.string() })
  .meta({ id: 'Country' });

export const applyingRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/program/countries',
      summary: 'Every country, with the currency and the time zone most of its businesses use.',
      access: 'public',
      reply: z.object({ items: z.array(CountryReply) }),
    },
    async () => ({
      items: listCountries().map((facts) => ({
        ...facts,
        name: { en: countryName(facts.code, 'en'), ar: countryName(facts.code, 'ar') },
      })),
    }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/applications',
      summary: 'Applies to the program: a link goes to the contact’s e-mail address, whoever that is.',
      access: 'public',
      body: ApplyBody,
      reply: z.object({ contact_email: z.string() }),
      status: 202,
      perMinute: 10,
    },
    async (ctx, { body }) => {
      await applyToProgram(ctx, body);
      return { contact_email: body.contact_email };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/applications/link',
      summary: 'What the link of the mail leads to; does not use it up.',
      access: 'public',
      body: z.object({ token: Token }),
      reply: z
        .object({
          company: z.string(),
          contact_name: z.string(),
          contact_email: z.string(),
          language: LanguageCode,
          known: z.boolean().describe('The address signs in here already: verify with the password it has'),
          signed_in: z.boolean().describe('You are signed in with that address: no password is needed'),
        })
        .meta({ id: 'ApplicationLink' }),
      perMinute: 30,
      errors: ['link_expired'],
    },
    (ctx, { body }) => openLink(ctx, body.token) as Promise<OpenedLink>,
  ),
  route(
    {
      method: 'POST',
      path: '/v1/program/applications/verify',
      summary:
        'Verifies the contact’s e-mail address and signs the contact in, with a new password or the one it has.',
      access: 'public',
      body: z.object({
        token: Token,
        password: z.string().max(1000).optional(),
        code: z.string().max(60).optional(),
      }),
      reply: ApplicationDetailReply,
      perMinute: 20,
      errors: ['link_expired', 'wrong_sign_in', 'code_required', 'locked_out'],
    },
    async (ctx, { body, answer }) => {
      const { cookie } = await verifyApplication(ctx, body.token, body);
      answer.cookie = cookie;
      return applicationDetail(ctx, await getMyApplication(ctx));
    },
  ),
];

type OpenedLink = Omit<Awaited<ReturnType<typeof openLink>>, 'language'> & { language: 'en' | 'ar' };
