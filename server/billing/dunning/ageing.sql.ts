import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { type List, mentions, type Page, page } from '../../base/page.ts';
import type { Ageing } from './ageing.rules.ts';

/** Amounts are minor units. `days_overdue`: of what is due longest; zero where nothing is overdue. */
export type AgedAccount = Ageing & {
  id: string;
  number: string;
  currency: string;
  buyer_id: string;
  buyer_name: string;
  open: bigint;
  overdue: bigint;
  days_overdue: number;
  oldest_due_on: string;
};

/** What a seller's accounts with something open come to in one currency. */
export type AgeingTotal = Ageing & { currency: string; open: bigint; overdue: bigint; accounts: number };

/**
 * What is open on each document of the seller, of some accounts alone if given. `settled` (kept by `insertAllocations`) keeps those that are paid out,
 * so that the time it takes is by what is open and not by the length of the history; the sum itself is over what is allocated, as everywhere.
 */
export function receivables(sellerId: string, accountIds?: readonly string[]): RawBuilder<unknown> {
  const some = accountIds ? sql`and i.account_id = any (${[...accountIds]}::uuid[])` : sql``;
  return sql`(
    select i.reseller_id, i.id, i.account_id, i.due_on, i.currency, (i.total - a.paid)::bigint as open
    from billing.invoice i
    cross join lateral (select coalesce(sum(a.amount), 0)::bigint as paid from billing.allocation a
      where a.reseller_id = i.reseller_id and a.invoice_id = i.id) a
    where i.seller_id = ${sellerId} and i.state = 'issued' and i.kind <> 'credit_note' and not i.settled and i.total > a.paid ${some})`;
}

const SUMS = (today: string) => sql`
  sum(r.open)::bigint as open,
  coalesce(sum(r.open) filter (where r.due_on < ${today}::date), 0)::bigint as overdue,
  coalesce(sum(r.open) filter (where r.due_on >= ${today}::date), 0)::bigint as not_due,
  coalesce(sum(r.open) filter (where ${today}::date - r.due_on between 1 and 30), 0)::bigint as days_1_30,
  coalesce(sum(r.open) filter (where ${today}::date - r.due_on between 31 and 60), 0)::bigint as days_31_60,
  coalesce(sum(r.open) filter (where ${today}::date - r.due_on between 61 and 90), 0)::bigint as days_61_90,
  coalesce(sum(r.open) filter (where ${today}::date - r.due_on > 90), 0)::bigint as days_over_90`;

export type AgeingFilter = { currency?: string | undefined; state?: 'overdue' | 'not_due' | undefined };

/** The seller's accounts with something open, by its age on `today`; what is overdue most comes first. */
export async function listAged(
  db: Db,
  seller: { id: string; today: string },
  filter: AgeingFilter,
  list: List,
): Promise<Page<AgedAccount>> {
  const summed = sql<AgedAccount>`(
    select a.id, a.number, a.currency, a.buyer_id, b.name as buyer_name, r.*, greatest(${seller.today}::date - r.oldest_due_on, 0) as days_overdue
    from (select r.account_id, min(r.due_on) as oldest_due_on, ${SUMS(seller.today)} from ${receivables(seller.id)} r group by r.account_id) r
    join identity.account a on a.id = r.account_id and a.seller_id = ${seller.id}
    join identity.organization b on b.id = a.buyer_id)`.as<'x'>('x');
  let query = db.selectFrom(summed).selectAll();
  if (filter.currency) query = query.where('x.currency', '=', filter.currency);
  if (filter.state === 'overdue') query = query.where('x.overdue', '>', 0n);
  if (filter.state === 'not_due') query = query.where('x.overdue', '=', 0n);
  if (list.q) query = query.where(mentions(['x.number', 'x.buyer_name'], list.q));
  const { items, next_cursor } = await page<AgedAccount>(
    query as never,
    list,
    { overdue: 'x.overdue', days_overdue: 'x.days_overdue', open: 'x.open', buyer_name: 'x.buyer_name' },
    'x.id',
  );
  return { items, next_cursor };
}

/** The same summed over all accounts, a row for each currency. */
export async function ageingTotals(
  db: Db,
  { id, today }: { id: string; today: string },
): Promise<AgeingTotal[]> {
  const { rows } = await sql<AgeingTotal>`
    select r.currency, count(distinct r.account_id)::int as accounts, ${SUMS(today)}
    from ${receivables(id)} r group by r.currency order by sum(r.open) desc, r.currency`.execute(db);
  return rows;
}
