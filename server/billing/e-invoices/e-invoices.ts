import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { civilDate, civilTime, instant } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { assert, Fail, found } from '../../base/errors.ts';
import type { Exemption } from '../../base/exemptions.ts';
import { derivedId } from '../../base/ids.ts';
import type { FileAnswer } from '../../base/route.ts';
import { seal, unseal } from '../../base/sealed.ts';
import { getOrganization, type Organization, organizationsById } from '../../identity/index.ts';
import type { DocumentKind, Invoice } from '../invoices/invoices.rules.ts';
import { type DescribedLine, describeInvoice, linesOfEach } from '../invoices/invoices.sql.ts';
import { purchaseOrdersAt } from '../invoices/purchase-orders.sql.ts';
import type { ConvertedTax } from '../tax/exchange-rates.rules.ts';
import { isTaxed, treatmentsOf } from '../tax/treatments.rules.ts';
import { addressParts } from './address.rules.ts';
import { type Signer, sandboxUnit, signerOf } from './certificate.ts';
import * as store from './e-invoices.sql.ts';
import { taxesInHomeCurrency } from './home-tax.ts';
import {
  type ChargedLine,
  type EInvoice,
  type EParty,
  exemptTreatment,
  inclusive,
  splitLines,
  type TaxTreatment,
  taxTreatment,
} from './model.rules.ts';
import { europeanXml } from './ubl.ts';
import { FIRST_PREVIOUS_HASH, invoiceHash, stampInvoice, verifyStamp } from './zatca.ts';

/** What an e-invoice is made from. */
export type EInvoiceFacts = {
  invoice: Invoice;
  lines: DescribedLine[];
  seller: Organization;
  buyer: Organization;
  /** What a credit or debit note corrects, with the rule by which it was taxed. */
  corrects: store.Named[];
  /** The buyer's reference as it stood when the document was issued. */
  purchase_order: string | null;
  /** Its tax in the currency of the seller's country, where that is another and a rate is known. */
  tax_at_home: ConvertedTax | null;
};

/** Stamps of one transaction: a kill loses a second's work. */
const BATCH = 50;

/** The issued invoice as UBL by EN 16931. Throws conflict for a draft. */
export async function europeanFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const facts = await factsOf(ctx, id);
  return xmlAnswer(`${facts.invoice.number}.ubl.xml`, europeanXml(eInvoiceOf(facts)));
}

/**
 * The issued invoice as ZATCA's phase 2 has it, stamped and signed. One that waits to be stamped is stamped now, with those before it.
 * Throws conflict when the seller issues none (see `saudiObstacle`) or a great many are still before it.
 */
export async function saudiFile(ctx: Ctx, id: string): Promise<FileAnswer> {
  const { invoice, row } = await stamped(ctx, id);
  return xmlAnswer(`${invoice.number}.zatca.xml`, row.xml);
}

function xmlAnswer(filename: string, xml: string): FileAnswer {
  return { file: Buffer.from(xml), filename, type: 'application/xml' };
}

/** The stamp of an invoice's Saudi e-invoice. */
export async function eInvoiceStamp(ctx: Ctx, id: string): Promise<store.EInvoiceRow> {
  return (await stamped(ctx, id)).row;
}

async function stamped(ctx: Ctx, id: string): Promise<{ invoice: Invoice; row: store.EInvoiceRow }> {
  const facts = await factsOf(ctx, id);
  const row = await stampNow(ctx, facts);
  if (row) return { invoice: facts.invoice, row };
  const obstacle = saudiObstacle(facts);
  throw new Fail(
    'conflict',
    'not_ready',
    obstacle ?? 'The e-invoice is being prepared; ask again in a minute.',
  );
}

/** The stamp, made now if it waits and few are before it; undefined when there is none to be had. */
export async function stampNow(ctx: Ctx, facts: EInvoiceFacts): Promise<store.EInvoiceRow | undefined> {
  const known = await store.findEInvoice(ctx.db, facts.invoice.id);
  if (known || saudiObstacle(facts)) return known;
  // Its own seller's chain is continued, whichever side asks for the file.
  await asSystem(ctx, (system) => stampBatch(system, facts.seller));
  return store.findEInvoice(ctx.db, facts.invoice.id);
}

