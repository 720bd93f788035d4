import { publicUrl } from '../../base/config.ts';
import { type Actor, type Ctx, SYSTEM } from '../../base/ctx.ts';
import { civilDate, instant } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, missing } from '../../base/errors.ts';
import { sha256 } from '../../base/ids.ts';
import { decimal, decimalText } from '../../base/money.ts';
import type { FileAnswer } from '../../base/route.ts';
import { move } from '../../base/states.ts';
import { getOrganization, getPerson, type Organization } from '../../identity/index.ts';
import { fulfilAcceptance } from './quote-accepting.ts';
import { tellQuote, writeStep } from './quote-steps.ts';
import { writeToContact, writeToSeller } from './quotes.mail.ts';
import {
  consentOf,
  QUOTE_MOVES,
  type Quote,
  type QuoteAcceptance,
  type QuoteLine,
  type QuoteState,
  type QuoteTotals,
  type QuoteVersion,
  totalsOf,
} from './quotes.rules.ts';
import * as store from './quotes.sql.ts';

/** How the quote stands for the holder of a link. `superseded`: a newer version was sent. */
export type LinkState = 'open' | 'changes_asked' | 'accepted' | 'expired' | 'withdrawn' | 'superseded';

/** What the holder of the link reads: the version as it was sent, never what it costs the seller. */
export type OpenedQuote = QuoteTotals & {
  state: LinkState;
  number: string;
  currency: string;
  language: string;
  customer_name: string;
  contact_name: string;
  seller: Pick<Organization, 'name' | 'brand_color' | 'support_email' | 'support_phone' | 'support_url'>;
  version: QuoteVersion;
  lines: QuoteLine[];
  document_sha256: string;
  consent: string;
  acceptance: Pick<QuoteAcceptance, 'name' | 'accepted_at' | 'version'> | null;
};

/** Opens the link of the letter; as often as one likes. Throws 404 for a wrong link, Fail conflict `link_expired` for one that is too old. */
export async function openQuoteLink(ctx: Ctx, token: string): Promise<OpenedQuote> {
  // Across the wall: who holds a link acts for nobody.
  return asSystem(ctx, async () => {
    const link = await linkOf(ctx, token);
    return openedBy(ctx, link, found(await store.findQuote(ctx.db, link.quote_id), 'quote'));
  });
}

async function linkOf(ctx: Ctx, token: string): Promise<store.QuoteLink> {
  const link = await store.findLink(ctx.db, sha256(token));
  if (!link) throw missing('quote');
  if (instant(link.expires_at) > ctx.now) return link;
  throw new Fail('conflict', 'link_expired', 'This link is too old. Ask for a new quote.');
}

/** A sent version of a quote, as a link or a list names it. */
export type SentVersion = Pick<store.QuoteLink, 'quote_id' | 'version'>;

/** The version as its customer reads it. Runs across the wall. Throws 404, also while its document is being made. */
export async function openedBy(ctx: Ctx, link: SentVersion, quote: Quote): Promise<OpenedQuote> {
  const seller = await getOrganization(ctx, quote.seller_id);
  const version = found(
    (await store.listVersions(ctx.db, quote)).find((row) => row.version === link.version),
    'quote',
  );
  const lines = (await store.listLines(ctx.db, quote)).filter((line) => line.version === link.version);
  const documents = await store.listDocuments(ctx.db, quote);
  const { number, currency, language, contact_name } = quote;
  const { name, brand_color, support_email, support_phone, support_url } = seller;
  return {
    state: stateOf(quote, version, civilDate(ctx.now, seller.time_zone)),
    ...{ number, currency, language, contact_name, version },
    customer_name: await nameOf(ctx, quote),
    seller: { name, brand_color, support_email, support_phone, support_url },
    lines: lines.map((line) => ({ ...line, unit_price: decimalText(decimal(line.unit_price)) })),
    ...totalsOf(lines, version.tax_rate),
    document_sha256: found(
      documents.find((row) => row.version === link.version),
      'quote',
    ).sha256,
    consent: consentOf(language, { number, version: link.version, seller: name }),
    acceptance: (await store.findAcceptance(ctx.db, quote)) ?? null,
  };
}

async function nameOf(ctx: Ctx, { buyer_id, prospect }: Quote): Promise<string> {
  return buyer_id ? (await getOrganization(ctx, buyer_id)).name : (prospect?.name ?? '');
}

function stateOf(quote: Quote, { version, valid_until }: QuoteVersion, today: string): LinkState {
  if (quote.version > version) return 'superseded';
  const state = quote.state as Exclude<QuoteState, 'draft'>;
  if (state === 'sent' || state === 'changes_asked') {
    if (valid_until < today) return 'expired';
    return state === 'sent' ? 'open' : 'changes_asked';
  }
  return state;
}

/** The document of the link's version, byte for byte. Throws as `openQuoteLink`. */
export async function linkedFile(ctx: Ctx, token: string): Promise<FileAnswer> {
  return asSystem(ctx, async () => {
    const link = await linkOf(ctx, token);
    const quote = found(await store.findQuote(ctx.db, link.quote_id), 'quote');
    const file = found(await store.findPdf(ctx.db, quote, link.version), 'document');
    return { file, filename: `${quote.number}-${link.version}.pdf`, type: 'application/pdf', inline: true };
  });
}

