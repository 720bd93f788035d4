import { attempt } from '../../base/attempt.ts';
import { audit } from '../../base/audit.ts';
import { type Ctx, ensure, type Language } from '../../base/ctx.ts';
import { Fail, found } from '../../base/errors.ts';
import { move } from '../../base/states.ts';
import { agreePrices } from '../../catalog/index.ts';
import { customerLike, getOrganization, type Organization } from '../../identity/index.ts';
import { todayAtVendor } from '../orders/consider.ts';
import { addCustomer } from '../orders/customers.ts';
import { placeOrder } from '../orders/orders.ts';
import { canEditQuote } from '../policy.ts';
import { startRequest } from './quote-needs.ts';
import { tellQuote, writeStep } from './quote-steps.ts';
import { QUOTE_MOVES, type Quote, type QuoteLine, type QuoteState } from './quotes.rules.ts';
import * as store from './quotes.sql.ts';

/**
 * What follows from an acceptance, in the seller's name: the prospect becomes its customer, the prices are agreed on, and the products become an
 * order. An order that is refused (a product is not for sale any more) undoes nothing: the acceptance stands, and the seller sees why and
 * places it by hand. Runs as the system, on a quote that is held.
 */
export async function fulfilAcceptance(
  ctx: Ctx,
  quote: Quote,
  lines: readonly QuoteLine[],
  by: string,
): Promise<Quote> {
  const state = move('quote', QUOTE_MOVES, quote.state as QuoteState, 'accept');
  const customer = await customerOf(ctx, quote);
  await store.dropDraft(ctx.db, quote);
  const accepted = await store.updateQuote(ctx.db, quote, { state, buyer_id: customer.id });
  await agree(ctx, accepted, lines);
  const done = await tryToOrder(ctx, accepted, lines);
  await writeStep(ctx, done, 'accept', null, by);
  tellQuote(ctx, done, 'accept', { order_id: done.order_id, services: servicesOf(lines, done.currency) });
  const { reseller_id: resellerId, id: subjectId, number, order_id, order_failure } = done;
  const details = { number, by, order_id, order_failure };
  audit(ctx, { resellerId, action: 'quote.accepted', subjectKind: 'quote', subjectId, details });
  return done;
}

/** The quote's customer; a prospect becomes one, with an invitation, or is found to be one already. */
async function customerOf(ctx: Ctx, quote: Quote): Promise<Organization> {
  if (quote.buyer_id) return getOrganization(ctx, quote.buyer_id);
  const prospect = found(quote.prospect, 'prospect');
  const { name, domain } = prospect;
  const known = await customerLike(ctx, quote.seller_id, { name, domain, exceptId: null });
  if (known) return known;
  const language = quote.language as Language;
  const contact = { name: quote.contact_name, email: quote.contact_email, language };
  return addCustomer(ctx, { ...prospect, language, contact });
}

/** From today on the customer pays what it has accepted, whatever the price book says later. */
async function agree(ctx: Ctx, quote: Quote, lines: readonly QuoteLine[]): Promise<void> {
  const { reseller_id, seller_id, currency, id: quote_id } = quote;
  const buyer_id = found(quote.buyer_id, 'customer');
  const valid_from = await todayAtVendor(ctx);
  const agreed = new Map(
    lines.flatMap(({ offer_id, unit_price }) =>
      offer_id
        ? [
            [
              offer_id,
              { reseller_id, seller_id, buyer_id, offer_id, currency, valid_from, unit_price, quote_id },
            ],
          ]
        : [],
    ),
  );
  await agreePrices(ctx, [...agreed.values()]);
}

function ordered(lines: readonly QuoteLine[]) {
  return lines.flatMap(({ offer_id, quantity, domain }) =>
    offer_id ? [{ offer_id, quantity, domain }] : [],
  );
}

async function tryToOrder(ctx: Ctx, quote: Quote, lines: readonly QuoteLine[]): Promise<Quote> {
  const wanted = { customer_id: found(quote.buyer_id, 'customer'), lines: ordered(lines) };
  if (wanted.lines.length === 0) return quote;
  const placed = await attempt(ctx, () => placeOrder(ctx, wanted));
  if (placed instanceof Fail) return store.updateQuote(ctx.db, quote, { order_failure: placed.message });
  const { order } = placed;
  if (order.state === 'held') await startRequest(ctx, quote, lines, order.id);
  return store.updateQuote(ctx.db, quote, { order_id: order.id, order_failure: null });
}

/** The reseller's own services in the quote, for whoever bills them: what, how many, and at which price. */
function servicesOf(lines: readonly QuoteLine[], currency: string) {
  return lines
    .filter(({ service_id }) => service_id !== null)
    .map(({ line, service_id, name, unit, quantity, unit_price, cycle_months, cycle_net, exemption }) => ({
      ...{ line, service_id, name, unit, quantity, unit_price, cycle_months, exemption, currency },
      net: cycle_net.toString(),
    }));
}

/**
 * Places the order of an accepted quote that was refused when it was accepted. Throws 403, 404, Fail conflict when there is none to place, and
 * as `placeOrder` for what still stands in the way.
 */
export async function placeQuoteOrder(ctx: Ctx, id: string): Promise<Quote> {
  const quote = found(await store.lockQuote(ctx.db, id), 'quote');
  ensure(canEditQuote(ctx.actor, quote));
  if (quote.state !== 'accepted' || quote.order_id || !quote.order_failure)
    throw new Fail('conflict', 'illegal_move', 'There is no order to place by hand.');
  const lines = (await store.listLines(ctx.db, quote)).filter(({ version }) => version === quote.version);
  const wanted = { customer_id: found(quote.buyer_id, 'customer'), lines: ordered(lines) };
  const { order } = await placeOrder(ctx, wanted);
  const placed = await store.updateQuote(ctx.db, quote, { order_id: order.id, order_failure: null });
  await writeStep(ctx, placed, 'order', null);
  return placed;
}