/** Everything on an issued invoice that e-invoices say; both its sides may ask. */
async function factsOf(ctx: Ctx, id: string): Promise<EInvoiceFacts> {
  const invoice = found(await describeInvoice(ctx.db, id), 'invoice');
  if (invoice.state !== 'issued')
    throw new Fail('conflict', 'illegal_move', 'A draft has no e-invoice yet; issue it first.');
  return factsAbout(ctx, invoice);
}

/** Which e-invoices an invoice has (none before it is issued, ZATCA's where its seller issues them), and its tax in the currency of the seller's country. */
export async function eInvoicesOf(
  ctx: Ctx,
  invoice: Invoice,
): Promise<{ e_invoices: ('en16931' | 'zatca')[]; tax_at_home: ConvertedTax | null }> {
  const seller = await asSystem(ctx, (system) => getOrganization(system, invoice.seller_id));
  const [tax_at_home = null] = await taxesInHomeCurrency(ctx, [{ invoice, seller }]);
  if (invoice.state !== 'issued') return { e_invoices: [], tax_at_home };
  const obstacle = saudiObstacle({ invoice, seller, tax_at_home });
  return { e_invoices: obstacle ? ['en16931'] : ['en16931', 'zatca'], tax_at_home };
}

/** What documents say of an invoice that the reader may see: the buyer may not see all of its seller's row, but they name both. */
export async function factsAbout(ctx: Ctx, invoice: Invoice): Promise<EInvoiceFacts> {
  const [facts] = await factsAboutEach(ctx, [invoice]);
  return found(facts, 'invoice');
}

async function factsAboutEach(ctx: Ctx, invoices: readonly Invoice[]): Promise<EInvoiceFacts[]> {
  const lines = await linesOfEach(ctx.db, invoices);
  return asSystem(ctx, async (system) => {
    const organizations = await organizationsById(
      system,
      invoices.flatMap(({ seller_id, buyer_id }) => [seller_id, buyer_id]),
    );
    const corrected = await correctedBy(system, invoices, lines);
    const orders = await purchaseOrdersAt(
      system.db,
      invoices.map(({ account_id, issued_at }) => ({ account_id, at: issued_at ?? ctx.now.toISOString() })),
    );
    const sided = invoices.map((invoice) => ({
      invoice,
      seller: found(organizations.get(invoice.seller_id), 'organization'),
      buyer: found(organizations.get(invoice.buyer_id), 'organization'),
    }));
    const taxes = await taxesInHomeCurrency(system, sided);
    return sided.map((sides, place) => ({
      ...sides,
      lines: lines.get(sides.invoice.id) ?? [],
      corrects: corrected(sides.invoice),
      purchase_order: orders[place] ?? null,
      tax_at_home: taxes[place] ?? null,
    }));
  });
}

/** Answers the invoices that a note is about: the one it names, else those its lines take from, as any document does that is taxed as they were. */
async function correctedBy(
  ctx: Ctx,
  invoices: readonly Invoice[],
  lines: ReadonlyMap<string, DescribedLine[]>,
): Promise<(invoice: Invoice) => store.Named[]> {
  const originsOf = ({ id, kind, corrects_id, earlier_rule }: Invoice): string[] => {
    if (kind === 'invoice' && !earlier_rule) return [];
    return corrects_id
      ? [corrects_id]
      : (lines.get(id) ?? []).flatMap((line) => line.origin_invoice_id ?? []);
  };
  const origins = await store.named(ctx.db, [...new Set(invoices.flatMap(originsOf))]);
  return (invoice) => {
    const mine = new Set(originsOf(invoice));
    return origins.filter(({ id }) => mine.has(id));
  };
}

/** Why an invoice has no Saudi e-invoice: the sentence, or null when it has one. */
function saudiObstacle({
  invoice,
  seller,
  tax_at_home,
}: Pick<EInvoiceFacts, 'invoice' | 'seller' | 'tax_at_home'>): string | null {
  if (seller.country !== 'SA') return 'Only sellers in Saudi Arabia issue e-invoices by ZATCA.';
  if (!seller.tax_number)
    return 'Add the VAT registration number of the seller first: ZATCA wants it in each e-invoice.';
  if (invoice.currency !== 'SAR' && invoice.tax !== 0n && !tax_at_home)
    return `Its tax must be told in SAR: record the rate of exchange of ${invoice.currency} up to its day of issue.`;
  return null;
}

