import { publicUrl } from '../../base/config.ts';
import type { Ctx } from '../../base/ctx.ts';
import { addDays, startOfDay } from '../../base/dates.ts';
import type { Door } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import { newId, newSecret, sha256 } from '../../base/ids.ts';
import { enqueue, task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { getOrganization, type Organization } from '../../identity/index.ts';
import { tellQuote, writeStep } from './quote-steps.ts';
import { writeToContact } from './quotes.mail.ts';
import { type QuoteDocument, quotePdf } from './quotes.pdf.ts';
import { QUOTE_MOVES, type Quote, type QuoteState, type QuoteVersion, totalsOf } from './quotes.rules.ts';
import * as store from './quotes.sql.ts';

type Due = { resellerId: string; quoteId: string; version: number };

/** How many days after its validity a link still opens, to read what was agreed. */
const LINK_DAYS = 90;

/**
 * Makes the document of a sent version, keeps its bytes and writes to the contact with a secret link. A second run finds the document kept and
 * does nothing: document, link and letter commit together.
 */
export const deliverQuote = task<Due>('orders.quote.deliver', async (door, { quoteId, version }) => {
  const prepared = await door.system((ctx) => prepare(ctx, quoteId, version));
  if (!prepared) return;
  const pdf = Buffer.from(await quotePdf(prepared.document));
  await door.system((ctx) => hand(ctx, prepared, pdf));
});

/** Asks for the delivery of a version that was just sent. */
export function enqueueQuoteDelivery(ctx: Ctx, { reseller_id, quote_id, version }: QuoteVersion): void {
  enqueue(ctx, deliverQuote, { resellerId: reseller_id, quoteId: quote_id, version });
}

type Prepared = { quote: Quote; version: QuoteVersion; seller: Organization; document: QuoteDocument };

async function prepare(ctx: Ctx, quoteId: string, number: number): Promise<Prepared | null> {
  const quote = found(await store.findQuote(ctx.db, quoteId), 'quote');
  if ((await store.listDocuments(ctx.db, quote)).some(({ version }) => version === number)) return null;
  const version = found(
    (await store.listVersions(ctx.db, quote)).find((row) => row.version === number),
    'version',
  );
  const lines = (await store.listLines(ctx.db, quote)).filter((line) => line.version === number);
  const seller = await getOrganization(ctx, quote.seller_id);
  const buyer = quote.buyer_id ? await getOrganization(ctx, quote.buyer_id) : quote.prospect;
  const document = { quote, version, lines, seller, buyer, ...totalsOf(lines, version.tax_rate) };
  return { quote, version, seller, document };
}

async function hand(ctx: Ctx, { quote, version, seller }: Prepared, pdf: Buffer): Promise<void> {
  const made_at = ctx.now.toISOString();
  if (!(await store.insertDocument(ctx.db, version, { sha256: sha256(pdf), pdf, made_at }))) return;
  const token = newSecret();
  const { reseller_id, quote_id, seller_id, version: number } = version;
  await store.insertLink(ctx.db, {
    ...{ reseller_id, id: newId(), quote_id, version: number, seller_id },
    recipient: quote.contact_email,
    token_sha256: sha256(token),
    expires_at: startOfDay(addDays(version.valid_until, LINK_DAYS), seller.time_zone).toISOString(),
    recorded_at: made_at,
  });
  await writeToContact(ctx, 'sent', { quote, version, seller, url: `${publicUrl()}/quote?token=${token}` });
  tellQuote(ctx, quote, 'delivered', { version: number });
}

/** Looks for versions that have run out by the program's clock: their quotes expire, unless something has happened to them meanwhile. */
export const expireQuotes: Tick = task('orders.quote.expire', async (door) => {
  while ((await expireSome(door)) === BATCH);
});

const BATCH = 100;

async function expireSome(door: Door): Promise<number> {
  return door.system(async (ctx) => {
    const due = await store.fireTimers(ctx.db, ctx.now, BATCH);
    for (const { quote_id, version } of due) await expire(ctx, quote_id, version);
    return due.length;
  });
}

async function expire(ctx: Ctx, quoteId: string, version: number): Promise<void> {
  const quote = found(await store.lockQuote(ctx.db, quoteId), 'quote');
  const state = QUOTE_MOVES[quote.state as QuoteState].expire;
  if (quote.version !== version || !state) return;
  const expired = await store.updateQuote(ctx.db, quote, { state });
  await writeStep(ctx, expired, 'expire', null);
  tellQuote(ctx, expired, 'expire');
}
