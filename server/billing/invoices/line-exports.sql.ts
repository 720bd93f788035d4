import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Invoice } from './invoices.rules.ts';
import type { LineRow } from './lines.rules.ts';

/** A step of a subscription's timeline, with where it was written down. */
export type ExportedSegment = {
  subscription_id: string;
  seq: number;
  starts_on: string;
  quantity: number;
  reason: string | null;
  recorded_at: string;
};

/** When the document's lines were drafted, by the branch's task of the run or the run itself; null for a note. The system alone may ask. */
export async function draftedAt(db: Db, { run_id, reseller_id }: Invoice): Promise<string | null> {
  const { rows } = await sql<{ at: string }>`
    select coalesce(t.finished_at, r.opened_at) as at from billing.run r
    left join billing.run_task t on t.run_id = r.id and t.reseller_id = ${reseller_id} where r.id = ${run_id}`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** The timelines of an invoice's subscriptions as they were recorded when it was drafted, oldest first: what was told until its issue is not in it. */
export async function segmentsOf(
  db: Db,
  invoice: Invoice,
  drafted_at: string | null,
): Promise<ExportedSegment[]> {
  const { rows } = await sql<ExportedSegment>`
    select g.subscription_id, g.seq, g.starts_on, g.quantity, g.reason, g.recorded_at from orders.segment g
    where g.reseller_id = ${invoice.reseller_id}
      and g.subscription_id in (select subscription_id from billing.line where reseller_id = ${invoice.reseller_id} and invoice_id = ${invoice.id})
      and g.recorded_at <= least(${drafted_at}::timestamptz, ${invoice.issued_at}::timestamptz, 'infinity')
    order by g.subscription_id, g.seq`.execute(db);
  return rows;
}

export type TaxRateRow = { country: string; valid_from: string; name: string; rate: string; source: string };

/** The seller's country's rate on the day. */
export async function taxRateOn(db: Db, country: string, on: string): Promise<TaxRateRow | undefined> {
  return db
    .selectFrom('billing.tax_rate')
    .select(['country', 'valid_from', 'name', 'rate', 'source'])
    .where('country', '=', country)
    .where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The first day that the document's run does not bill; of a note by hand, which is of none, that of what it corrects. */
export async function cutoffOf(
  db: Db,
  { run_id, reseller_id, corrects_id }: Pick<Invoice, 'run_id' | 'reseller_id' | 'corrects_id'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ cutoff: string }>`
    select cutoff from billing.run where id = ${run_id}
    union all
    select r.cutoff from billing.invoice i join billing.run r on r.id = i.run_id
    where i.reseller_id = ${reseller_id} and i.id = ${corrects_id}`.execute(db);
  return rows[0]?.cutoff;
}

export type Origin = {
  component: string;
  subscription_id: string;
  period_from: string;
  revision: number;
  net: bigint;
};

/** The stored lines that this invoice's lines take from. */
export async function originsOf(db: Db, invoice: Invoice): Promise<Origin[]> {
  const { rows } = await sql<Origin>`
    select distinct o.component, o.subscription_id, o.period_from, o.revision, o.net
    from billing.line l join billing.charge o on o.reseller_id = l.reseller_id and o.account_id = l.account_id
      and o.subscription_id = l.subscription_id and o.component = l.origin_component and o.period_from = l.origin_from
      and o.revision = l.origin_revision
    where l.reseller_id = ${invoice.reseller_id} and l.invoice_id = ${invoice.id}`.execute(db);
  return rows;
}

/** Which documents: those of one side of mine that were issued in these days (both in), or one by its id. */
export type Wanted =
  | { role: 'seller' | 'buyer'; organizationId: string; from: string; through: string }
  | { invoiceId: string };

type Page = { id: string; issued_on: string | null };

/** The wanted documents after one, so many, in the order of issue. */
export async function documentsOf(
  db: Db,
  wanted: Wanted,
  after: Page | undefined,
  limit: number,
): Promise<Page[]> {
  const which =
    'invoiceId' in wanted
      ? sql`i.id = ${wanted.invoiceId}`
      : sql`i.${sql.ref(`${wanted.role}_id`)} = ${wanted.organizationId} and i.state = 'issued'
        and i.issued_on between ${wanted.from}::date and ${wanted.through}::date`;
  const { rows } = await sql<Page>`
    select i.id, i.issued_on from billing.invoice i
    where ${which} and ${after ? sql`(i.issued_on, i.id) > (${after.issued_on}::date, ${after.id}::uuid)` : sql`true`}
    order by i.issued_on, i.id limit ${limit}`.execute(db);
  return rows;
}

/** All lines of these documents, by document, customer and product. */
export async function rowsOf(db: Db, invoiceIds: readonly string[]): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select i.number, i.kind, i.issued_on, i.due_on, i.issued_at, i.account_id, a.number as account_number, s.name as seller_name, b.name as buyer_name,
      i.tax_rate, l.customer_id, c.name as customer_name, c.domain as customer_domain, u.domain, u.number as subscription_number, o.code as offer_code,
      p.name as product, o.name as offer, l.words, l.component, l.period_from, l.period_to, l.quantity, l.days, l.period_days, l.list_price,
      l.discount, l.unit_price, l.net, l.tax, l.exemption, l.currency, f.number as origin_number
    from billing.invoice i
    join billing.line l on l.reseller_id = i.reseller_id and l.invoice_id = i.id
    join identity.account a on a.reseller_id = i.reseller_id and a.id = i.account_id
    join identity.organization s on s.id = i.seller_id
    join identity.organization b on b.reseller_id = i.reseller_id and b.id = i.buyer_id
    join identity.organization c on c.reseller_id = l.reseller_id and c.id = l.customer_id
    left join orders.subscription u on u.reseller_id = l.reseller_id and u.id = l.subscription_id
    left join catalog.offer o on o.id = l.offer_id
    left join catalog.product p on p.id = o.product_id
    left join billing.invoice f on f.reseller_id = l.reseller_id and f.id = l.origin_invoice_id
    where i.id = any (${[...invoiceIds]}::uuid[])
    order by i.issued_on, i.id, c.name, p.code, u.number, l.period_from, l.component, l.revision`.execute(db);
  return rows;
}
