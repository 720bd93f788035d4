import { z } from 'zod';
import { every } from '../../base/ctx.ts';
import { EXEMPTION_CODES } from '../../base/exemptions.ts';
import { decimal, decimalText } from '../../base/money.ts';
import { ListQuery, pageOf } from '../../base/page.ts';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, Country, IdParams, Instant } from '../../base/schemas.ts';
import { EXEMPTION_STATES } from './tax.rules.ts';
import {
  addExemption,
  exemptionsOf,
  listExemptions,
  listTaxRates,
  ownExemptionCodes,
  revokeExemption,
} from './tax-exemptions.ts';

const ExemptionReply = z
  .object({
    id: z.uuid(),
    account_id: z.uuid(),
    certificate: z.string(),
    authority: z.string(),
    valid_from: CivilDateText,
    valid_to: CivilDateText.describe('The first day on which it holds no more'),
    recorded_at: Instant,
    revoked_at: Instant.nullable(),
  })
  .meta({ id: 'TaxExemption' });

const ListedExemptionReply = ExemptionReply.extend({
  buyer: z.object({ id: z.uuid(), name: z.string() }),
  state: z.enum(EXEMPTION_STATES),
  can: z.object({ revoke: Ability }),
}).meta({ id: 'ListedTaxExemption' });

const TaxRateReply = z
  .object({
    country: Country,
    valid_from: CivilDateText,
    name: z.string(),
    rate: z.string(),
    source: z.string().describe('The law'),
    checked_against: z
      .string()
      .nullable()
      .describe('The publication that said the same; null: none was read'),
    doubt: z.string().nullable().describe('What of the rate could not be confirmed'),
  })
  .meta({ id: 'TaxRate' });

const TaxRateCorrectionReply = z
  .object({
    country: Country,
    valid_from: CivilDateText,
    corrected_on: CivilDateText,
    rate: z.string().describe('What the table said before'),
    source: z.string(),
    why: z.string(),
  })
  .meta({ id: 'TaxRateCorrection' });

/** `0.150000` → `0.15`. */
function shortest<Row extends { rate: string }>(row: Row): Row {
  return { ...row, rate: decimalText(decimal(row.rate)) };
}

const text = (most: number) => z.string().trim().min(1).max(most);

export const taxRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/exemption-codes',
      summary:
        'The codes of reasons for no tax that your own fees and services may give; none where no list holds.',
      access: 'person',
      reply: z.object({ items: z.array(z.enum(EXEMPTION_CODES)) }),
    },
    async (ctx) => ({ items: await ownExemptionCodes(ctx) }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/tax-rates',
      summary: 'Rates of value added tax by country and date, each with its source, and what was corrected.',
      access: 'tax.read',
      reply: z.object({ items: z.array(TaxRateReply), corrections: z.array(TaxRateCorrectionReply) }),
    },
    async (ctx) => {
      const { rates, corrections } = await listTaxRates(ctx);
      return { items: rates.map(shortest), corrections: corrections.map(shortest) };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/tax-exemptions',
      summary: 'Certificates of everybody the actor sells to, latest first, with how each stands today.',
      access: 'tax.read',
      query: ListQuery.extend({ state: z.enum(EXEMPTION_STATES).optional() }),
      reply: pageOf(ListedExemptionReply),
    },
    async (ctx, { query: { state, ...list } }) => {
      const { items, next_cursor } = await listExemptions(ctx, list, state);
      const able = allows(ctx.actor, 'tax.manage');
      return {
        items: items.map(({ buyer_id, buyer_name, ...one }) => ({
          ...one,
          buyer: { id: buyer_id, name: buyer_name },
          can: { revoke: every(able, one.state !== 'revoked' || 'It was revoked before.') },
        })),
        next_cursor,
      };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/accounts/:id/tax-exemptions',
      summary: 'Certificates that free the account’s buyer from tax.',
      access: 'tax.read',
      params: IdParams,
      reply: z.object({ items: z.array(ExemptionReply) }),
    },
    async (ctx, { params }) => ({ items: await exemptionsOf(ctx, params.id) }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/accounts/:id/tax-exemptions',
      summary:
        'Keeps a certificate that frees the account’s buyer from tax at home, from a day up to another.',
      access: 'tax.manage',
      params: IdParams,
      body: z.object({
        certificate: text(100),
        authority: text(200).describe('Who issued it'),
        valid_from: CivilDateText,
        valid_to: CivilDateText,
      }),
      reply: ExemptionReply,
      status: 201,
    },
    (ctx, { params, body }) => addExemption(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/tax-exemptions/:id/revoke',
      summary: 'The certificate counts no more for what is drafted from now on.',
      access: 'tax.manage',
      params: IdParams,
      reply: ExemptionReply,
      errors: ['illegal_move'],
    },
    (ctx, { params }) => revokeExemption(ctx, params.id),
  ),
];
