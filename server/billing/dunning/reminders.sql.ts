import { type Selectable, sql } from 'kysely';
import type { BillingRemindedInvoice, BillingReminder } from '../../../db/types.ts';
import { type Db, rowsJson } from '../../base/db.ts';
import { receivables } from './ageing.sql.ts';
import { STEPS } from './policies.rules.ts';
import type { OwedInvoice } from './reminders.rules.ts';

/** A letter that was sent. */
export type Reminder = Selectable<BillingReminder>;
export type RemindedInvoice = Selectable<BillingRemindedInvoice>;

/**
 * What is open on the seller's accounts, the oldest due first, with the furthest letter that each got; of some accounts alone if given, and only what is
 * due by a day if given.
 */
export async function owedInvoices(
  db: Db,
  sellerId: string,
  only: { accountIds?: readonly string[]; dueBy?: string },
): Promise<OwedInvoice[]> {
  const { rows } = await sql<OwedInvoice>`
    select r.reseller_id, r.id, r.account_id, r.due_on, r.currency, r.open, i.number, i.issued_on, i.payment_reference,
      (select m.step from billing.reminded_invoice m where m.reseller_id = r.reseller_id and m.invoice_id = r.id
        order by array_position(${[...STEPS]}::text[], m.step) desc limit 1) as last_step
    from ${receivables(sellerId, only.accountIds)} r join billing.invoice i on i.reseller_id = r.reseller_id and i.id = r.id
    where r.due_on <= ${only.dueBy ?? 'infinity'}::date order by r.due_on, i.number`.execute(db);
  return rows;
}

/** Writes the letter down unless its account has one of that day; false when it has. */
export async function insertReminder(db: Db, reminder: Reminder): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('billing.reminder')
    .values(reminder)
    .onConflict((conflict) => conflict.columns(['reseller_id', 'account_id', 'sent_on']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Which invoices have reached which step by a letter. A step that an invoice has reached before is refused by the key. */
export async function insertReminded(db: Db, rows: readonly RemindedInvoice[]): Promise<void> {
  await sql`insert into billing.reminded_invoice select * from jsonb_populate_recordset(null::billing.reminded_invoice, ${rowsJson(rows)}::jsonb)`.execute(
    db,
  );
}

/** The newest letter of each of these accounts, by account. */
export async function lastReminders(db: Db, accountIds: readonly string[]): Promise<Map<string, Reminder>> {
  const { rows } = await sql<Reminder>`
    select distinct on (account_id) * from billing.reminder where account_id = any (${[...accountIds]}::uuid[])
    order by account_id, sent_on desc`.execute(db);
  return new Map(rows.map((row) => [row.account_id, row]));
}

/** The letters of an account, newest first. */
export async function listReminders(db: Db, accountId: string, limit: number): Promise<Reminder[]> {
  return db
    .selectFrom('billing.reminder as r')
    .selectAll('r')
    .where('r.account_id', '=', accountId)
    .orderBy('r.sent_on', 'desc')
    .limit(limit)
    .execute();
}

/** What each invoice of an account got, in the order of the days. */
export async function listReminded(
  db: Db,
  accountId: string,
): Promise<{ invoice_id: string; step: string; sent_on: string; number: string; reminder_id: string }[]> {
  return db
    .selectFrom('billing.reminded_invoice as m')
    .innerJoin('billing.reminder as r', (join) =>
      join.onRef('r.reseller_id', '=', 'm.reseller_id').onRef('r.id', '=', 'm.reminder_id'),
    )
    .innerJoin('billing.invoice as i', (join) =>
      join.onRef('i.reseller_id', '=', 'm.reseller_id').onRef('i.id', '=', 'm.invoice_id'),
    )
    .select(['m.invoice_id', 'm.step', 'r.sent_on', 'm.reminder_id', 'i.number'])
    .where('r.account_id', '=', accountId)
    .orderBy('r.sent_on')
    .orderBy('i.number')
    .execute() as never;
}
