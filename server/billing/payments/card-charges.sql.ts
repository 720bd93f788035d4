import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { CALL_MINUTES, type CardAttempt, type CardCharge } from './cards.rules.ts';

/**
 * Plans a charge on its due day for each of these issued documents of which something is open and whose account has a card that is charged by
 * itself: one statement, however many there are. One that is planned stays as it is; one that was let go is taken up again.
 */
export async function planInvoices(
  db: Db,
  now: Date,
  invoices: readonly Pick<Invoice, 'reseller_id' | 'id' | 'account_id'>[],
): Promise<void> {
  await sql`${plan(now)} from unnest(${invoices.map(({ reseller_id }) => reseller_id)}::uuid[],
      ${invoices.map(({ id }) => id)}::uuid[], ${invoices.map(({ account_id }) => account_id)}::uuid[]) as n (reseller_id, id, account_id)
    join billing.card c on c.reseller_id = n.reseller_id and c.account_id = n.account_id and c.ended_at is null and c.automatic
    join billing.invoice i on i.reseller_id = n.reseller_id and i.id = n.id ${ofOpen}
    on conflict (reseller_id, id) do nothing`.execute(db);
}

/** The same of whatever is open on the account and not overdue: its card has just been kept, or turned on. */
export async function planAccount(db: Db, now: Date, accountId: string): Promise<void> {
  await sql`${plan(now)} from billing.card c
    join billing.invoice i on i.reseller_id = c.reseller_id and i.account_id = c.account_id ${ofOpen}
      and i.due_on >= (${now}::timestamptz at time zone s.time_zone)::date
    where c.account_id = ${accountId} and c.ended_at is null and c.automatic
    on conflict (reseller_id, id) do update set state = 'waiting', due_at = excluded.due_at, tries = 0, planned_at = excluded.planned_at
      where billing.card_charge.state = 'dropped'`.execute(db);
}

function plan(now: Date) {
  return sql`insert into billing.card_charge (reseller_id, id, account_id, seller_id, buyer_id, invoice_id, state, due_at, tries, planned_at)
    select i.reseller_id, i.id, i.account_id, i.seller_id, i.buyer_id, i.id, 'waiting', i.due_on::timestamp at time zone s.time_zone, 0,
      ${now}::timestamptz`;
}

const ofOpen = sql`and i.state = 'issued' and i.kind <> 'credit_note'
      and i.total > (select coalesce(sum(a.amount), 0) from billing.allocation a where a.reseller_id = i.reseller_id and a.invoice_id = i.id)
    join identity.organization s on s.id = i.seller_id`;

