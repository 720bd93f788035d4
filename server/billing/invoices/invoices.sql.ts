import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Exemption } from '../../base/exemptions.ts';
import { type List, mentions, type Page, page } from '../../base/page.ts';
import { type Invoice, PAYMENT_DAYS } from './invoices.rules.ts';

/** Drafts to issue: a seller's of a run, a seller's by id, or those of every seller within these branches of a run. */
export type Which =
  | { sellerId: string; runId: string }
  | { sellerId: string; invoiceIds: readonly string[] }
  | { runId: string; resellerIds: readonly string[] };

function drafts(which: Which) {
  const chosen =
    'runId' in which ? sql`i.run_id = ${which.runId}` : sql`i.id = any (${[...which.invoiceIds]}::uuid[])`;
  const branches =
    'resellerIds' in which ? sql`i.reseller_id = any (${[...which.resellerIds]}::uuid[])` : sql`true`;
  return sql`i.state = 'draft' and ${chosen} and ${branches}`;
}

/** Whose drafts are meant; within branches those of everybody in them who sells. */
function sellers(which: Which) {
  return 'sellerId' in which
    ? sql`id = ${which.sellerId}`
    : sql`reseller_id = any (${[...which.resellerIds]}::uuid[]) and kind <> 'customer'`;
}

/** Seller and account of each draft. */
export function draftedOn(which: Which) {
  return sql`select i.seller_id, i.account_id from billing.invoice i
    where i.seller_id in (select id from identity.organization where ${sellers(which)}) and ${drafts(which)}`;
}

/** Holds the drafts until the transaction ends: their run may be discarded at this moment, and a number must not go to one that is. */
export async function holdDrafts(db: Db, which: Which): Promise<void> {
  await sql`select from billing.invoice i where i.seller_id in (select id from identity.organization where ${sellers(which)})
    and ${drafts(which)} order by i.reseller_id, i.id for update`.execute(db);
}

/** An issued document; `book_id` is the branch whose key the seller's own rows have. */
export type Numbered = Invoice & { book_id: string };

/**
 * Numbers the drafts from each seller's series, one for each kind, in the order of their accounts, and issues them on the seller's civil
 * day: in one statement, so that a series has no gap whatever fails. Takes `limit` at most; asked again in the same
 * transaction it goes on where it was. The reference is ISO 11649 over the number's letters and digits (D = 13, N = 23, R = 27, F = 15); a
 * credit note is not paid and has none. Answers the issued documents.
 */
export async function numberDrafts(db: Db, now: Date, which: Which, limit: number): Promise<Numbered[]> {
  const { rows } = await sql<Numbered>`
    with seller as materialized (
      select id, reseller_id as book_id, (${now}::timestamptz at time zone time_zone)::date as today
      from identity.organization where ${sellers(which)}
    ), draft as (
      select d.*, row_number() over (partition by seller_id, kind order by account, period_from, id) as place,
        count(*) over (partition by seller_id, kind) as total
      from (select i.reseller_id, i.id, i.kind, i.period_from, s.book_id, i.seller_id, s.today, extract(year from s.today)::int as year,
          a.number as account
        from billing.invoice i join identity.account a on a.reseller_id = i.reseller_id and a.id = i.account_id
        join seller s on s.id = i.seller_id
        where ${drafts(which)} order by i.seller_id, i.kind, a.number, i.period_from, i.id limit ${limit}) d
    ), series as (
      insert into billing.invoice_series (reseller_id, seller_id, kind, year, last_number)
      select book_id, seller_id, kind, year, count(*)::int from draft group by book_id, seller_id, kind, year
      on conflict (reseller_id, seller_id, kind, year) do update set last_number = billing.invoice_series.last_number + excluded.last_number
      returning seller_id, kind, last_number
    ), numbered as (
      select d.reseller_id, d.id, d.book_id, d.kind, d.today, d.year::text as year, lpad((s.last_number - d.total + d.place)::text, 6, '0') as count,
        case d.kind when 'credit_note' then 'CN-' when 'debit_note' then 'DN-' else '' end as series
      from draft d join series s on s.seller_id = d.seller_id and s.kind = d.kind
    )
    update billing.invoice i set state = 'issued', number = n.series || n.year || '-' || n.count,
      payment_reference = case n.kind
        when 'invoice' then 'RF' || lpad((98 - mod((n.year || n.count || '271500')::numeric, 97))::text, 2, '0') || n.year || n.count
        when 'debit_note' then 'RF' || lpad((98 - mod(('1323' || n.year || n.count || '271500')::numeric, 97))::text, 2, '0') || 'DN' || n.year || n.count
      end,
      issued_at = ${now}::timestamptz, issued_on = n.today,
      due_on = case when n.kind <> 'credit_note' then n.today + ${PAYMENT_DAYS}::int end
    from numbered n where i.reseller_id = n.reseller_id and i.id = n.id
    returning i.*, n.book_id`.execute(db);
  return rows.sort((a, b) => ((a.number ?? '') < (b.number ?? '') ? -1 : 1));
}

