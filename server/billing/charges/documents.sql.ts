import { sql } from 'kysely';
import type { Run, Scope } from '../runs/runs.rules.ts';
import type { Due } from './due.sql.ts';
import { within } from './scope.sql.ts';

type Sql = ReturnType<typeof sql>;

/** Into which documents the lines of an account are parted. Nearly always into one: then nothing of this is in the statement. */
export type Parting = {
  /** The relation of lines. */
  lines: Sql;
  /** What makes it of the relation `line`. */
  with: Sql;
  /** What tells the documents of an account apart, as further columns to group by. */
  by: Sql;
  /** Further columns of `total`: the document's id, made before it is written so that its lines find it, and the like. */
  named: Sql;
  id: Sql;
  /** The rate and the note of document `t`, whose account's rule this pass is `x`; its kind; whether the rule is an earlier one, as a column. */
  rate: Sql;
  note: Sql;
  kind: Sql;
  earlier: { column: Sql; value: Sql };
  /** What joins the document `v` with its row in `total`, `t`, beside the account; and a line `l` with its document `i`. */
  ofTotal: Sql;
  ofDocument: Sql;
  /** Columns of `t` that the latter needs. */
  kept: Sql;
};

/**
 * Where what bears tax comes to less than nothing and other lines bear none, the two would be a base and a tax below nought beside one above. EN 16931
 * lets a breakdown be negative (BR-S-09 takes its size), ZATCA does not (BR-KSA-F-04: all amounts of a document are positive). So for every seller alike
 * they are two documents: a credit note of the one, an invoice of the other. `apart`: the lines of the latter. Of what bears tax by an earlier
 * rule (`ruled`) the same goes, rule by rule.
 */
function sided({ ruled }: Due): Sql {
  const rule = ruled ? sql`, tax_rate, tax_note` : sql``;
  return sql`sided as materialized (
    select *, coalesce(exemption is not null and sum(net) filter (where exemption is null) over document < 0
      and sum(net) filter (where exemption is not null) over document > 0, false) as apart
    from line window document as (partition by reseller_id, account_id${rule})
  ), `;
}

const RULE_OF_TOTAL = sql`, tax_rate, tax_note, bool_and(origin_invoice_id is not null) as corrects`;

const CREDIT_OR_INVOICE = sql`case when t.net + y.tax < 0 then 'credit_note' else 'invoice' end`;

/**
 * One document, or two (`sided`); and one more for each earlier rule of tax by which something was charged that is now corrected
 * (earlier-rules.sql.ts): a credit note, or where more is charged a debit note; an invoice where a line of it has nothing to correct.
 */
export function partingOf(due: Due): Parting {
  const { exempt, ruled } = due;
  const parted = exempt || ruled;
  const both = (sides: Sql, rules: Sql) => sql`${exempt ? sides : sql``}${ruled ? rules : sql``}`;
  return {
    lines: exempt ? sql`sided` : sql`line`,
    with: exempt ? sided(due) : sql``,
    by: both(sql`, apart`, sql`, tax_rate, tax_note`),
    named: parted ? sql`, base.new_id() as id${both(sql`, apart`, RULE_OF_TOTAL)}` : sql``,
    id: parted ? sql`t.id` : sql`base.new_id()`,
    rate: ruled ? sql`coalesce(t.tax_rate, x.rate)` : sql`x.rate`,
    note: ruled ? sql`coalesce(t.tax_note, x.note)` : sql`x.note`,
    kind: ruled
      ? sql`case when t.net + y.tax >= 0 and t.tax_note is not null and t.corrects then 'debit_note' else ${CREDIT_OR_INVOICE} end`
      : CREDIT_OR_INVOICE,
    earlier: {
      column: ruled ? sql`, earlier_rule` : sql``,
      value: ruled ? sql`, t.tax_note is not null` : sql``,
    },
    ofTotal: parted ? sql`t.id = v.id` : sql`t.account_id = v.account_id`,
    ofDocument: both(
      sql` and l.apart = i.apart`,
      sql` and (l.tax_rate, l.tax_note) is not distinct from (i.tax_rate, i.tax_note)`,
    ),
    kept: both(sql`t.apart, `, sql`t.tax_rate, t.tax_note, `),
  };
}

/** Joins the organizations of the sides of `row`, as `seller` and `buyer`: those of the scope, and the run's own seller. */
export function partiesOf(scope: Scope, run: Run, row: string): Sql {
  return sql`join (${organizationsOf(scope)} union all select id, country, tax_number from identity.organization where id = ${run.seller_id}
        and not ${within(scope.resellerIds, 'reseller_id')}) seller
      on seller.id = ${sql.ref(`${row}.seller_id`)}
    join (${organizationsOf(scope)}) buyer on buyer.id = ${sql.ref(`${row}.buyer_id`)}`;
}

function organizationsOf({ resellerIds }: Scope): Sql {
  return sql`select id, country, tax_number from identity.organization where ${within(resellerIds, 'reseller_id')}`;
}
