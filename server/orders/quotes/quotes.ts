import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { acting, type Ctx, ensure, permit } from '../../base/ctx.ts';
import { addDays, civilDate, startOfDay } from '../../base/dates.ts';
import { asciiDomain } from '../../base/domain-names.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { move } from '../../base/states.ts';
import { mayQuoteFor } from '../../deals/index.ts';
import { getOrganization, type Organization } from '../../identity/index.ts';
import { ownTerms } from '../orders/consider.ts';
import { getCustomer } from '../orders/customers.ts';
import { salesTaxOf } from '../orders/tax.port.ts';
import { canEditQuote, canOrderFor } from '../policy.ts';
import { type PricedLine, priceLines } from './quote-lines.ts';
import { startRequest } from './quote-needs.ts';
import { tellQuote, writeStep } from './quote-steps.ts';
import {
  LONGEST_VALIDITY_DAYS,
  mayBeValidUntil,
  type Prospect,
  QUOTE_MOVES,
  type Quote,
  type QuoteDraft,
  type QuoteLine,
  type QuoteLineCost,
  type QuoteState,
  type QuoteVersion,
} from './quotes.rules.ts';
import * as store from './quotes.sql.ts';
import { enqueueQuoteDelivery } from './quotes.task.ts';

export type NewQuote = {
  customer_id: string | null;
  prospect: Prospect | null;
  contact: { name: string; email: string };
  language: 'en' | 'ar';
  deal_id: string | null;
  draft: QuoteDraft;
};

/**
 * Begins a quote of the acting reseller for its customer, or for a prospect who becomes one by accepting. Nothing is sent yet. Throws 403,
 * 404, or Fail invalid naming each bad line and field.
 */
export async function composeQuote(ctx: Ctx, wanted: NewQuote): Promise<Quote> {
  permit(ctx, 'quote.edit');
  const { organizationId: seller_id, resellerId: reseller_id } = acting(ctx);
  const who = await partyOf(ctx, wanted);
  await checkDeal(ctx, wanted.deal_id, who.buyer_id);
  const { account } = await ownTerms(ctx);
  await checkDraft(ctx, { buyerId: who.buyer_id, domain: who.domain }, wanted.draft);
  const quote = await store.insertQuote(ctx.db, {
    reseller_id,
    id: newId(),
    seller_id,
    buyer_id: who.buyer_id,
    prospect: who.prospect,
    contact_name: wanted.contact.name,
    contact_email: wanted.contact.email.toLowerCase(),
    language: wanted.language,
    currency: account.currency,
    deal_id: wanted.deal_id,
    state: 'draft',
    version: 0,
    valid_until: null,
    order_id: null,
    order_failure: null,
    created_by: ctx.actor.personId,
    created_at: ctx.now.toISOString(),
  });
  await keepDraft(ctx, quote, wanted.draft);
  record(ctx, quote, 'quote.composed', { lines: wanted.draft.lines.length });
  return quote;
}

type Who = { buyer_id: string | null; prospect: Prospect | null; domain: string | null };

async function partyOf(ctx: Ctx, { customer_id, prospect }: NewQuote): Promise<Who> {
  if (customer_id) {
    const customer = await getCustomer(ctx, customer_id);
    ensure(canOrderFor(ctx.actor, customer));
    return { buyer_id: customer.id, prospect: null, domain: customer.domain };
  }
  if (!prospect)
    throw invalidField('#/customer_id', 'Choose a customer, or say for which prospect the quote is.');
  const domain = prospect.domain?.trim() ? asciiDomain(prospect.domain) : null;
  if (domain === undefined)
    throw invalidField(
      '#/prospect/domain',
      `"${prospect.domain}" is not a domain name; write one such as example.com.`,
    );
  return { buyer_id: null, prospect: { ...prospect, domain }, domain };
}

/** A quote may be for a deal of the reseller's own that is open, and not another customer's. Throws Fail invalid. */
async function checkDeal(ctx: Ctx, dealId: string | null, buyerId: string | null): Promise<void> {
  if (!dealId) return;
  const may = await mayQuoteFor(ctx, dealId, buyerId);
  if (may !== true) throw invalidField('#/deal_id', may);
}

type Party = { buyerId: string | null; domain: string | null };

/** The lines at today's prices, if the draft could be sent today. Throws Fail invalid naming each bad line and field. */
async function checkDraft(ctx: Ctx, party: Party, draft: QuoteDraft): Promise<PricedLine[]> {
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  const today = civilDate(ctx.now, seller.time_zone);
  const may = mayBeValidUntil(draft.valid_until, today, addDays(today, LONGEST_VALIDITY_DAYS));
  if (may !== true) throw invalidField('#/valid_until', may);
  return priceLines(ctx, { ...party, lines: draft.lines });
}

async function keepDraft(ctx: Ctx, quote: Quote, content: QuoteDraft): Promise<void> {
  await store.keepDraft(ctx.db, quote, {
    content,
    edited_by: ctx.actor.personId,
    edited_at: ctx.now.toISOString(),
  });
}

/** `deal_id` undefined: the deal stays as it is. */
export type QuoteEdit = {
  contact: { name: string; email: string };
  language: 'en' | 'ar';
  deal_id?: string | null | undefined;
  draft: QuoteDraft;
};

/**
 * Writes the next version of a quote; what was sent stays as it is. Throws 403, 404, Fail invalid naming each bad line and field, and Fail
 * conflict for a quote that is accepted or withdrawn.
 */
