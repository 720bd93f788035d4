import { acting, type Ctx, every } from '../../base/ctx.ts';
import { found } from '../../base/errors.ts';
import { decimal, decimalText } from '../../base/money.ts';
import type { List, Page } from '../../base/page.ts';
import type { FileAnswer } from '../../base/route.ts';
import { canMove } from '../../base/states.ts';
import { getOrganization, organizationsById } from '../../identity/index.ts';
import { canEditQuote } from '../policy.ts';
import { needOf, type QuoteNeed } from './quote-needs.ts';
import {
  type Margin,
  marginOf,
  QUOTE_MOVES,
  type Quote,
  type QuoteAcceptance,
  type QuoteLine,
  type QuoteLineCost,
  type QuoteMove,
  type QuoteState,
  type QuoteTotals,
  type QuoteVersion,
  totalsOf,
} from './quotes.rules.ts';
import * as store from './quotes.sql.ts';

export type QuoteCan = Record<'edit' | 'send' | 'withdraw' | 'order', true | string>;
export type ListedQuote = Quote & { customer_name: string; can: QuoteCan };

/** One page of the acting reseller's quotes, newest first. */
export async function listQuotes(
  ctx: Ctx,
  list: List,
  filter: Omit<store.QuoteFilter, 'seller_id'>,
): Promise<Page<ListedQuote>> {
  const seller_id = acting(ctx).organizationId;
  const { items, next_cursor } = await store.listQuotes(ctx.db, list, { ...filter, seller_id });
  return { items: await named(ctx, items), next_cursor };
}

async function named(ctx: Ctx, quotes: Quote[]): Promise<ListedQuote[]> {
  const customers = await organizationsById(
    ctx,
    quotes.flatMap(({ buyer_id }) => buyer_id ?? []),
  );
  return quotes.map((quote) => ({
    ...quote,
    customer_name: customers.get(quote.buyer_id ?? '')?.name ?? quote.prospect?.name ?? '',
    can: canOf(ctx, quote),
  }));
}

function canOf(ctx: Ctx, quote: Quote): QuoteCan {
  const may = canEditQuote(ctx.actor, quote);
  const state = quote.state as QuoteState;
  const send = every(may, canMove(QUOTE_MOVES, state, 'send'));
  const waits = state === 'accepted' && quote.order_failure !== null && quote.order_id === null;
  return {
    edit: send,
    send,
    withdraw: every(may, canMove(QUOTE_MOVES, state, 'withdraw')),
    order: every(may, waits || 'There is no order to place by hand.'),
  };
}

/** A line as its seller sees it. */
export type CostedLine = QuoteLine & {
  unit_cost: string | null;
  book_price: string;
  term_cost: bigint;
  margin: Margin;
} & Pick<QuoteLineCost, 'cost_steps' | 'price_steps'>;
export type DescribedVersion = QuoteVersion &
  QuoteTotals & {
    lines: CostedLine[];
    margin: Margin;
    /** The hash of the document the customer has; null while it is being made. */
    document_sha256: string | null;
  };
export type QuoteDetail = ListedQuote & {
  draft: store.DraftRow | null;
  versions: DescribedVersion[];
  moves: QuoteMove[];
  acceptance: QuoteAcceptance | null;
  special_price: QuoteNeed;
};

/** One quote of the acting reseller with all its versions, costs and margins. Throws 404. */
export async function describeQuote(ctx: Ctx, id: string): Promise<QuoteDetail> {
  const quote = await ownQuote(ctx, id);
  const [listed] = await named(ctx, [quote]);
  const lines = Map.groupBy(await store.listLines(ctx.db, quote), ({ version }) => version);
  const costs = Map.groupBy(await store.listCosts(ctx.db, quote), ({ version }) => version);
  const documents = new Map(
    (await store.listDocuments(ctx.db, quote)).map((row) => [row.version, row.sha256]),
  );
  const versions = (await store.listVersions(ctx.db, quote)).map((version) =>
    describeVersion(version, lines.get(version.version) ?? [], costs.get(version.version) ?? [], documents),
  );
  const draft = await store.findDraft(ctx.db, quote);
  return {
    ...found(listed, 'quote'),
    draft: draft ?? null,
    versions,
    moves: await store.listMoves(ctx.db, quote),
    acceptance: (await store.findAcceptance(ctx.db, quote)) ?? null,
    special_price: await needOfQuote(ctx, quote, draft?.content.lines ?? versions.at(-1)?.lines ?? []),
  };
}

async function needOfQuote(
  ctx: Ctx,
  { buyer_id, prospect, reseller_id: resellerId }: Quote,
  lines: readonly { offer_id: string | null; quantity: number }[],
): Promise<QuoteNeed> {
  const customer = buyer_id ? await getOrganization(ctx, buyer_id) : null;
  return needOf(ctx, { customer, prospect, resellerId }, lines);
}

/** The quote, if it is the acting organization's own as seller; 404 else, for the buyer sees it by its link. */
async function ownQuote(ctx: Ctx, id: string): Promise<Quote> {
  const quote = await store.findQuote(ctx.db, id);
  return found(quote?.seller_id === acting(ctx).organizationId ? quote : undefined, 'quote');
}

function describeVersion(
  version: QuoteVersion,
  lines: QuoteLine[],
  costs: QuoteLineCost[],
  documents: ReadonlyMap<number, string>,
): DescribedVersion {
  const costOf = new Map(costs.map((cost) => [cost.line, cost]));
  const costed = lines.map((line) => costedLine(line, found(costOf.get(line.line), 'cost')));
  const sum = (column: 'term_net' | 'term_cost') => costed.reduce((total, line) => total + line[column], 0n);
  return {
    ...version,
    ...totalsOf(lines, version.tax_rate),
    lines: costed,
    margin: marginOf(sum('term_net'), sum('term_cost')),
    document_sha256: documents.get(version.version) ?? null,
  };
}

function costedLine(line: QuoteLine, cost: QuoteLineCost): CostedLine {
  const { unit_cost, book_price, term_cost, cost_steps, price_steps } = cost;
  const text = (value: string) => decimalText(decimal(value));
  return {
    ...line,
    unit_price: text(line.unit_price),
    unit_cost: unit_cost === null ? null : text(unit_cost),
    book_price: text(book_price),
    ...{ term_cost, cost_steps, price_steps },
    margin: marginOf(line.term_net, term_cost),
  };
}

/** The document of a sent version, exactly as the customer has it. Throws 404, also while it is being made. */
export async function quoteFile(ctx: Ctx, id: string, version: number): Promise<FileAnswer> {
  const quote = await ownQuote(ctx, id);
  const file = found(await store.findPdf(ctx.db, quote, version), 'document');
  return { file, filename: `${quote.number}-${version}.pdf`, type: 'application/pdf', inline: true };
}