/** The documents of a run, in the order they were made; of an account's preview one, or several (`partingOf` of documents.sql.ts). */
export async function documentsOf(db: Db, runId: string): Promise<Invoice[]> {
  return db.selectFrom('billing.invoice').selectAll().where('run_id', '=', runId).orderBy('id').execute();
}

export type Target = {
  id: string;
  reseller_id: string;
  account_id: string;
  currency: string;
  payment_reference: string;
  is_invoice: boolean;
};

/** What the seller's payment references stand for: invoices and payment requests. */
export async function findByReferences(
  db: Db,
  sellerId: string,
  references: readonly string[],
): Promise<Target[]> {
  const { rows } = await sql<Target>`
    select id, reseller_id, account_id, currency, payment_reference, true as is_invoice from billing.invoice
    where seller_id = ${sellerId} and payment_reference = any (${[...references]})
    union all
    select id, reseller_id, account_id, currency, payment_reference, false from billing.payment_request
    where seller_id = ${sellerId} and payment_reference = any (${[...references]})`.execute(db);
  return rows;
}

/** Condition that document `i` is of these accounts. */
export function ofAccounts(ids: readonly string[]) {
  return sql`i.account_id = any (${[...ids]}::uuid[]) and i.reseller_id in (
    select reseller_id from identity.account where id = any (${[...ids]}::uuid[]))`;
}

/** The accounts' issued invoices that are not fully paid, oldest due first, with what is open on each; held until the transaction ends. */
export async function openInvoices(
  db: Db,
  accountIds: readonly string[],
): Promise<(Invoice & { open: bigint })[]> {
  const held = await db
    .selectFrom('billing.invoice as i')
    .selectAll('i')
    .select(
      sql<bigint>`i.total - (select coalesce(sum(a.amount), 0)::bigint from billing.allocation a
      where a.reseller_id = i.reseller_id and a.invoice_id = i.id)`.as('open'),
    )
    .where(sql<boolean>`${ofAccounts(accountIds)}`)
    .where('i.state', '=', 'issued')
    .where(sql<boolean>`i.total > (select coalesce(sum(a.amount), 0) from billing.allocation a
      where a.reseller_id = i.reseller_id and a.invoice_id = i.id)`)
    .orderBy('i.due_on')
    .orderBy('i.number')
    .forUpdate('i')
    .execute();
  return held;
}

export type InvoiceFilter = {
  role: 'seller' | 'buyer';
  organizationId: string;
  buyer_id?: string | undefined;
  state?: string | undefined;
  run_id?: string | undefined;
  kind?: string | undefined;
  corrects_id?: string | undefined;
  today: string;
};
/** `paid`: allocated to it, of a credit note what of it was used (negative). `credited` and `written_off` are parts of `paid`. */
export type ListedInvoice = Invoice & {
  paid: bigint;
  credited: bigint;
  written_off: bigint;
  corrects_number: string | null;
  seller_name: string;
  seller_time_zone: string;
  buyer_name: string;
};