export async function editQuote(
  ctx: Ctx,
  id: string,
  { contact, language, deal_id, draft }: QuoteEdit,
): Promise<Quote> {
  const quote = await editable(ctx, id);
  move('quote', QUOTE_MOVES, quote.state as QuoteState, 'send');
  if (deal_id !== quote.deal_id) await checkDeal(ctx, deal_id ?? null, quote.buyer_id);
  await checkDraft(ctx, await partyIn(ctx, quote), draft);
  await keepDraft(ctx, quote, draft);
  record(ctx, quote, 'quote.edited', { version: quote.version + 1 });
  const { name: contact_name, email } = contact;
  const changes = { contact_name, contact_email: email.toLowerCase(), language };
  return store.updateQuote(ctx.db, quote, { ...changes, ...(deal_id !== undefined && { deal_id }) });
}

async function editable(ctx: Ctx, id: string): Promise<Quote> {
  const quote = found(await store.lockQuote(ctx.db, id), 'quote');
  ensure(canEditQuote(ctx.actor, quote));
  return quote;
}

/** For whom the quote's lines are priced. */
async function partyIn(ctx: Ctx, quote: Quote): Promise<Party> {
  if (!quote.buyer_id) return { buyerId: null, domain: quote.prospect?.domain ?? null };
  return { buyerId: quote.buyer_id, domain: (await getOrganization(ctx, quote.buyer_id)).domain };
}

/**
 * Sends the version that was written: from now on it never changes. Its document is made and mailed with a secret link at once. Where the
 * customer takes a special price and none is asked for, the request is started (`startRequest`). Throws 403,
 * 404, Fail invalid for lines that cannot be sold any more, and Fail conflict when nothing is written or the quote has ended.
 */
export async function sendQuote(ctx: Ctx, id: string): Promise<Quote> {
  const quote = await editable(ctx, id);
  const state = move('quote', QUOTE_MOVES, quote.state as QuoteState, 'send');
  const draft = await store.findDraft(ctx.db, quote);
  if (!draft)
    throw new Fail('conflict', 'illegal_move', 'There is nothing new to send: write the next version first.');
  const lines = await checkDraft(ctx, await partyIn(ctx, quote), draft.content);
  const seller = await getOrganization(ctx, quote.seller_id);
  const version = await versionOf(ctx, quote, draft.content, seller);
  const due = startOfDay(addDays(version.valid_until, 1), seller.time_zone);
  const rows = lines.map((line, index) => rowsOf(version, line, index + 1));
  await store.insertVersion(
    ctx.db,
    version,
    rows.map(({ line }) => line),
    rows.map(({ cost }) => cost),
    due,
  );
  await store.dropDraft(ctx.db, quote);
  const { version: number, valid_until } = version;
  const sent = await store.updateQuote(ctx.db, quote, { state, version: number, valid_until });
  await writeStep(ctx, sent, 'send', null);
  tellQuote(ctx, sent, 'send');
  record(ctx, sent, 'quote.sent', { version: number, recipient: sent.contact_email });
  enqueueQuoteDelivery(ctx, version);
  await startRequest(
    ctx,
    sent,
    lines.map(({ offer, quantity }) => ({ offer_id: offer?.offer_id ?? null, quantity })),
  );
  return sent;
}

async function versionOf(
  ctx: Ctx,
  quote: Quote,
  draft: QuoteDraft,
  seller: Organization,
): Promise<QuoteVersion> {
  const buyer = quote.buyer_id ? await getOrganization(ctx, quote.buyer_id) : quote.prospect;
  const today = civilDate(ctx.now, seller.time_zone);
  const { rate, note } = await salesTaxOf(ctx, seller, { country: buyer?.country ?? seller.country }, today);
  return {
    reseller_id: quote.reseller_id,
    quote_id: quote.id,
    version: quote.version + 1,
    seller_id: quote.seller_id,
    valid_until: draft.valid_until,
    terms: draft.terms,
    message: draft.message,
    tax_rate: rate,
    tax_note: note,
    sent_by: ctx.actor.personId,
    sent_by_name: ctx.actor.personName,
    sent_at: ctx.now.toISOString(),
  };
}

function rowsOf(
  { reseller_id, quote_id, version, seller_id }: QuoteVersion,
  priced: PricedLine,
  number: number,
): { line: QuoteLine; cost: QuoteLineCost } {
  const { offer, unit_cost, book_price, term_cost, cost_steps, price_steps, ...shown } = priced;
  const key = { reseller_id, quote_id, version, line: number, seller_id };
  return {
    line: { ...key, ...shown, offer_id: offer?.offer_id ?? null },
    cost: { ...key, unit_cost, book_price, term_cost, cost_steps, price_steps },
  };
}

/** Takes a quote back: its links show that it is withdrawn. Throws 403, 404, Fail conflict for one that has ended. */
export async function withdrawQuote(ctx: Ctx, id: string, note: string | null): Promise<Quote> {
  const quote = await editable(ctx, id);
  const state = move('quote', QUOTE_MOVES, quote.state as QuoteState, 'withdraw');
  await store.dropDraft(ctx.db, quote);
  const withdrawn = await store.updateQuote(ctx.db, quote, { state });
  await writeStep(ctx, withdrawn, 'withdraw', note);
  tellQuote(ctx, withdrawn, 'withdraw');
  record(ctx, withdrawn, 'quote.withdrawn', { note });
  return withdrawn;
}

function record(
  ctx: Ctx,
  { reseller_id, id, number }: Quote,
  action: AuditAction,
  details: Record<string, unknown>,
): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'quote',
    subjectId: id,
    details: { number, ...details },
  });
}
