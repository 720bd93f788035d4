import { sql } from 'kysely';
import type { Db } from '../../base/db.ts';
import type { Payment } from './payments.rules.ts';
import type { KnownPayment, SettledPart } from './reversals.rules.ts';

/** Payments as lists and the page of one show them: no credit notes and no write-offs. */
export function knownPayments(db: Db) {
  return db
    .selectFrom('billing.payment as p')
    .innerJoin('identity.organization as b', 'b.id', 'p.buyer_id')
    .innerJoin('identity.organization as s', 's.id', 'p.seller_id')
    .leftJoin('billing.payment as r', (join) =>
      join.onRef('r.reseller_id', '=', 'p.reseller_id').onRef('r.reverses_id', '=', 'p.id'),
    )
    .selectAll('p')
    .select([
      'b.name as buyer_name',
      's.name as seller_name',
      's.time_zone as seller_time_zone',
      'r.id as reversal_id',
      'r.received_on as reversed_on',
      'r.reason as reversal_reason',
      sql<bigint>`(select coalesce(sum(a.amount), 0)::bigint from billing.allocation a
        where a.reseller_id = p.reseller_id and a.payment_id in (p.id, r.id))`.as('allocated'),
    ])
    .where('p.method', 'not in', ['credit_note', 'write_off']);
}

export async function findPayment(db: Db, id: string): Promise<KnownPayment | undefined> {
  return knownPayments(db).where('p.id', '=', id).executeTakeFirst();
}

/** What the payment has settled, invoice by invoice, the oldest due first. */
export async function settledParts(
  db: Db,
  { reseller_id, id }: Pick<Payment, 'reseller_id' | 'id'>,
): Promise<SettledPart[]> {
  const { rows } = await sql<SettledPart>`
    select i.id as invoice_id, i.number, i.issued_on, sum(a.amount)::bigint as amount
    from billing.allocation a join billing.invoice i on i.reseller_id = a.reseller_id and i.id = a.invoice_id
    where a.reseller_id = ${reseller_id} and a.payment_id = ${id}
    group by i.reseller_id, i.id order by i.due_on, i.number`.execute(db);
  return rows;
}

/** The newest revision by which each of these payments has settled an invoice already, as `payment invoice`. */
export async function newestRevisions(
  db: Db,
  payments: readonly Pick<Payment, 'reseller_id' | 'id'>[],
): Promise<Map<string, number>> {
  if (payments.length === 0) return new Map();
  const { rows } = await sql<{ pair: string; revision: number }>`
    select a.payment_id || ' ' || a.invoice_id as pair, max(a.revision) as revision
    from unnest(${payments.map((each) => each.reseller_id)}::uuid[], ${payments.map(({ id }) => id)}::uuid[]) p(reseller_id, id)
    join billing.allocation a on a.reseller_id = p.reseller_id and a.payment_id = p.id
    group by a.payment_id, a.invoice_id`.execute(db);
  return new Map(rows.map(({ pair, revision }) => [pair, revision]));
}
