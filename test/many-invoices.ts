import { sql } from 'kysely';
import type { Db } from '../server/base/db.ts';

/**
 * So many more accounts of the seller like this one, each with so many issued invoices, a month apart, the last due on `last_due_on`: all paid but
 * the last, and of every seventh account but the last three. Rows to measure on, no program anybody lived.
 */
export async function billMany(
  db: Db,
  account: { id: string; buyer_id: string; seller_id: string },
  { accounts, months, last_due_on }: { accounts: number; months: number; last_due_on: string },
): Promise<void> {
  await sql`create temporary table billed on commit drop as
    select base.new_id() as id, base.new_id() as account_id, n from generate_series(1, ${accounts}) n`.execute(
    db,
  );
  await copyOf(db, 'identity.organization', account.buyer_id, {
    ...{ reseller_id: 'm.id', id: 'm.id', path: 'array[t.path[1], m.id]' },
    name: `'Copy ' || lpad(m.n::text, 5, '0')`,
  });
  await copyOf(db, 'identity.account', account.id, {
    ...{ reseller_id: 'm.id', id: 'm.account_id', buyer_id: 'm.id' },
    number: `'C' || m.n`,
  });
  await sql`
    insert into billing.invoice (reseller_id, id, account_id, seller_id, buyer_id, run_id, number, state, period_from, period_to, currency, net, tax,
      total, tax_rate, tax_note, payment_reference, issued_at, issued_on, due_on, created_at, kind, untaxed, settled)
    select b.id, base.new_id(), b.account_id, ${account.seller_id}, b.id, base.new_id(), 'M-' || b.n || '-' || m, 'issued', d.due_on - 60, d.due_on - 30,
      'SAR', 1000 + b.n, 0, 1000 + b.n, 0, '', 'RF' || b.n || m, d.due_on - 30, d.due_on - 30, d.due_on, d.due_on - 30, 'invoice', 0,
      d.due_on < ${last_due_on}::date - case when b.n % 7 = 0 then 75 else 0 end
    from billed b cross join generate_series(0, ${months - 1}) m
    cross join lateral (select (${last_due_on}::date - make_interval(months => m))::date as due_on) d`.execute(
    db,
  );
  await sql`
    with paid as (
      insert into billing.payment (reseller_id, id, account_id, seller_id, buyer_id, method, amount, currency, received_on, source, recorded_at)
      select i.reseller_id, i.id, i.account_id, i.seller_id, i.buyer_id, 'recorded', i.total, i.currency, i.due_on, 'many:' || i.id, i.issued_at
      from billing.invoice i join billed b on b.account_id = i.account_id
      where i.due_on < ${last_due_on}::date - case when b.n % 7 = 0 then 75 else 0 end returning *)
    insert into billing.allocation (reseller_id, payment_id, invoice_id, seller_id, buyer_id, amount, recorded_at)
    select reseller_id, id, id, seller_id, buyer_id, amount, recorded_at from paid`.execute(db);
}

async function copyOf(db: Db, table: string, id: string, columns: Record<string, string>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db);
  const values = rows.map(({ name }) => sql.raw(columns[name] ?? `t.${name}`));
  await sql`insert into ${sql.raw(table)} select ${sql.join(values)} from ${sql.raw(table)} t, billed m where t.id = ${id}`.execute(
    db,
  );
}