/** Plans to charge a payment request at once, if its account's card may be for that; answers whether it does. */
export async function planRequest(db: Db, now: Date, requestId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into billing.card_charge (reseller_id, id, account_id, seller_id, buyer_id, payment_request_id, state, due_at, tries, planned_at)
    select r.reseller_id, r.id, r.account_id, r.seller_id, r.buyer_id, r.id, 'waiting', ${now}::timestamptz, 0, ${now}::timestamptz
    from billing.payment_request r
    join billing.card c on c.reseller_id = r.reseller_id and c.account_id = r.account_id and c.ended_at is null and c.automatic and c.prepaid
    where r.id = ${requestId} and r.state = 'open' on conflict (reseller_id, id) do nothing returning id`.execute(
    db,
  );
  return rows.length > 0;
}

/** What was declined on the account is tried again at once: another card is kept. */
export async function retryDeclined(db: Db, now: Date, accountId: string): Promise<void> {
  await sql`update billing.card_charge h set state = 'waiting', due_at = ${now}::timestamptz, tries = 0
    where h.account_id = ${accountId} and (h.state = 'stopped' or (h.state = 'waiting' and h.tries > 0))`.execute(
    db,
  );
}

/** Charges that are due, and those whose try began and has been heard of no more for a while; the longest due first. */
export async function dueCharges(
  db: Db,
  now: Date,
  limit: number,
): Promise<Pick<CardCharge, 'reseller_id' | 'id' | 'account_id'>[]> {
  const { rows } = await sql<Pick<CardCharge, 'reseller_id' | 'id' | 'account_id'>>`
    select h.reseller_id, h.id, h.account_id from billing.card_charge h
    where h.due_at <= ${now}::timestamptz and h.state in ('waiting', 'trying')
      and (h.state = 'waiting' or exists (select from billing.card_attempt t where t.reseller_id = h.reseller_id and t.charge_id = h.id
        and t.ended_at is null and t.called_at <= ${now}::timestamptz - make_interval(mins => ${CALL_MINUTES})))
    order by h.due_at, h.id limit ${limit}`.execute(db);
  return rows;
}

export async function lockCharge(
  db: Db,
  { reseller_id, id }: Pick<CardCharge, 'reseller_id' | 'id'>,
): Promise<CardCharge | undefined> {
  return db
    .selectFrom('billing.card_charge')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateCharge(
  db: Db,
  { reseller_id, id }: Pick<CardCharge, 'reseller_id' | 'id'>,
  values: Partial<Pick<CardCharge, 'state' | 'due_at' | 'tries'>>,
): Promise<void> {
  await db
    .updateTable('billing.card_charge')
    .set(values)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** Whether somebody is just now about to pay it on the gateway's page. */
export async function paidByHandSince(
  db: Db,
  { reseller_id, id }: CardCharge,
  since: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('billing.checkout')
    .select('id')
    .where('reseller_id', '=', reseller_id)
    .where((eb) => eb.or([eb('invoice_id', '=', id), eb('payment_request_id', '=', id)]))
    .where('state', '=', 'open')
    .where('created_at', '>', since.toISOString())
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAttempt(db: Db, attempt: CardAttempt): Promise<void> {
  await db.insertInto('billing.card_attempt').values(attempt).execute();
}

/** The newest try of a charge. */
export async function lastAttempt(
  db: Db,
  { reseller_id, id }: Pick<CardCharge, 'reseller_id' | 'id'>,
): Promise<CardAttempt | undefined> {
  return db
    .selectFrom('billing.card_attempt')
    .selectAll()
    .where('reseller_id', '=', reseller_id)
    .where('charge_id', '=', id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function findAttempt(db: Db, id: string): Promise<CardAttempt | undefined> {
  return db.selectFrom('billing.card_attempt').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateAttempt(
  db: Db,
  { reseller_id, id }: Pick<CardAttempt, 'reseller_id' | 'id'>,
  values: Partial<Pick<CardAttempt, 'state' | 'reason' | 'payment_ref' | 'called_at' | 'ended_at'>>,
): Promise<void> {
  await db
    .updateTable('billing.card_attempt')
    .set(values)
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .execute();
}

/** Tries that have not ended: after a restart nobody else may ask how they stand. */
export async function openAttempts(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('billing.card_attempt')
    .select('id')
    .where('ended_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Whether the gateway has been asked for money since then and its answer is not known: of an account, which must be held, or of any. */
export async function underWay(db: Db, since: Date, accountId?: string): Promise<boolean> {
  const row = await db
    .selectFrom('billing.card_attempt')
    .select('id')
    .where('ended_at', 'is', null)
    .where('called_at', '>', since.toISOString())
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A charge as a page shows it: of which document, how the last try ended, on which card. */
export type KnownCharge = CardCharge & {
  /** The seller's day on which it is charged, or tried again. */
  due_on: string;
  number: string;
  currency: string;
  open: bigint;
  card_on: boolean;
  brand: string | null;
  last4: string | null;
  reason: string | null;
  tried_at: string | null;
  tried_amount: bigint | null;
};

export async function listCharges(
  db: Db,
  where: { account_id: string } | Pick<CardCharge, 'reseller_id' | 'id'>,
  limit: number,
): Promise<KnownCharge[]> {
  const chosen =
    'id' in where
      ? sql`h.reseller_id = ${where.reseller_id} and h.id = ${where.id}`
      : sql`h.account_id = ${where.account_id}`;
  const { rows } = await sql<KnownCharge>`
    select h.*, (h.due_at at time zone s.time_zone)::date as due_on, coalesce(i.number, o.number) as number, coalesce(i.currency, r.currency) as currency,
      (case when i.id is not null then i.total - (select coalesce(sum(a.amount), 0) from billing.allocation a
          where a.reseller_id = i.reseller_id and a.invoice_id = i.id)
        when r.state = 'open' then r.total else 0 end)::bigint as open,
      coalesce(k.automatic and (k.prepaid or h.invoice_id is not null), false) as card_on, coalesce(c.brand, k.brand) as brand,
      coalesce(c.last4, k.last4) as last4, t.reason, t.called_at as tried_at, t.amount as tried_amount
    from billing.card_charge h join identity.organization s on s.id = h.seller_id
    left join billing.invoice i on i.reseller_id = h.reseller_id and i.id = h.invoice_id
    left join billing.payment_request r on r.reseller_id = h.reseller_id and r.id = h.payment_request_id
    left join orders."order" o on o.reseller_id = r.reseller_id and o.id = r.order_id
    left join billing.card k on k.reseller_id = h.reseller_id and k.account_id = h.account_id and k.ended_at is null
    left join lateral (select * from billing.card_attempt t where t.reseller_id = h.reseller_id and t.charge_id = h.id
      order by t.number desc limit 1) t on true
    left join billing.card c on c.reseller_id = t.reseller_id and c.id = t.card_id
    where ${chosen} order by h.planned_at desc, h.id desc limit ${limit}`.execute(db);
  return rows;
}
