import { sql } from 'kysely';
import { type Db, rowsJson } from '../../base/db.ts';
import { type List, type Page, page } from '../../base/page.ts';
import { draftedOn, type Which } from '../invoices/invoices.sql.ts';
import type { Allocation, Payment, PaymentRequest } from './payments.rules.ts';
import type { KnownPayment } from './reversals.rules.ts';
import { knownPayments } from './reversals.sql.ts';

/** So many locks at most of a seller: PostgreSQL has room for some thousands in all. Accounts that share one only wait. */
const LOCKS = 512;

/**
 * Keeps everything else that settles these accounts out until the transaction ends: what is open on an invoice and what is left of a payment
 * are sums over rows, and who waited for an invoice's lock would still sum what there was before. To be called before either is read.
 */
export async function holdAccounts(db: Db, accountIds: readonly string[]): Promise<void> {
  await hold(
    db,
    sql`select seller_id, id as account_id from identity.account where id = any (${[...accountIds]}::uuid[])`,
  );
}

/** The same of the accounts that drafts are of, which are about to be issued. */
export async function holdDrafted(db: Db, which: Which): Promise<void> {
  await hold(db, draftedOn(which));
}

async function hold(db: Db, accounts: ReturnType<typeof sql>): Promise<void> {
  await sql`select pg_advisory_xact_lock(seller, place) from (
    select distinct hashtext(seller_id::text) as seller, abs(hashtext(account_id::text) % ${LOCKS}) as place from (${accounts}) a
    order by seller, place) places`.execute(db);
}

/** Inserts the payments whose source is not known in their branch yet; answers the sources that were new. */
export async function insertPayments(db: Db, payments: Payment[]): Promise<Set<string>> {
  if (payments.length === 0) return new Set();
  const { rows } = await sql<{ source: string }>`
    insert into billing.payment select * from jsonb_populate_recordset(null::billing.payment, ${rowsJson(payments)}::jsonb)
    on conflict (reseller_id, source) do nothing returning source`.execute(db);
  return new Set(rows.map((row) => row.source));
}

export async function findPaymentBySource(
  db: Db,
  resellerId: string,
  source: string,
): Promise<Payment | undefined> {
  return db
    .selectFrom('billing.payment')
    .selectAll()
    .where('reseller_id', '=', resellerId)
    .where('source', '=', source)
    .executeTakeFirst();
}

/** Appends the allocations, and notes on their invoices whether they are paid in full now. Their accounts must be held. */
export async function insertAllocations(db: Db, allocations: Allocation[]): Promise<void> {
  if (allocations.length === 0) return;
  await sql`insert into billing.allocation select * from jsonb_populate_recordset(null::billing.allocation, ${rowsJson(allocations)}::jsonb)`.execute(
    db,
  );
  await noteSettled(
    db,
    allocations.map(({ reseller_id, invoice_id }) => ({ reseller_id, invoice_id })),
  );
}

async function noteSettled(
  db: Db,
  invoices: readonly { reseller_id: string; invoice_id: string }[],
): Promise<void> {
  await sql`
    with touched as (
      select distinct reseller_id, invoice_id from jsonb_to_recordset(${rowsJson(invoices)}::jsonb) as t (reseller_id uuid, invoice_id uuid)
    ), paid as (
      select t.reseller_id, t.invoice_id, sum(a.amount) as paid from touched t
      join billing.allocation a on a.reseller_id = t.reseller_id and a.invoice_id = t.invoice_id group by t.reseller_id, t.invoice_id
    )
    update billing.invoice i set settled = p.paid >= i.total from paid p
    where i.reseller_id = p.reseller_id and i.id = p.invoice_id and i.settled <> (p.paid >= i.total)`.execute(
    db,
  );
}

/** Payments of these accounts with money not yet allocated, oldest first; what was taken back or refunded of one is not left. */
export async function paymentsWithCredit(
  db: Db,
  accountIds: readonly string[],
): Promise<(Payment & { credit: bigint })[]> {
  const { rows } = await sql<Payment & { credit: bigint }>`
    select p.*, (p.amount - coalesce(a.used, 0) + coalesce(t.net, 0))::bigint as credit from billing.payment p
    left join lateral (select sum(amount) as used from billing.allocation a where a.reseller_id = p.reseller_id and a.payment_id = p.id) a on true
    left join lateral (select sum(x.amount - (select coalesce(sum(a.amount), 0) from billing.allocation a
        where a.reseller_id = x.reseller_id and a.payment_id = x.id)) as net
      from billing.payment x where x.reseller_id = p.reseller_id and x.reverses_id = p.id) t on true
    where p.account_id = any (${[...accountIds]}::uuid[]) and p.reverses_id is null and p.amount - coalesce(a.used, 0) + coalesce(t.net, 0) > 0
    order by p.received_on, p.id`.execute(db);
  return rows;
}

