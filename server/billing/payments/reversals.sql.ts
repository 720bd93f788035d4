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
      join.onRef('r.reseller_id', '=', 'p.reseller_id').on('r.source', '=', sql<string>`'reversal:' || p.id`),
    )
    .selectAll('p')
    .select([
      'b.name as buyer_name',
      's.name as seller_name',
      's.time_zone as seller_time_zone',
      'r.id as reversal_id',
      'r.received_on as reversed_on',
      'r.reason as reversal_reason',
      'r.amount as reversed_amount',
      sql<bigint>`(select coalesce(-sum(x.amount), 0)::bigint from billing.payment x
        where x.reseller_id = p.reseller_id and x.reverses_id = p.id)`.as('taken'),
      sql<bigint>`(select coalesce(sum(a.amount), 0)::bigint from billing.allocation a
        where a.reseller_id = p.reseller_id and a.payment_id = any (array(select p.id union all
          select x.id from billing.payment x where x.reseller_id = p.reseller_id and x.reverses_id = p.id)))`.as(
        'allocated',
      ),
    ])
    .where('p.method', 'not in', ['credit_note', 'write_off']);
}

export async function findPayment(db: Db, id: string): Promise<KnownPayment | undefined> {
  return knownPayments(db).where('p.id', '=', id).executeTakeFirst();
}

/**
 * What the payment still settles, after all that was taken back of it, in the order in which it falls when a part of the payment goes back: first
 * invoices that a credit note corrects, for its credit can stand in, then the newest allocation.
 */
export async function heldParts(
  db: Db,
  { reseller_id, id }: Pick<Payment, 'reseller_id' | 'id'>,
): Promise<SettledPart[]> {
  const { rows } = await sql<SettledPart>`
    select i.id as invoice_id, i.number, i.issued_on, sum(a.amount)::bigint as amount
    from billing.payment p
    join billing.allocation a on a.reseller_id = p.reseller_id and a.payment_id = p.id
    join billing.invoice i on i.reseller_id = a.reseller_id and i.id = a.invoice_id
    where p.reseller_id = ${reseller_id} and (p.id = ${id} or p.reverses_id = ${id})
    group by i.reseller_id, i.id having sum(a.amount) > 0
    order by exists (select from billing.invoice n where n.reseller_id = i.reseller_id and n.corrects_id = i.id
      and n.kind = 'credit_note' and n.state = 'issued') desc, max(a.recorded_at) desc, i.due_on desc, i.number desc`.execute(
    db,
  );
  return rows;
}

/** What of a payment was taken for a dispute so far: the gateway's name of that begins its note. */
export async function chargedBack(
  db: Db,
  { reseller_id, id }: Pick<Payment, 'reseller_id' | 'id'>,
  dispute: string,
): Promise<bigint> {
  const { rows } = await sql<{ taken: bigint }>`
    select coalesce(-sum(amount), 0)::bigint as taken from billing.payment
    where reseller_id = ${reseller_id} and reverses_id = ${id} and reason = 'chargeback' and starts_with(note, ${`${dispute}:`})`.execute(
    db,
  );
  return rows[0]?.taken ?? 0n;
}

/** What this row itself has settled, invoice by invoice, the oldest due first; below zero of what was taken back. */
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
