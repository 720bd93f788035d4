import { sql } from 'kysely';
import { type Db, json, rowsJson } from '../../base/db.ts';
import type { Exemption } from '../../base/exemptions.ts';
import type { Invoice } from './invoices.rules.ts';
import type { CreditableLine, LineKey } from './notes.rules.ts';

/** The invoice, held against every other transaction that would credit it or settle it. */
export async function lockInvoice(db: Db, id: string): Promise<Invoice | undefined> {
  return db.selectFrom('billing.invoice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The invoice's lines that charge something, with what later lines have left of each. */
export async function creditableLines(db: Db, { reseller_id, id }: Invoice): Promise<CreditableLine[]> {
  const { rows } = await sql<LineKey & Omit<CreditableLine, 'key'>>`
    select l.subscription_id, l.component, l.period_from, l.revision, l.net, l.tax, l.exemption,
      (l.net + coalesce(t.net, 0))::bigint as left_net, (l.tax + coalesce(t.tax, 0))::bigint as left_tax
    from billing.line l
    left join lateral (select sum(t.net) as net, sum(t.tax) as tax from billing.charge t
      where t.reseller_id = l.reseller_id and t.account_id = l.account_id and t.subscription_id = l.subscription_id
        and t.origin_component = l.component and t.origin_from = l.period_from and t.origin_revision = l.revision) t on true
    where l.reseller_id = ${reseller_id} and l.invoice_id = ${id} and l.net > 0
    order by l.subscription_id, l.component, l.period_from, l.revision`.execute(db);
  return rows.map(({ net, tax, left_net, left_tax, exemption, ...key }) => ({
    key,
    ...{ net, tax, left_net, left_tax, exemption },
  }));
}

/** What notes on the invoice have credited of its net: zero or less. */
export async function creditedNet(db: Db, { reseller_id, id }: Invoice): Promise<bigint> {
  const { rows } = await sql<{ net: bigint }>`
    select coalesce(sum(net), 0)::bigint as net from billing.invoice
    where reseller_id = ${reseller_id} and corrects_id = ${id} and kind = 'credit_note' and state <> 'discarded'`.execute(
    db,
  );
  return rows[0]?.net ?? 0n;
}

/** Inserts a draft note. */
export async function insertNote(db: Db, note: Invoice): Promise<void> {
  await db.insertInto('billing.invoice').values(note).execute();
}

export type CreditLine = LineKey & { net: bigint; tax: bigint };

/**
 * Writes the note's lines: each takes `net` and `tax` from a line of the invoice it corrects, under the next revision of the days it is about.
 */
export async function insertCreditLines(db: Db, note: Invoice, credits: CreditLine[]): Promise<void> {
  await sql`
    insert into billing.charge (reseller_id, account_id, subscription_id, component, period_from, revision, period_to, seller_id, buyer_id,
      customer_id, offer_id, invoice_id, run_id, quantity, days, period_days, list_price, discount, unit_price, net, tax, currency, recorded_at,
      source_id, words, origin_invoice_id, origin_component, origin_from, origin_revision, exemption)
    select l.reseller_id, l.account_id, l.subscription_id, 'credit', l.period_from,
      coalesce((select max(o.revision) from billing.charge o where o.reseller_id = l.reseller_id and o.account_id = l.account_id
        and o.subscription_id = l.subscription_id and o.component = 'credit' and o.period_from = l.period_from), 0)
        + row_number() over (partition by l.subscription_id, l.period_from order by l.component, l.revision)::int,
      l.period_to, l.seller_id, l.buyer_id, l.customer_id, l.offer_id, ${note.id}::uuid, ${note.run_id}::uuid, -1, 1, 1,
      c.net, 0, c.net, -c.net, -c.tax, l.currency, ${note.created_at}::timestamptz, l.source_id, l.words, l.invoice_id, l.component,
      l.period_from, l.revision, l.exemption
    from jsonb_to_recordset(${rowsJson(credits)}::jsonb) as c (subscription_id uuid, component text, period_from date, revision int, net bigint, tax bigint)
    join billing.line l on l.reseller_id = ${note.reseller_id} and l.invoice_id = ${note.corrects_id} and l.subscription_id = c.subscription_id
      and l.component = c.component and l.period_from = c.period_from and l.revision = c.revision`.execute(
    db,
  );
}

export type DebitLine = {
  id: string;
  words: { en: string; ar: string };
  net: bigint;
  tax: bigint;
  exemption: Exemption | null;
};

/** Writes what a debit note charges further: each a line of its own, for the customer that the note is about. */
export async function insertDebitLines(
  db: Db,
  note: Invoice,
  customerId: string,
  lines: DebitLine[],
): Promise<void> {
  const { reseller_id, account_id, seller_id, buyer_id, currency, run_id, period_from, period_to } = note;
  await db
    .insertInto('billing.charge')
    .values(
      lines.map(({ id, words, net, tax, exemption }) => ({
        ...{ reseller_id, account_id, seller_id, buyer_id, currency, run_id, period_from, period_to },
        subscription_id: id,
        component: 'debit',
        revision: 1,
        customer_id: customerId,
        invoice_id: note.id,
        quantity: 1,
        days: 1,
        period_days: 1,
        list_price: net.toString(),
        discount: '0',
        unit_price: net.toString(),
        net,
        tax,
        recorded_at: note.created_at,
        words: json(words),
        origin_invoice_id: note.corrects_id,
        exemption: exemption && json(exemption),
      })),
    )
    .execute();
}
