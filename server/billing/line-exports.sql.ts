import { sql } from 'kysely';
import type { Db } from '../base/db.ts';
import type { Invoice } from './invoices.rules.ts';

/** A step of a subscription's timeline, with where it was written down. */
export type ExportedSegment = {
  subscription_id: string;
  seq: number;
  starts_on: string;
  quantity: number;
  reason: string | null;
  recorded_at: string;
};

/** The timelines of an invoice's subscriptions as they were recorded by the day of issue, oldest first. */
export async function segmentsOf(db: Db, invoice: Invoice): Promise<ExportedSegment[]> {
  const { rows } = await sql<ExportedSegment>`
    select g.subscription_id, g.seq, g.starts_on, g.quantity, g.reason, g.recorded_at from orders.segment g
    where g.reseller_id = ${invoice.reseller_id}
      and g.subscription_id in (select subscription_id from billing.line where reseller_id = ${invoice.reseller_id} and invoice_id = ${invoice.id})
      and g.recorded_at <= coalesce(${invoice.issued_at}::timestamptz, 'infinity')
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