/** Money received or paid and what was taken back of it, newest first: no credit notes and no write-offs. */
export async function listPayments(
  db: Db,
  role: 'seller' | 'buyer',
  organizationId: string,
  list: List,
): Promise<Page<KnownPayment>> {
  const query = knownPayments(db).where(`p.${role}_id`, '=', organizationId);
  return page<KnownPayment>(
    query,
    list,
    { recorded_at: 'p.recorded_at', received_on: 'p.received_on', amount: 'p.amount' },
    'p.id',
  );
}

/** The payments behind an invoice. */
export async function paymentsFor(db: Db, invoiceId: string) {
  return db
    .selectFrom('billing.allocation as a')
    .innerJoin('billing.payment as p', (join) =>
      join.onRef('p.reseller_id', '=', 'a.reseller_id').onRef('p.id', '=', 'a.payment_id'),
    )
    .select(['p.id', 'p.method', 'p.received_on', 'p.reason', 'p.currency'])
    .select(sql<bigint>`sum(a.amount)::bigint`.as('amount'))
    .where('a.invoice_id', '=', invoiceId)
    .groupBy(['p.reseller_id', 'p.id'])
    .orderBy(sql`min(a.recorded_at)`)
    .orderBy('p.id')
    .execute();
}

/** Inserts the request unless its order has one; false when it had. */
export async function insertRequest(db: Db, request: PaymentRequest): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.payment_request')
    .values(request)
    .onConflict((conflict) => conflict.columns(['reseller_id', 'order_id']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findRequest(db: Db, id: string): Promise<PaymentRequest | undefined> {
  return db.selectFrom('billing.payment_request').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The account's open requests, oldest first, held for this transaction. */
export async function openRequests(db: Db, accountId: string): Promise<PaymentRequest[]> {
  return db
    .selectFrom('billing.payment_request')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .forUpdate()
    .execute();
}

export async function markRequest(
  db: Db,
  request: PaymentRequest,
  state: 'paid' | 'cancelled',
  now: Date,
): Promise<void> {
  await db
    .updateTable('billing.payment_request')
    .set({ state, ...(state === 'paid' && { paid_at: now }) })
    .where('reseller_id', '=', request.reseller_id)
    .where('id', '=', request.id)
    .execute();
}

/** Requests I made or was sent, newest first. */
export async function listRequests(
  db: Db,
  organizationId: string,
  list: List,
  { order_id }: { order_id?: string | undefined } = {},
): Promise<Page<PaymentRequest>> {
  let query = db
    .selectFrom('billing.payment_request')
    .selectAll()
    .where((where) =>
      where.or([where('seller_id', '=', organizationId), where('buyer_id', '=', organizationId)]),
    );
  if (order_id) query = query.where('order_id', '=', order_id);
  return page<PaymentRequest>(query, list, { created_at: 'created_at' }, 'id');
}

/**
 * What paid requests have taken of the account's credit and no invoice has used yet: those whose order is not done, or of which something that
 * runs is on no line of the account (it is charged by a job of its own, after it has begun, or when its trial is over), less what the others were
 * charged first. What is paid by use is not paid ahead.
 */
export async function promisedCredit(db: Db, accountId: string): Promise<bigint> {
  const { rows } = await sql<{ promised: bigint }>`
    select coalesce(sum(greatest(r.total - coalesce(first.total, 0), 0)), 0)::bigint as promised from billing.payment_request r
    join orders."order" o on o.reseller_id = r.reseller_id and o.id = r.order_id
    left join lateral (select sum(c.net + c.tax) as total from orders.order_line l
      cross join lateral (select c.*, min(c.period_from) over () as first_from from billing.charge c where c.reseller_id = l.reseller_id
        and c.account_id = r.account_id and c.subscription_id = l.subscription_id and c.component in ('term', 'fee') offset 0) c
      where l.reseller_id = o.reseller_id and l.order_id = o.id and c.period_from = c.first_from) first on true
    where r.account_id = ${accountId} and r.state = 'paid' and (o.state in ('awaiting_payment', 'provisioning')
      or exists (select from orders.order_line l
        join orders.subscription s on s.reseller_id = l.reseller_id and s.id = l.subscription_id and s.state in ('active', 'paused')
        join catalog.offer f on f.id = s.offer_id and f.billing <> 'per_use'
        where l.reseller_id = o.reseller_id and l.order_id = o.id and not exists (select from billing.charge c
          where c.reseller_id = s.reseller_id and c.account_id = r.account_id and c.subscription_id = s.id)))`.execute(
    db,
  );
  return rows[0]?.promised ?? 0n;
}
