import { acting, type Ctx } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import type { List, Page } from '../../base/page.ts';
import type { FileAnswer } from '../../base/route.ts';
import { organizationsById } from '../../identity/index.ts';
import { acceptVersion, askChangesOf, type OpenedQuote, openedBy } from './quote-links.ts';
import type { Quote } from './quotes.rules.ts';
import * as store from './quotes.sql.ts';

/** A quote as its customer lists it: what was sent last. */
export type ReceivedQuote = Pick<
  Quote,
  'id' | 'number' | 'state' | 'version' | 'valid_until' | 'created_at'
> & {
  seller: { id: string; name: string };
};

/** One page of the quotes that were sent to the acting customer, newest first. */
export async function listReceivedQuotes(ctx: Ctx, list: List): Promise<Page<ReceivedQuote>> {
  const { items, next_cursor } = await store.listReceived(ctx.db, list, acting(ctx).organizationId);
  const sellerIds = items.map(({ seller_id }) => seller_id);
  const sellers = await asSystem(ctx, (system) => organizationsById(system, sellerIds));
  return {
    items: items.map(({ id, number, state, version, valid_until, created_at, seller_id }) => ({
      ...{ id, number, state, version, valid_until, created_at },
      seller: { id: seller_id, name: sellers.get(seller_id)?.name ?? '' },
    })),
    next_cursor,
  };
}

/** One quote that was sent to the acting customer, in its last version. Throws 404, also while its document is being made. */
export async function getReceivedQuote(ctx: Ctx, id: string): Promise<OpenedQuote> {
  const quote = await received(ctx, id);
  return asSystem(ctx, () => openedBy(ctx, sentOf(quote), quote));
}

async function received(ctx: Ctx, id: string): Promise<Quote> {
  const quote = await store.findQuote(ctx.db, id);
  const isMine = quote !== undefined && quote.buyer_id === acting(ctx).organizationId && quote.version > 0;
  return found(isMine ? quote : undefined, 'quote');
}

function sentOf({ id, version }: Quote) {
  return { quote_id: id, version };
}

/** The document of the last version, byte for byte. Throws 404. */
export async function receivedQuoteFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const quote = await received(ctx, id);
  const { number, version } = quote;
  const file = found(await asSystem(ctx, ({ db }) => store.findPdf(db, quote, version)), 'document');
  return { file, filename: `${number}-${version}.pdf`, type: 'application/pdf', inline: true };
}

/** Accepts the last version in the actor's own name. Throws 404, and Fail conflict as `acceptByLink`. */
export async function acceptReceivedQuote(
  ctx: Ctx,
  id: string,
  document_sha256: string,
): Promise<OpenedQuote> {
  const quote = await received(ctx, id);
  return acceptVersion(ctx, sentOf(quote), { name: nameOf(ctx), document_sha256 });
}

/** Asks its seller for changes. Throws as `acceptReceivedQuote`. */
export async function askChangesOfReceived(ctx: Ctx, id: string, note: string): Promise<OpenedQuote> {
  const quote = await received(ctx, id);
  return askChangesOf(ctx, sentOf(quote), { name: nameOf(ctx), note });
}

function nameOf({ actor }: Ctx): string {
  return actor.personName ?? '';
}
