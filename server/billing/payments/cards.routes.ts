import { z } from 'zod';
import { moneyJson } from '../../base/money.ts';
import { allows } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { Ability, CivilDateText, IdParams, Instant, LanguageCode, MoneyReply } from '../../base/schemas.ts';
import type { KnownCharge } from './card-charges.sql.ts';
import { chargeOfInvoice } from './card-charges.ts';
import { askCardSetup, beginCardSetup, getCardSetup } from './card-setups.ts';
import { CARD_CHARGE_STATES, CARD_REASONS, type CardReason, type CardSetup, endOf } from './cards.rules.ts';
import { type CardStanding, myCard, removeCard, switchCard } from './cards.ts';

const ChargeReply = z
  .object({
    id: z.uuid(),
    invoice_id: z.uuid().nullable(),
    payment_request_id: z.uuid().nullable(),
    number: z.string().describe("The invoice's number, or the order's that is paid ahead"),
    state: z
      .enum(CARD_CHARGE_STATES)
      .describe(
        'stopped: it was declined and is not tried again; dropped: there was nothing to charge on its day',
      ),
    due_on: CivilDateText.describe("The seller's day on which it is charged, or tried again"),
    tries: z.int(),
    on: z.boolean().describe('Whether a card is kept now that may be charged for it'),
    open: MoneyReply,
    card: z.object({ brand: z.string(), last4: z.string() }).nullable(),
    last_try: z
      .object({ at: Instant, amount: MoneyReply, reason: z.enum(CARD_REASONS).nullable() })
      .nullable()
      .describe('How the card was last charged for it; reason: why it was declined'),
  })
  .meta({ id: 'CardCharge' });

const StandingReply = z
  .object({
    account: z.object({ id: z.uuid(), number: z.string(), currency: z.string() }),
    seller: z.object({ id: z.uuid(), name: z.string() }),
    card: z
      .object({
        id: z.uuid(),
        brand: z.string(),
        last4: z.string(),
        expires_on: CivilDateText.describe('The last day on which it is valid'),
        ends: z.enum(['later', 'soon', 'past']).describe('soon: within thirty days'),
        automatic: z.boolean().describe('Whether it is charged for invoices on the day they fall due'),
        prepaid: z.boolean().describe('Whether orders paid ahead are charged to it at once'),
        kept_at: Instant,
      })
      .nullable(),
    mandate: z
      .object({ words: z.string(), language: LanguageCode, agreed_at: Instant })
      .nullable()
      .describe('What was agreed to when it was kept or last turned on, word for word'),
    agreement: z
      .object({ invoices: z.string(), prepaid: z.string() })
      .describe('What is agreed to by keeping a card, or turning it on: without and with orders paid ahead'),
    charges: z.array(ChargeReply).describe('What is to be charged and was charged lately, the newest first'),
    can: z.object({ keep: Ability }),
  })
  .meta({ id: 'KeptCard' });

const SetupReply = z
  .object({
    id: z.uuid(),
    url: z.string().nullable().describe("The gateway's page; null for the moment it takes to ask for it"),
    state: z.enum(['open', 'done', 'expired']),
  })
  .meta({ id: 'CardSetup' });

function setupReply({ id, url, state }: CardSetup): z.input<typeof SetupReply> {
  return { id, url, state: state as 'open' };
}

function chargeReply(charge: KnownCharge): z.input<typeof ChargeReply> {
  const { id, invoice_id, payment_request_id, number, due_on, tries, currency, open } = charge;
  const { brand, last4, reason, tried_at, tried_amount } = charge;
  return {
    ...{ id, invoice_id, payment_request_id, number, due_on, tries },
    state: charge.state as 'waiting',
    on: charge.card_on,
    open: moneyJson({ amount: open, currency }),
    card: brand && last4 ? { brand, last4 } : null,
    last_try: tried_at
      ? {
          at: tried_at,
          amount: moneyJson({ amount: tried_amount ?? 0n, currency }),
          reason: reason as CardReason | null,
        }
      : null,
  };
}

function standingReply(
  { account, seller, today, card, mandate, charges, words }: CardStanding,
  keep: true | string,
): z.input<typeof StandingReply> {
  return {
    account: { id: account.id, number: account.number, currency: account.currency },
    seller: { id: seller.id, name: seller.name },
    card: card ? { ...card, ends: endOf(card.expires_on, today) } : null,
    mandate: mandate ? { ...mandate, language: mandate.language as 'en' } : null,
    agreement: words,
    charges: charges.map(chargeReply),
    can: { keep },
  };
}

export const cardRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/billing/card',
      summary: 'The card kept for what your seller bills you, and what is charged to it.',
      access: 'payment.read',
      reply: StandingReply,
    },
    async (ctx) => standingReply(await myCard(ctx), allows(ctx.actor, 'card.keep')),
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/billing/card',
      summary: 'Turns automatic payment by the kept card on or off; turning on agrees to `agreement` anew.',
      access: 'card.keep',
      body: z.object({ automatic: z.boolean(), prepaid: z.boolean() }),
      reply: StandingReply,
    },
    async (ctx, { body }) => {
      await switchCard(ctx, body);
      return standingReply(await myCard(ctx), true);
    },
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/billing/card',
      summary: 'Removes the kept card: nothing is charged to it any more.',
      access: 'card.keep',
      status: 204,
      errors: ['illegal_move'],
    },
    async (ctx) => {
      await removeCard(ctx);
      return undefined;
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/card-setups',
      summary: 'Begins to keep a card, in place of the one before; by that the buyer agrees to `agreement`.',
      access: 'card.keep',
      body: z.object({
        agreed: z.literal(true, 'Agree to automatic payment to keep a card for it.'),
        prepaid: z.boolean().describe('Whether orders paid ahead may be charged at once'),
      }),
      reply: SetupReply,
      status: 202,
    },
    async (ctx, { body }) => setupReply(await beginCardSetup(ctx, body)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/card-setups/:id',
      summary: 'How the keeping of a card stands.',
      access: 'card.keep',
      params: IdParams,
      reply: SetupReply,
    },
    async (ctx, { params }) => setupReply(await getCardSetup(ctx, params.id)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/billing/card-setups/:id/ask',
      summary: 'Has the card gateway asked whether the card was typed: for who comes back from its page.',
      access: 'card.keep',
      params: IdParams,
      reply: SetupReply,
      status: 202,
    },
    async (ctx, { params }) => setupReply(await askCardSetup(ctx, params.id)),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/billing/invoices/:id/card-charge',
      summary: 'When an invoice is charged to the kept card, and how that went; null if it is not.',
      access: 'invoice.read',
      params: IdParams,
      reply: z.object({ charge: ChargeReply.nullable() }),
    },
    async (ctx, { params }) => {
      const charge = await chargeOfInvoice(ctx, params.id);
      return { charge: charge && chargeReply(charge) };
    },
  ),
];
