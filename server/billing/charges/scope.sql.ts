import { sql } from 'kysely';
import type { Run, Scope } from '../runs/runs.rules.ts';

type Sql = ReturnType<typeof sql>;

/** Condition that `column` is one of the ids; everything when null. */
export function within(ids: readonly string[] | null, column: string) {
  return ids ? sql`${sql.ref(column)} = any (${[...ids]}::uuid[])` : sql`true`;
}

/** Condition that the row is of the pass's branches, and of its account (in the column `account`) where it is of one alone. */
export function inScope({ resellerIds, accountId }: Scope, row: string, account = 'account_id'): Sql {
  const ofAccount = accountId ? sql`${sql.ref(`${row}.${account}`)} = ${accountId}` : sql`true`;
  return sql`${within(resellerIds, `${row}.reseller_id`)} and ${ofAccount}`;
}

/** What joins the stream `s` with the price source of its customer's own, `own`, where the run froze one. */
export function ownSource(run: Run): Sql {
  return sql`billing.run_customer_source own on own.run_id = ${run.id}::uuid and own.reseller_id = s.reseller_id
      and own.account_id = s.account_id and own.customer_id = s.customer_id and own.offer_id = s.offer_id`;
}

/** By which source and way of paying a row is priced, on which day, and for how many. */
type Priced = { source: Sql; preference: Sql; on: Sql; quantity: Sql };

/** What joins a row that has an offer and a currency with the run's rate for it, `r`: there is one at most. */
export function rateOf(run: Run, row: string, { source, preference, on, quantity }: Priced): Sql {
  const [offer, currency] = [sql.ref(`${row}.offer_id`), sql.ref(`${row}.currency`)];
  return sql`billing.run_rate r on r.run_id = ${run.id}::uuid and r.offer_id = ${offer} and r.currency = ${currency}
        and r.price_source_id = ${source} and r.billing_preference = ${preference}
        and r.from_date <= ${on} and ${on} < r.to_date and r.quantity_from <= ${quantity} and ${quantity} < r.quantity_to`;
}

/** Up to where the scope's branches have been billed in arrears by their marks. */
export function marksOf({ resellerIds }: Scope): Sql {
  return sql`(select m.reseller_id, max(m.billed_through) as billed_through from billing.branch_mark m
      where ${inScope({ resellerIds }, 'm')} group by m.reseller_id)`;
}

/** Calendar months from one day to another, as a number. */
export function monthsBetween(from: Sql, to: Sql): Sql {
  return sql`((extract(year from ${to}) - extract(year from ${from})) * 12 + extract(month from ${to}) - extract(month from ${from}))::int`;
}