/** Invoices I issued, or was issued, newest first. `state`: draft, open (any unpaid), overdue, paid. */
export async function listInvoices(db: Db, filter: InvoiceFilter, list: List): Promise<Page<ListedInvoice>> {
  let query = withPaid(db)
    .where(`i.${filter.role}_id`, '=', filter.organizationId)
    .where('i.state', '<>', 'discarded');
  if (filter.buyer_id) query = query.where('i.buyer_id', '=', filter.buyer_id);
  if (filter.run_id) query = query.where('i.run_id', '=', filter.run_id);
  if (filter.kind) query = query.where('i.kind', '=', filter.kind);
  if (filter.corrects_id) query = query.where('i.corrects_id', '=', filter.corrects_id);
  if (filter.state) query = query.where(stateCondition(filter.state, filter.today));
  if (list.q) query = query.where(mentions(['i.number', 'b.name', 'i.payment_reference'], list.q));
  return page<ListedInvoice>(
    query,
    list,
    { created_at: 'i.created_at', total: 'i.total', period_to: 'i.period_to' },
    'i.id',
  );
}

function withPaid(db: Db) {
  return db
    .selectFrom('billing.invoice as i')
    .innerJoin('identity.organization as b', 'b.id', 'i.buyer_id')
    .innerJoin('identity.organization as s', 's.id', 'i.seller_id')
    .selectAll('i')
    .select([
      'b.name as buyer_name',
      's.name as seller_name',
      's.time_zone as seller_time_zone',
      sql<bigint>`(case when i.kind = 'credit_note' then -${usedCredit} else ${allocated()} end)`.as('paid'),
      sql<bigint>`${allocated('credit_note')}`.as('credited'),
      sql<bigint>`${allocated('write_off')}`.as('written_off'),
      sql<
        string | null
      >`(select o.number from billing.invoice o where o.reseller_id = i.reseller_id and o.id = i.corrects_id)`.as(
        'corrects_number',
      ),
    ]);
}

/** What is allocated to invoice `i`: all of it, or that of one method. */
function allocated(method?: string) {
  const chosen = method
    ? sql`join billing.payment p on p.reseller_id = a.reseller_id and p.id = a.payment_id and p.method = ${method}`
    : sql``;
  return sql`(select coalesce(sum(a.amount), 0)::bigint from billing.allocation a ${chosen} where a.reseller_id = i.reseller_id and a.invoice_id = i.id)`;
}

/** What of credit note `i` has been used for invoices. */
const usedCredit = sql`(select coalesce(sum(a.amount), 0)::bigint from billing.payment p
  join billing.allocation a on a.reseller_id = p.reseller_id and a.payment_id = p.id
  where p.reseller_id = i.reseller_id and p.source = 'credit_note:' || i.id)`;

/** One invoice with what is paid and both names. */
export async function describeInvoice(db: Db, id: string): Promise<ListedInvoice | undefined> {
  return withPaid(db).where('i.id', '=', id).executeTakeFirst();
}

function stateCondition(state: string, today: string) {
  const open = sql`i.state = 'issued' and i.total > coalesce((select sum(amount) from billing.allocation a where a.reseller_id = i.reseller_id and a.invoice_id = i.id), 0)`;
  if (state === 'draft') return sql<boolean>`i.state = 'draft'`;
  if (state === 'paid') return sql<boolean>`i.state = 'issued' and i.kind <> 'credit_note' and not (${open})`;
  if (state === 'overdue') return sql<boolean>`${open} and i.due_on < ${today}::date`;
  return sql<boolean>`${open}`;
}

/** A line as a person reads it. Without a subscription (a fee, a note) `subscription_number` is null and `words` say what it is. */
export type DescribedLine = {
  subscription_id: string;
  subscription_number: string | null;
  domain: string | null;
  component: string;
  period_from: string;
  period_to: string;
  revision: number;
  customer_id: string;
  customer_name: string;
  offer_id: string | null;
  offer_code: string | null;
  product_name: { en: string; ar: string };
  offer_name: { en: string; ar: string };
  words: { en: string; ar: string } | null;
  origin_invoice_id: string | null;
  origin_number: string | null;
  origin_component: string | null;
  origin_from: string | null;
  origin_revision: number | null;
  quantity: number;
  days: number;
  period_days: number;
  list_price: string;
  discount: string;
  unit_price: string;
  net: bigint;
  tax: bigint;
  currency: string;
  /** Its document's. */
  tax_rate: string;
  /** Why it bears no tax; null: taxed as its document is. */
  exemption: Exemption | null;
};

