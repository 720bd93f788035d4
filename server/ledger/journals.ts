import { acting, type Ctx } from '../base/ctx.ts';
import { type CivilDate, civilDate } from '../base/dates.ts';
import type { SpooledAnswer } from '../base/route.ts';
import { spool } from '../base/spool.ts';
import { accountsById, getOrganization, organizationsById } from '../identity/index.ts';
import { type Book, type Closing, type Entry, JOURNALS, type JournalFormat } from './journals.rules.ts';
import * as store from './journals.sql.ts';
import type { Transfer } from './transfers.rules.ts';

const KINDS: Record<JournalFormat, { extension: string; type: string }> = {
  hledger: { extension: 'journal', type: 'text/plain; charset=utf-8' },
  beancount: { extension: 'beancount', type: 'text/plain; charset=utf-8' },
  csv: { extension: 'csv', type: 'text/csv; charset=utf-8' },
};

/** Transfers in memory at a time. */
const PAGE = 2000;

/**
 * The acting seller's book from its first transfer through the day `through` (today by default), in one file, written piece by piece.
 * hledger and beancount get the balance of every account at its end to check themselves against.
 */
export async function journalFile(
  ctx: Ctx,
  format: JournalFormat,
  through: CivilDate | undefined,
): Promise<SpooledAnswer> {
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  const { name, currency } = seller;
  const book = { name, currency, through: through ?? civilDate(ctx.now, seller.time_zone) };
  const { extension, type } = KINDS[format];
  return {
    spooled: await spool(pieces(ctx, seller.id, format, book)),
    filename: `ledger-${book.through}.${extension}`,
    type,
  };
}

async function* pieces(
  ctx: Ctx,
  sellerId: string,
  format: JournalFormat,
  book: Book,
): AsyncGenerator<string> {
  const journal = JOURNALS[format];
  const closings = await closingsOf(ctx, sellerId, book.through);
  yield journal.opening(book, closings);
  for await (const group of groups(ctx, sellerId, book.through)) yield journal.entry(group);
  yield journal.closing(book, closings);
}

async function closingsOf(ctx: Ctx, sellerId: string, through: CivilDate): Promise<Closing[]> {
  const rows = await store.closings(ctx.db, sellerId, through);
  const numbers = await accountsById(
    ctx,
    rows.flatMap(({ account_id }) => account_id ?? []),
  );
  return rows.map(({ account_id, ...row }) => ({
    ...row,
    account_number: account_id ? (numbers.get(account_id)?.number ?? account_id) : null,
  }));
}

/** Transfers that were posted together, one group after another: an invoice's revenue and tax stand in one entry. */
async function* groups(ctx: Ctx, sellerId: string, through: CivilDate): AsyncGenerator<Entry[]> {
  let group: Entry[] = [];
  let after: Transfer | undefined;
  do {
    const page = await store.transfersAfter(ctx.db, sellerId, through, after, PAGE);
    for (const entry of await named(ctx, page)) {
      const [first] = group;
      if (first && !together(first, entry)) {
        yield group;
        group = [];
      }
      group.push(entry);
    }
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after);
  if (group.length > 0) yield group;
}

function together(a: Entry, b: Entry): boolean {
  return a.posted_on === b.posted_on && a.source_id === b.source_id && a.kind === b.kind;
}

async function named(ctx: Ctx, transfers: Transfer[]): Promise<Entry[]> {
  const accounts = await accountsById(
    ctx,
    transfers.map(({ account_id }) => account_id),
  );
  const buyers = await organizationsById(
    ctx,
    transfers.map(({ buyer_id }) => buyer_id),
  );
  return transfers.map((transfer) => ({
    ...transfer,
    buyer_name: buyers.get(transfer.buyer_id)?.name ?? transfer.buyer_id,
    account_number: accounts.get(transfer.account_id)?.number ?? transfer.account_id,
  }));
}