/**
 * Puts the seller's next invoices on its chain, in the order of issue: at most one batch. Answers how many. Who holds the unit's row appends;
 * the keys of the chain let an invoice and a counter stand once. Runs as the system.
 */
export async function stampBatch(ctx: Ctx, seller: Organization): Promise<number> {
  if (seller.country !== 'SA' || !seller.tax_number) return 0;
  const unit = await unitOf(ctx, seller);
  const waiting = await store.unstamped(ctx.db, seller.id, BATCH);
  if (waiting.length === 0) return 0;
  let last = await store.lastLink(ctx.db, seller);
  const stamped = (await factsAboutEach(ctx, waiting)).map((facts) => {
    const made = stamp(ctx, facts, unit, last);
    last = made.link;
    return made;
  });
  await store.appendLinks(
    ctx.db,
    stamped.map(({ link }) => link),
    stamped.map(({ file }) => file),
  );
  return stamped.length;
}

type OpenUnit = { signer: Signer; sandbox: boolean };

async function unitOf(ctx: Ctx, seller: Organization): Promise<OpenUnit> {
  const { reseller_id, id } = seller;
  const known = (await store.holdUnit(ctx.db, seller)) ?? (await makeUnit(ctx, seller));
  const { certificate, sandbox, sealed_key } = known;
  const private_key = unseal(sealed_key, `${reseller_id}/${id}`);
  return { sandbox, signer: signerOf({ certificate, private_key }) };
}

async function makeUnit(ctx: Ctx, seller: Organization): Promise<store.EInvoiceUnit> {
  const { reseller_id, id, name } = seller;
  const made = sandboxUnit({ name, tax_number: seller.tax_number ?? '', unit_id: id }, ctx.now);
  await store.keepUnit(ctx.db, {
    reseller_id,
    seller_id: id,
    // Of two who make the first one at once, one finds it there.
    id: derivedId('e-invoice unit', id),
    sealed_key: seal(made.private_key, `${reseller_id}/${id}`),
    certificate: made.certificate,
    sandbox: true,
    made_at: ctx.now.toISOString(),
  });
  return found(await store.holdUnit(ctx.db, seller), 'e-invoice unit');
}

/** The next link of the chain and its file. */
function stamp(
  ctx: Ctx,
  facts: EInvoiceFacts,
  { signer, sandbox }: OpenUnit,
  last: store.EInvoiceLink | undefined,
): { link: store.EInvoiceLink; file: store.EInvoiceRow } {
  const { invoice, seller, buyer } = facts;
  const chain = { counter: (last?.counter ?? 0n) + 1n, previous_hash: last?.hash ?? FIRST_PREVIOUS_HASH };
  // A buyer who is registered nowhere is a consumer to ZATCA.
  const simplified = !buyer.tax_number && !buyer.registration_number;
  const signedAt = `${civilDate(ctx.now, seller.time_zone)}T${civilTime(ctx.now, seller.time_zone)}`;
  const { xml, hash, qr } = stampInvoice(eInvoiceOf(facts), { ...chain, simplified }, signer, signedAt);
  const { reseller_id, id: invoice_id, seller_id, buyer_id } = invoice;
  const stamped = { seller_id, ...chain, invoice_id, hash, stamped_at: ctx.now.toISOString() };
  return {
    link: { ...stamped, reseller_id: seller.reseller_id, invoice_number: invoice.number ?? '' },
    file: { ...stamped, reseller_id, buyer_id, simplified, sandbox, qr, xml },
  };
}