type InvoiceKey = Pick<Invoice, 'reseller_id' | 'id'>;

/** An invoice's lines with the words a person needs, by customer, product and period: all, or the first so many. */
export async function linesOf(db: Db, invoice: InvoiceKey, limit?: number): Promise<DescribedLine[]> {
  return linesOfAll(db, [invoice], limit);
}

/** The lines of documents of one account, as if they were one. */
export async function linesOfAll(
  db: Db,
  invoices: readonly InvoiceKey[],
  limit?: number,
): Promise<DescribedLine[]> {
  return invoices.length > 0 ? describedLines(db, invoices, limit) : [];
}

/** How many lines these documents have. */
export async function countLines(db: Db, invoices: readonly InvoiceKey[]): Promise<number> {
  const { count } = await db
    .selectFrom('billing.line')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where(
      'reseller_id',
      'in',
      invoices.map(({ reseller_id }) => reseller_id),
    )
    .where(
      'invoice_id',
      'in',
      invoices.map(({ id }) => id),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The same of many invoices at once, by invoice; one without lines is not among them. */
export async function linesOfEach(
  db: Db,
  invoices: readonly InvoiceKey[],
): Promise<Map<string, DescribedLine[]>> {
  const lines = await describedLines(db, invoices);
  return Map.groupBy(lines, (line) => line.invoice_id);
}

const PRICED = [
  'l.quantity',
  'l.days',
  'l.period_days',
  'l.list_price',
  'l.discount',
  'l.unit_price',
  'l.net',
  'l.tax',
  'l.currency',
  'l.exemption',
] as const;

async function describedLines(
  db: Db,
  invoices: readonly InvoiceKey[],
  limit?: number,
): Promise<(DescribedLine & { invoice_id: string })[]> {
  return (
    db
      .selectFrom('billing.line as l')
      .leftJoin('orders.subscription as s', (join) =>
        join.onRef('s.reseller_id', '=', 'l.reseller_id').onRef('s.id', '=', 'l.subscription_id'),
      )
      .innerJoin('identity.organization as c', (join) =>
        join.onRef('c.reseller_id', '=', 'l.reseller_id').onRef('c.id', '=', 'l.customer_id'),
      )
      .leftJoin('catalog.offer as o', 'o.id', 'l.offer_id')
      .leftJoin('catalog.product as p', 'p.id', 'o.product_id')
      .innerJoin('billing.invoice as i', (join) =>
        join.onRef('i.reseller_id', '=', 'l.reseller_id').onRef('i.id', '=', 'l.invoice_id'),
      )
      .leftJoin('billing.invoice as f', (join) =>
        join.onRef('f.reseller_id', '=', 'l.reseller_id').onRef('f.id', '=', 'l.origin_invoice_id'),
      )
      .select([
        'l.invoice_id',
        'l.subscription_id',
        's.number as subscription_number',
        's.domain',
        'l.component',
        'l.period_from',
        'l.period_to',
        'l.revision',
      ])
      .select([
        'l.customer_id',
        'c.name as customer_name',
        'l.offer_id',
        'o.code as offer_code',
        sql`coalesce(p.name, l.words, '{"en": "", "ar": ""}')`.as('product_name'),
        sql`coalesce(o.name, '{"en": "", "ar": ""}')`.as('offer_name'),
        'l.words',
        'l.origin_invoice_id',
        'f.number as origin_number',
        'l.origin_component',
        'l.origin_from',
        'l.origin_revision',
      ])
      .select(PRICED)
      .select('i.tax_rate')
      .where('l.reseller_id', 'in', [...new Set(invoices.map(({ reseller_id }) => reseller_id))])
      .where('l.invoice_id', 'in', [...new Set(invoices.map(({ id }) => id))])
      .orderBy('c.name')
      .orderBy('p.code')
      .orderBy('s.number')
      .orderBy('l.period_from')
      .orderBy('l.revision')
      // Fees of one day have all of these alike; a document says them in one order, always.
      .orderBy('l.subscription_id')
      .orderBy('l.component')
      .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
      .execute() as Promise<(DescribedLine & { invoice_id: string })[]>
  );
}
