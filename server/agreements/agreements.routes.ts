import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { CivilDateText, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { getAgreement, listAgreements } from './agreements.ts';
import { contractFile, ownContractFile } from './contracts.ts';
import { currentTerms, readableTerms } from './terms.ts';

const TermsKindName = z.enum(['partner', 'customer']);
const Table = z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) });
const Paragraph = z.object({
  number: z.string(),
  text: z.string(),
  items: z.array(z.string()),
  table: Table.nullable(),
});

const TermsReply = z
  .object({
    id: z.uuid(),
    kind: TermsKindName,
    version: z.string(),
    valid_from: CivilDateText,
    published_at: Instant,
    language: LanguageCode,
    title: z.string(),
    preamble: z.array(z.string()),
    sections: z.array(z.object({ number: z.int(), title: z.string(), paragraphs: z.array(Paragraph) })),
    exact: z.string().describe('The exact text that is accepted'),
    text_sha256: z.string().describe('SHA-256 of `exact` in UTF-8: send it back to accept this very text'),
  })
  .meta({ id: 'Terms' });

export const AgreementReply = z
  .object({
    id: z.uuid(),
    seller_id: z.uuid(),
    buyer_id: z.uuid(),
    buyer_name: z.string().nullable(),
    kind: TermsKindName,
    version: z.string(),
    terms_id: z.uuid(),
    language: LanguageCode,
    text_sha256: z.string(),
    person_name: z.string(),
    person_email: z.string(),
    address: z.string().describe('The network address it was accepted from'),
    user_agent: z.string().nullable(),
    accepted_at: Instant,
    reference: z.string().nullable().describe('Of the contract, once in force'),
    effective_on: CivilDateText.nullable(),
  })
  .meta({ id: 'Agreement' });
type AgreementShape = z.input<typeof AgreementReply>;

const InLanguage = z.object({ language: LanguageCode.optional() });

export const agreementRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/agreements/terms/current',
      summary: 'The terms that hold today, to read in one language.',
      access: 'public',
      query: InLanguage.extend({ kind: TermsKindName.default('partner') }),
      reply: TermsReply,
    },
    async (ctx, { query }) => {
      const terms = readableTerms(await currentTerms(ctx, query.kind), query.language ?? ctx.language);
      return terms as z.input<typeof TermsReply>;
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/agreements/contract.pdf',
      summary: 'Your own contract as a PDF.',
      access: 'agreement.read',
      query: InLanguage,
      reply: undefined,
    },
    (ctx, { query }) => ownContractFile(ctx, query.language ?? ctx.language),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/agreements/agreements',
      summary: 'The agreements you are a side of, newest first.',
      access: 'agreement.read',
      query: ListQuery,
      reply: pageOf(AgreementReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listAgreements(ctx, query);
      return { items: items as AgreementShape[], next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/agreements/agreements/:id',
      summary: 'One agreement.',
      access: 'agreement.read',
      params: IdParams,
      reply: AgreementReply,
    },
    async (ctx, { params }) => (await getAgreement(ctx, params.id)) as AgreementShape,
  ),
  route(
    {
      method: 'GET',
      path: '/v1/agreements/agreements/:id/contract.pdf',
      summary: 'The contract of an agreement in force, as a PDF.',
      access: 'agreement.read',
      params: IdParams,
      query: InLanguage,
      reply: undefined,
    },
    (ctx, { params, query }) => contractFile(ctx, params.id, query.language ?? ctx.language),
  ),
];