export type Acceptance = { name: string; document_sha256: string };

/**
 * The holder of the link accepts: name, consent, time, address and the hash of the exact document are kept; the prospect becomes a customer, and
 * what is offered becomes an order, held or awaiting payment as any other. Once: a second acceptance is refused. Throws as `openQuoteLink`, and
 * Fail conflict when the quote is not open any more or another document was read.
 */
export async function acceptByLink(ctx: Ctx, token: string, said: Acceptance): Promise<OpenedQuote> {
  return asSystem(ctx, async () => acceptVersion(ctx, await linkOf(ctx, token), said));
}

/** Accepts a sent version, across the wall; for whoever holds its link, or signs in as its customer. Throws as `acceptByLink`. */
export async function acceptVersion(ctx: Ctx, link: SentVersion, said: Acceptance): Promise<OpenedQuote> {
  return asSystem(ctx, async () => {
    const { quote, seller } = await holdOpen(ctx, link, 'accept');
    const opened = await openedBy(ctx, link, quote);
    if (opened.document_sha256 !== said.document_sha256)
      throw new Fail(
        'conflict',
        'terms_changed',
        'This is not the document of this link; load the page anew and read it again.',
      );
    const { reseller_id, id: quote_id, seller_id } = quote;
    await store.insertAcceptance(ctx.db, {
      ...{ reseller_id, quote_id, seller_id, version: link.version, consent: opened.consent },
      ...said,
      address: ctx.address,
      user_agent: ctx.userAgent,
      accepted_at: ctx.now.toISOString(),
    });
    const accepted = await fulfilAcceptance(inTheNameOf(ctx, seller), quote, opened.lines, said.name);
    await writeToContact(ctx, 'thanks', { quote: accepted, version: opened.version, seller });
    await tellAuthor(ctx, 'accepted', accepted, seller, said.name, null);
    return openedBy(ctx, link, accepted);
  });
}

/** The holder of the link asks for changes: the seller writes the next version. Throws as `acceptByLink`. */
export async function askChangesByLink(
  ctx: Ctx,
  token: string,
  { name, note }: { name: string; note: string },
): Promise<OpenedQuote> {
  return asSystem(ctx, async () => askChangesOf(ctx, await linkOf(ctx, token), { name, note }));
}

/** Asks for changes of a sent version, across the wall. Throws as `acceptByLink`. */
export async function askChangesOf(
  ctx: Ctx,
  link: SentVersion,
  { name, note }: { name: string; note: string },
): Promise<OpenedQuote> {
  return asSystem(ctx, async () => {
    const { quote, seller } = await holdOpen(ctx, link, 'ask_changes');
    const state = move('quote', QUOTE_MOVES, quote.state as QuoteState, 'ask_changes');
    const asked = await store.updateQuote(ctx.db, quote, { state });
    await writeStep(ctx, asked, 'ask_changes', note, name);
    tellQuote(ctx, asked, 'ask_changes', { note });
    await tellAuthor(ctx, 'changes_asked', asked, seller, name, note);
    return openedBy(ctx, link, asked);
  });
}

type Held = { quote: Quote; seller: Organization };

/** The quote of the version, held until the transaction ends, if its version can still be decided on. */
async function holdOpen(ctx: Ctx, link: SentVersion, verb: 'accept' | 'ask_changes'): Promise<Held> {
  const quote = found(await store.lockQuote(ctx.db, link.quote_id), 'quote');
  const seller = await getOrganization(ctx, quote.seller_id);
  const version = { version: link.version, valid_until: quote.valid_until ?? '' } as QuoteVersion;
  const state = stateOf(quote, version, civilDate(ctx.now, seller.time_zone));
  if (state !== 'open' && state !== 'changes_asked')
    throw new Fail('conflict', 'illegal_move', CLOSED[state]);
  move('quote', QUOTE_MOVES, quote.state as QuoteState, verb);
  return { quote, seller };
}

const CLOSED: Record<Exclude<LinkState, 'open' | 'changes_asked'>, string> = {
  accepted: 'This quote has been accepted already.',
  expired: 'This quote is not valid any more; ask for a new one.',
  withdrawn: 'This quote was withdrawn by its sender.',
  superseded: 'A newer version of this quote was sent to you; open the link of the latest letter.',
};

/** The product acts for the seller: what follows from an acceptance belongs to the seller's side and is nobody's own deed. */
function inTheNameOf(ctx: Ctx, seller: Organization): Ctx {
  const actor: Actor = {
    ...SYSTEM,
    organizationId: seller.id,
    organizationKind: 'reseller',
    organizationState: seller.state,
    sellerId: seller.seller_id,
    resellerId: seller.reseller_id,
  };
  return { ...ctx, actor };
}

async function tellAuthor(
  ctx: Ctx,
  kind: 'accepted' | 'changes_asked',
  quote: Quote,
  seller: Organization,
  by: string,
  note: string | null,
): Promise<void> {
  if (!quote.created_by) return;
  const to = await getPerson(ctx, quote.created_by);
  const url = `${publicUrl()}/console/quotes/${quote.id}`;
  await writeToSeller(ctx, kind, { quote, seller, to, by, note, url });
}
