import { sql } from 'kysely';
import { currencyDecimals } from '../server/base/money.ts';
import { checkBooks } from '../server/billing/books/books.ts';
import { eInvoiceOf, factsAbout } from '../server/billing/e-invoices/e-invoices.ts';
import { europeanXml, saudiDocument } from '../server/billing/e-invoices/ubl.ts';
import { xmlFile } from '../server/billing/e-invoices/xml.ts';
import type { Invoice } from '../server/billing/invoices/invoices.rules.ts';
import { explainedInvoice } from '../server/billing/invoices/line-exports.ts';
import { statementOf } from '../server/billing/statements/statements.rules.ts';
import { entriesOf, owedBefore } from '../server/billing/statements/statements.sql.ts';
import { recogniseRevenue } from '../server/ledger/recognitions.ts';
import { type ExportedInvoice, recomputeInvoice } from '../tools/recompute.ts';
import { brokenRules } from './e-invoice-rules.ts';
import type { World } from './world.ts';

const [ALWAYS, LAST] = ['2000-01-01', '2099-12-31'];

/**
 * What must hold of a whole program whatever its history was, each that does not as a sentence: books = documents, the revenue of terms all
 * earned or given back in the end, statements = the ledger, documents = their lines = their e-invoices = what their exported file comes to.
 * `documents`: of so many issued documents each file is made; the sums are looked at of all. Posts all revenue that is still deferred.
 */
export async function brokenInvariants(world: World, documents = 1000): Promise<string[]> {
  return [
    ...(await ofBooks(world)),
    ...(await ofTerms(world)),
    ...(await ofSums(world)),
    ...(await ofStatements(world)),
    ...(await ofDocuments(world, documents)),
  ];
}

const text = (value: unknown) =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));

async function ofBooks(world: World): Promise<string[]> {
  const { differences } = await world.system(checkBooks);
  return differences.map((each) => `The books differ from the documents: ${text(each)}`);
}

/** Each document's schedule = the net of its lines for terms; once all months are over nothing is deferred. */
async function ofTerms(world: World): Promise<string[]> {
  await world.system((ctx) => recogniseRevenue(ctx, LAST));
  const { rows } = await world.system(({ db }) =>
    sql<{ detail: string }>`
      select 'The schedule of document ' || coalesce(i.number, i.id::text) || ' comes to ' || coalesce(r.amount, 0) || ', its terms to ' || coalesce(l.net, 0) as detail
      from billing.invoice i
      left join lateral (select sum(amount) as amount from ledger.recognition where reseller_id = i.reseller_id and source_id = i.id) r on true
      left join lateral (select sum(net) as net from billing.line c where c.reseller_id = i.reseller_id and c.invoice_id = i.id
        and (c.component = 'term' or c.origin_component = 'term')) l on true
      where i.state = 'issued' and coalesce(r.amount, 0) <> coalesce(l.net, 0)
      union all
      select 'Account ' || account_id || ' still has ' || sum(amount) || ' deferred' from (
        select account_id, amount from ledger.transfer where debit = 'deferred_revenue'
        union all select account_id, -amount from ledger.transfer where credit = 'deferred_revenue') side
      group by account_id having sum(amount) <> 0
      union all
      select 'Month ' || r.month || ' of ' || i.id || ' lies outside of its terms' from ledger.recognition r
      join billing.invoice i on i.reseller_id = r.reseller_id and i.id = r.source_id
      where not exists (select from billing.line c where c.reseller_id = i.reseller_id and c.invoice_id = i.id
        and (c.component = 'term' or c.origin_component = 'term') and date_trunc('month', c.period_from) <= r.month and r.month < c.period_to)`.execute(
      db,
    ),
  );
  return rows.map(({ detail }) => detail);
}

