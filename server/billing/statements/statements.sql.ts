import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import { ofAccounts } from '../invoices/invoices.sql.ts';
import type { StatementEntry, StatementKind } from './statements.rules.ts';

/** What changed what is owed on an account: documents issued and payments received, as signed amounts. */
function entries(accountId: string) {
  return sql`(
    select i.id, i.issued_on as "on", i.kind, i.number as reference, i.due_on, i.total as amount
    from billing.invoice i where ${ofAccounts([accountId])} and i.state = 'issued'
    union all
    select p.id, p.received_on, case when p.reason = 'refunded' then 'refund' when p.reason = 'refund_failed' then 'refund_failed'
        when p.reverses_id is not null then 'payment_reversal' when p.method = 'write_off' then 'write_off' else 'payment' end,
      p.note, null, -p.amount
    from billing.payment p where p.account_id = ${accountId} and p.method <> 'credit_note')`;
}

/** What was owed on the account before a day. */
export async function owedBefore(db: Db, accountId: string, day: string): Promise<bigint> {
  const { rows } = await sql<{ owed: bigint }>`
    select coalesce(sum(e.amount), 0)::bigint as owed from ${entries(accountId)} e where e."on" < ${day}::date`.execute(
    db,
  );
  return rows[0]?.owed ?? 0n;
}

type Row = Omit<StatementEntry, 'parts' | 'kind'> & { kind: string };

/** The account's entries of these days, both in, with what each payment and credit note settled. */
export async function entriesOf(
  db: Db,
  accountId: string,
  from: string,
  through: string,
): Promise<StatementEntry[]> {
  const { rows } = await sql<Row>`
    select e.* from ${entries(accountId)} e where e."on" between ${from}::date and ${through}::date`.execute(
    db,
  );
  const parts = await partsOf(db, accountId, from, through);
  return rows.map((row) => ({
    ...row,
    kind: row.kind as StatementKind,
    due_on: row.kind === 'credit_note' ? null : row.due_on,
    parts: parts
      .filter(({ entry_id }) => entry_id === row.id)
      .map(({ number, amount }) => ({ number, amount })),
  }));
}

/** What was settled of which invoice, by the payment or the credit note whose credit it was. */
async function partsOf(db: Db, accountId: string, from: string, through: string) {
  const { rows } = await sql<{ entry_id: string; number: string; amount: bigint }>`
    select coalesce(n.id, p.id) as entry_id, i.number, a.amount
    from billing.payment p
    join billing.allocation a on a.reseller_id = p.reseller_id and a.payment_id = p.id
    join billing.invoice i on i.reseller_id = a.reseller_id and i.id = a.invoice_id
    left join billing.invoice n on p.method = 'credit_note' and n.reseller_id = p.reseller_id and p.source = 'credit_note:' || n.id
    where p.account_id = ${accountId} and p.received_on between ${from}::date and ${through}::date
    order by i.due_on, i.number`.execute(db);
  return rows;
}
