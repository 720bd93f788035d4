import { type Selectable, sql } from 'kysely';
import type { BillingEInvoice, BillingEInvoiceLink, BillingEInvoiceUnit } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';

export type EInvoiceUnit = Selectable<BillingEInvoiceUnit>;
export type EInvoiceLink = Selectable<BillingEInvoiceLink>;
export type EInvoiceRow = Selectable<BillingEInvoice>;

// Tax is told in riyals.
const SAYABLE = sql`(i.currency = 'SAR' or i.tax = 0 or exists (select from billing.exchange_rate r
  where r.from_currency = i.currency and r.to_currency = 'SAR' and r.valid_on <= i.issued_on))`;

type Seller = { reseller_id: string; id: string };

/** Keeps the seller's unit if it has none; two who make one at once keep the first. */
export async function keepUnit(db: Db, unit: EInvoiceUnit): Promise<void> {
  await db
    .insertInto('billing.e_invoice_unit')
    .values(unit)
    .onConflict((on) => on.doNothing())
    .execute();
}

/** The seller's newest unit, held until the transaction ends: who holds it appends to the chain. */
export async function holdUnit(db: Db, seller: Seller): Promise<EInvoiceUnit | undefined> {
  return db
    .selectFrom('billing.e_invoice_unit')
    .selectAll()
    .where('reseller_id', '=', seller.reseller_id)
    .where('seller_id', '=', seller.id)
    .orderBy('made_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

/** The chain's last link. */
export async function lastLink(db: Db, seller: Seller): Promise<EInvoiceLink | undefined> {
  return db
    .selectFrom('billing.e_invoice_link')
    .selectAll()
    .where('reseller_id', '=', seller.reseller_id)
    .where('seller_id', '=', seller.id)
    .orderBy('counter', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The seller's issued invoices that are not on its chain yet, in the order of issue. */
export async function unstamped(db: Db, sellerId: string, limit: number): Promise<Invoice[]> {
  const { rows } = await sql<Invoice>`
    select i.* from billing.invoice i
    where i.seller_id = ${sellerId} and i.state = 'issued' and ${SAYABLE}
      and not exists (select from billing.e_invoice e where e.reseller_id = i.reseller_id and e.invoice_id = i.id)
    order by i.issued_at, i.number limit ${limit}`.execute(db);
  return rows;
}

/** Appends the links to their chain, and keeps the files: all of one batch. */
export async function appendLinks(
  db: Db,
  links: readonly EInvoiceLink[],
  files: readonly EInvoiceRow[],
): Promise<void> {
  await db
    .insertInto('billing.e_invoice_link')
    .values([...links])
    .execute();
  await db
    .insertInto('billing.e_invoice')
    .values([...files])
    .execute();
}

/** The invoice's signed file, when it is stamped. */
export async function findEInvoice(db: Db, invoiceId: string): Promise<EInvoiceRow | undefined> {
  return db
    .selectFrom('billing.e_invoice')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst();
}

/** What other documents say of an issued one. */
export type Named = Pick<Invoice, 'id' | 'issued_on' | 'tax_rate' | 'tax_note'> & { number: string };

/** Those of these invoices that are issued, in the order of their numbers: a draft has none to be named by. */
export async function named(db: Db, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('billing.invoice')
    .select(['id', 'number', 'issued_on', 'tax_rate', 'tax_note'])
    .where('id', 'in', [...ids])
    .where('number', 'is not', null)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({ ...row, number: row.number ?? '' }));
}

/** The chain's links after `counter`, in order. */
export async function linksAfter(
  db: Db,
  sellerId: string,
  counter: bigint,
  limit: number,
): Promise<EInvoiceLink[]> {
  return db
    .selectFrom('billing.e_invoice_link')
    .selectAll()
    .where('seller_id', '=', sellerId)
    .where('counter', '>', counter)
    .orderBy('counter')
    .limit(limit)
    .execute();
}

/** The files of these invoices. */
export async function filesOf(
  db: Db,
  invoiceIds: readonly string[],
): Promise<Pick<EInvoiceRow, 'invoice_id' | 'xml'>[]> {
  return db
    .selectFrom('billing.e_invoice')
    .select(['invoice_id', 'xml'])
    .where('invoice_id', 'in', [...invoiceIds])
    .execute();
}

/** Sellers of the Kingdom with a tax number who have issued invoices that are not on their chain yet. */
export async function sellersBehind(db: Db): Promise<{ id: string; reseller_id: string }[]> {
  const { rows } = await sql<{ id: string; reseller_id: string }>`
    select distinct s.id, s.reseller_id from identity.organization s
    join billing.invoice i on i.seller_id = s.id and i.state = 'issued' and ${SAYABLE}
    where s.country = 'SA' and s.tax_number is not null
      and not exists (select from billing.e_invoice e where e.reseller_id = i.reseller_id and e.invoice_id = i.id)`.execute(
    db,
  );
  return rows;
}