/** A document's sums are its lines', its tax the rate's of what bears it, its days theirs; what was taken of a line is never more than it. */
async function ofSums(world: World): Promise<string[]> {
  const { rows } = await world.system(({ db }) =>
    sql<{ detail: string }>`
      select 'Document ' || coalesce(i.number, i.id::text) || ' is not the sum of its lines: ' || row(i.kind, i.net, i.untaxed, i.tax, i.total, i.period_from, i.period_to)::text
        || ' of ' || row(l.*)::text as detail
      from billing.invoice i
      left join lateral (select coalesce(sum(net), 0) as net, coalesce(sum(tax), 0) as tax, coalesce(sum(net) filter (where exemption is not null), 0) as untaxed,
        min(period_from) as period_from, max(period_to) as period_to, coalesce(bool_or(component in ('credit', 'debit')), false) as noted
        from billing.line where reseller_id = i.reseller_id and invoice_id = i.id) l on true
      where i.state <> 'discarded' and ((i.net, i.tax, i.total) is distinct from (l.net, l.tax, l.net + l.tax)
        or (not l.noted and (i.untaxed <> l.untaxed or i.tax <> round((i.net - i.untaxed) * i.tax_rate)))
        or (i.corrects_id is null and (i.period_from, i.period_to) is distinct from (l.period_from, l.period_to))
        or (i.kind = 'credit_note') <> (i.total < 0 or (i.total = 0 and i.kind = 'credit_note')))
      union all
      select 'More is taken of a line than it has: ' || row(o.component, o.period_from, o.revision, o.net, o.tax, t.net, t.tax)::text
      from billing.charge o
      cross join lateral (select sum(c.net) as net, sum(c.tax) as tax from billing.charge c where c.reseller_id = o.reseller_id and c.account_id = o.account_id
        and c.subscription_id = o.subscription_id and c.origin_component = o.component and c.origin_from = o.period_from and c.origin_revision = o.revision) t
      where o.net + t.net < 0`.execute(db),
  );
  return rows.map(({ detail }) => detail);
}

/** The closing balance is what the ledger has receivable less what waits in the wallet. */
async function ofStatements(world: World): Promise<string[]> {
  return world.system(async ({ db }) => {
    const { rows } = await sql<{ account_id: string; owed: bigint }>`
      select account_id, sum(amount)::bigint as owed from (
        select account_id, amount from ledger.transfer where debit in ('receivable', 'wallet')
        union all select account_id, -amount from ledger.transfer where credit in ('receivable', 'wallet')) side
      group by account_id`.execute(db);
    const broken: string[] = [];
    for (const { account_id, owed } of rows) {
      const range = { from: ALWAYS, through: LAST };
      const opening = await owedBefore(db, account_id, range.from);
      const { closing } = statementOf(
        range,
        opening,
        await entriesOf(db, account_id, range.from, range.through),
      );
      if (closing !== owed)
        broken.push(`The statement of ${account_id} closes at ${closing}, its ledger at ${owed}`);
    }
    return broken;
  });
}

async function ofDocuments(world: World, most: number): Promise<string[]> {
  const vendor = await world.vendor();
  const issued = await world.system(({ db }) =>
    db
      .selectFrom('billing.invoice')
      .selectAll()
      .where('state', '=', 'issued')
      .where('seller_id', '=', vendor.id)
      .orderBy(sql`md5(number)`)
      .limit(most)
      .execute(),
  );
  const broken: string[] = [];
  for (const invoice of issued) broken.push(...(await ofDocument(world, invoice)));
  return broken;
}

async function ofDocument(world: World, invoice: Invoice): Promise<string[]> {
  return world.as(await world.vendor(), ['finance'], async (ctx) => {
    const said = `${invoice.kind} ${invoice.number}`;
    const sign = invoice.kind === 'credit_note' ? -1n : 1n;
    // A note takes the stored tax of its lines, which may be a unit off the rate's; and the rule rounds to two decimals in every currency. Both
    // profiles allow less than one of the currency (BR-CO-17, BR-S-09), and the sums are looked at apart.
    const isLoose = invoice.corrects_id !== null || currencyDecimals(invoice.currency) !== 2;
    const rulesOf = (xml: string) =>
      brokenRules(xml).filter((rule) => !isLoose || !rule.startsWith('BR-CO-17'));
    const model = eInvoiceOf(await factsAbout(ctx, invoice));
    const stamp = { counter: 1n, previous_hash: 'x', simplified: false };
    const { file } = await explainedInvoice(ctx, invoice.id);
    const exported = JSON.parse(Buffer.from(file).toString()) as ExportedInvoice;
    const sums = [model.sums.net, model.sums.tax, model.sums.total];
    const signed = [invoice.net, invoice.tax, invoice.total].map((each) => each * sign);
    return [
      ...rulesOf(europeanXml(model)).map((rule) => `${said}, EN 16931: ${rule}`),
      ...rulesOf(xmlFile(saudiDocument(model, stamp))).map((rule) => `${said}, ZATCA: ${rule}`),
      ...(text(sums) === text(signed)
        ? []
        : [`${said}: its e-invoice says ${text(sums)}, it says ${text(signed)}`]),
      ...recomputeInvoice(exported)
        .filter(({ agrees }) => !agrees)
        .map((finding) => `${said}, recomputed: ${text(finding)}`),
    ];
  });
}