/** The invoice as both profiles write it. Throws when its lines do not sum to it: a bug, never sent. */
export function eInvoiceOf(facts: EInvoiceFacts): EInvoice {
  const { invoice, lines, seller, buyer, corrects, purchase_order, tax_at_home } = facts;
  const sign = invoice.kind === 'credit_note' ? -1n : 1n;
  const tax = taxTreatment(invoice.tax_note, invoice.tax_rate, seller, buyer);
  const treatmentOf = (exemption: Exemption | null) =>
    exemption && isTaxed(invoice.tax_rate) ? exemptTreatment(exemption, seller) : tax;
  const charged = lines.map((line) => chargedLine(line, seller, treatmentOf(line.exemption)));
  const parts = splitLines(charged, invoice.currency, sign);
  const sum = (amounts: bigint[]) => amounts.reduce((total, each) => total + each, 0n);
  const sums = {
    lines: sum(parts.lines.map(({ net }) => net)),
    allowances: sum(parts.allowances.map(({ amount }) => amount)),
    net: invoice.net * sign,
    tax: invoice.tax * sign,
    total: invoice.total * sign,
  };
  assert(sums.lines - sums.allowances === sums.net, `e-invoice ${invoice.number}: lines do not sum to net`);
  return {
    kind: invoice.kind as DocumentKind,
    number: invoice.number ?? '',
    uuid: invoice.id,
    issued_on: invoice.issued_on ?? '',
    issued_time: civilTime(instant(invoice.issued_at ?? ''), seller.time_zone),
    due_on: invoice.due_on,
    currency: invoice.currency,
    period: inclusive(invoice.period_from, invoice.period_to),
    purchase_order,
    corrects: corrects.map(({ number, issued_on }) => ({ number, issued_on })),
    reason: invoice.reason,
    seller: partyOf(seller),
    buyer: partyOf(buyer),
    payment: paymentTo(seller, invoice),
    ...parts,
    taxes: treatmentsOf(invoice, lines).map(({ exemption, base, amount }) => ({
      ...treatmentOf(exemption),
      base: base * sign,
      amount: amount * sign,
    })),
    sums,
    tax_at_home: tax_at_home && { currency: tax_at_home.to_currency, amount: tax_at_home.amount * sign },
  };
}

function partyOf({ name, country, address, tax_number, registration_number }: Organization): EParty {
  return { name, country, ...addressParts(address, country), tax_number, registration_number };
}

/** Saudi e-invoices say what was sold in Arabic, so a seller of the Kingdom says it in both languages. */
function chargedLine(line: DescribedLine, seller: Organization, tax: TaxTreatment): ChargedLine {
  const named = (language: 'en' | 'ar') =>
    [line.product_name[language], line.offer_name[language]].filter(Boolean).join(' · ');
  return {
    ...line,
    tax,
    name: seller.country === 'SA' ? `${named('en')} | ${named('ar')}` : named('en'),
    description: [line.domain, line.subscription_number, line.customer_name].filter(Boolean).join(' · '),
    code: line.offer_code,
  };
}

function paymentTo({ iban, bic, name }: Organization, { payment_reference: reference }: Invoice) {
  return iban ? { reference, iban, bic, name } : null;
}

/** What a walk along the acting seller's chain found. `broken_at`: the first counter that does not hold, with what is wrong. */
export type ChainCheck = { links: number; holds: boolean; broken_at: string | null; cause: string | null };

/** Walks the acting seller's chain: no counter missing, each previous hash the hash before, each file's own hash and signature. */
export async function checkChain(ctx: Ctx): Promise<ChainCheck> {
  permit(ctx, 'ledger.read');
  const { organizationId } = acting(ctx);
  let before = { counter: 0n, hash: FIRST_PREVIOUS_HASH };
  for (;;) {
    const links = await store.linksAfter(ctx.db, organizationId, before.counter, 200);
    if (links.length === 0)
      return { links: Number(before.counter), holds: true, broken_at: null, cause: null };
    const files = await store.filesOf(
      ctx.db,
      links.map((link) => link.invoice_id),
    );
    const xml = new Map(files.map((file) => [file.invoice_id, file.xml]));
    for (const link of links) {
      const cause = faultOf(link, before, xml.get(link.invoice_id));
      if (cause)
        return { links: Number(before.counter), holds: false, broken_at: link.counter.toString(), cause };
      before = link;
    }
  }
}

function faultOf(
  link: store.EInvoiceLink,
  before: { counter: bigint; hash: string },
  xml: string | undefined,
): string | null {
  if (link.counter !== before.counter + 1n) return 'A counter is missing before it.';
  if (link.previous_hash !== before.hash) return 'It does not hold the hash of the e-invoice before it.';
  if (!xml) return 'Its file is missing.';
  if (invoiceHash(xml) !== link.hash) return 'Its file is not the one that was stamped.';
  if (!Object.values(verifyStamp(xml)).every(Boolean)) return 'Its signature does not hold.';
  return null;
}
