import type { Ctx } from '../../base/ctx.ts';
import { addDays } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { currencyDecimals, decimal, decimalText } from '../../base/money.ts';
import type { FileAnswer } from '../../base/route.ts';
import { type EInvoiceFacts, factsAbout } from '../e-invoices/e-invoices.ts';
import { treatmentsOf } from '../tax/treatments.rules.ts';
import { explainUse } from '../usage/use-bands.ts';
import type { Invoice } from './invoices.rules.ts';
import type { DescribedLine } from './invoices.sql.ts';
import { getInvoice } from './invoices.ts';
import * as store from './line-exports.sql.ts';
import { explainLines } from './line-prices.ts';

/** What the file is, so that a reader in ten years knows: tools/recompute.ts reads it. */
const FORMAT = 'caravan-invoice/1';

/**
 * One document as JSON that explains itself: every line with its timeline, days, price version, the steps of its discount, rounding and tax rule.
 * `npm run recompute -- file.json` reckons all of it anew from the file alone. Amounts are whole minor units as text.
 */
export async function explainedInvoice(ctx: Ctx, id: string): Promise<FileAnswer> {
  const invoice = await getInvoice(ctx, id);
  const facts = await factsAbout(ctx, invoice);
  const explained = {
    format: FORMAT,
    document: documentOf(facts),
    taxes: taxesOf(facts),
    tax_rule: await taxRuleOf(ctx, facts),
    rounding: ROUNDING,
    lines: await linesOf(ctx, facts),
  };
  const text = JSON.stringify(
    explained,
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  return {
    file: Buffer.from(`${text}\n`),
    filename: `${invoice.number ?? 'draft'}.json`,
    type: 'application/json',
  };
}

const ROUNDING = {
  unit_price: 'each discount step is kept to 18 decimals of a minor unit, half away from zero',
  line: 'quantity × unit_price × days ÷ period_days, once, half away from zero, to whole minor units',
  tax: 'net of the lines without an exemption × rate, once, half away from zero; spread over those lines by largest remainder',
  use: 'a band’s unit_price is its list_price less the first band’s discount; where the first is not list_price × (1 − discount), list_price × first unit_price ÷ first list_price, kept to 18 decimals, half away from zero',
};

function documentOf({ invoice, seller, buyer, corrects }: EInvoiceFacts) {
  const { number, kind, state, issued_on, due_on, currency, period_from, period_to, ...sums } = invoice;
  const { net, untaxed, tax, total } = sums;
  const side = ({ id, name, country, tax_number }: typeof seller) => ({ id, name, country, tax_number });
  return {
    ...{
      number,
      kind,
      state,
      issued_on,
      due_on,
      currency,
      decimals: currencyDecimals(currency),
      period_from,
      period_to,
    },
    seller: side(seller),
    buyer: side(buyer),
    corrects: corrects.map(({ number, issued_on }) => ({ number, issued_on })),
    ...{ net, untaxed, tax, total },
  };
}

/** What is taxed alike, as the document's tax summary has it. */
function taxesOf({ invoice, lines }: EInvoiceFacts) {
  return treatmentsOf(invoice, lines).map((each) => ({ ...each, rate: shortest(each.rate) }));
}

/** The rule; the law of its tax point, where it is of the seller's country; of a document by an earlier rule that of those it corrects. */
async function taxRuleOf(ctx: Ctx, { invoice, seller, buyer, corrects }: EInvoiceFacts) {
  const lawful = seller.country === buyer.country && !invoice.earlier_rule;
  const law = lawful
    ? await store.taxRateOn(ctx.db, seller.country, await taxPointOf(ctx, invoice))
    : undefined;
  const corrected = corrects.map(({ number, tax_rate, tax_note: note }) => {
    return { number, rate: shortest(tax_rate), note };
  });
  return {
    rate: shortest(invoice.tax_rate),
    note: invoice.tax_note,
    law: law ? { ...law, rate: shortest(law.rate) } : null,
    corrected: invoice.earlier_rule && corrected.length > 0 ? corrected : null,
  };
}

/** The last day before its run's cutoff, whatever is charged ahead; of a note by hand that of what it corrects, whose rule is its own. */
async function taxPointOf(ctx: Ctx, invoice: Invoice): Promise<string> {
  // A buyer sees no runs.
  const cutoff = await asSystem(ctx, ({ db }) => store.cutoffOf(db, invoice));
  return addDays(cutoff ?? invoice.period_to, -1);
}

function shortest(number: string): string {
  return decimalText(decimal(number));
}

async function linesOf(ctx: Ctx, facts: EInvoiceFacts) {
  // Which task of a run drafted it neither side may see.
  const drafted_at = await asSystem(ctx, ({ db }) => store.draftedAt(db, facts.invoice));
  const told = await store.segmentsOf(ctx.db, facts.invoice, drafted_at);
  const segments = Map.groupBy(told, (row) => row.subscription_id);
  const origins = await store.originsOf(ctx.db, facts.invoice);
  const { account_id: accountId } = facts.invoice;
  const stepsOf = await explainLines(ctx, { accountId, lines: facts.lines });
  const bandOf = await explainUse(ctx, { accountId, lines: facts.lines });
  return facts.lines.map((line) => ({
    ...keyOf(line),
    customer: line.customer_name,
    subscription: line.subscription_number,
    domain: line.domain,
    product: line.product_name,
    offer: line.offer_name,
    offer_code: line.offer_code,
    words: line.words,
    period_to: line.period_to,
    quantity: line.quantity.toString(),
    days: line.days,
    period_days: line.period_days,
    segments: (segments.get(line.subscription_id) ?? []).map(({ subscription_id: _, ...segment }) => segment),
    price: {
      list_price: shortest(line.list_price),
      discount: shortest(line.discount),
      unit_price: shortest(line.unit_price),
      steps: stepsOf(line),
    },
    use: bandOf(line),
    origin: originOf(line, origins),
    net: line.net,
    exemption: line.exemption,
    tax: line.tax,
  }));
}

function keyOf({ subscription_id, component, period_from, revision }: DescribedLine) {
  return { subscription_id, component, period_from, revision };
}

function originOf(line: DescribedLine, origins: store.Origin[]) {
  if (!line.origin_component) return null;
  const {
    origin_number: document,
    origin_component: component,
    origin_from: period_from,
    origin_revision: revision,
  } = line;
  const stored = origins.find(
    (one) =>
      one.subscription_id === line.subscription_id &&
      one.component === component &&
      one.period_from === period_from &&
      one.revision === revision,
  );
  return { document, component, period_from, revision, net: stored?.net ?? null };
}
