import { audit } from '../../base/audit.ts';
import { acting, type Ctx, ensure, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { assert, Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { type Exemption, ensureExemptionFits } from '../../base/exemptions.ts';
import { newId } from '../../base/ids.ts';
import { portion, spread } from '../../base/money.ts';
import { getOrganization } from '../../identity/index.ts';
import { allocate } from '../payments/allocations.ts';
import * as payments from '../payments/payments.sql.ts';
import { canCreditInvoice, canWriteOff } from '../policy.ts';
import { holdBranches } from '../rates/rates.sql.ts';
import { untaxedOf } from '../tax/treatments.rules.ts';
import type { DocumentKind, Invoice } from './invoices.rules.ts';
import type { ListedInvoice } from './invoices.sql.ts';
import { getInvoice, issueFor } from './invoices.ts';
import { type CreditWish, creditsOf } from './notes.rules.ts';
import * as store from './notes.sql.ts';

/**
 * Credits an issued invoice, or a part of it: a credit note that takes from its stored lines and their stored tax, never more than is left.
 * It settles what is open on the invoice first, then the oldest due of the account; the rest is credit. Throws 403, 404, Fail conflict when
 * nothing is left, Fail invalid for more than is left.
 */
export async function creditInvoice(
  ctx: Ctx,
  id: string,
  { reason, ...wish }: CreditWish & { reason: string },
): Promise<ListedInvoice> {
  const invoice = await openedForNotes(ctx, id);
  const left = invoice.net + (await store.creditedNet(ctx.db, invoice));
  const credits = creditsOf(await store.creditableLines(ctx.db, invoice), left, wish);
  if (typeof credits === 'string') throw refusal(wish, credits);
  const net = credits.reduce((sum, credit) => sum - credit.net, 0n);
  const tax = credits.reduce((sum, credit) => sum - credit.tax, 0n);
  const untaxed = -untaxedOf(credits);
  const note = noteOf(ctx, invoice, 'credit_note', { net, untaxed, tax, reason });
  await asSystem(ctx, async ({ db }) => {
    await store.insertNote(db, note);
    await store.insertCreditLines(
      db,
      note,
      credits.map(({ key, net, tax }) => ({ ...key, net, tax })),
    );
  });
  return issueNote(ctx, note);
}

function refusal(wish: CreditWish, sentence: string): Fail {
  if (wish.lines) return invalidField('#/lines', sentence);
  if (wish.net !== undefined) return invalidField('#/net', sentence);
  return new Fail('conflict', 'illegal_move', sentence);
}

/** `exemption`: why it bears no tax; null: taxed as the invoice is. */
export type FurtherCharge = {
  words: { en: string; ar: string };
  net: bigint;
  exemption: Exemption | null;
};

/** Charges more on an issued invoice by a debit note, under the invoice's own tax rule but for what is exempt. Throws 403, 404, Fail invalid. */
export async function debitInvoice(
  ctx: Ctx,
  id: string,
  { reason, lines }: { reason: string; lines: readonly FurtherCharge[] },
): Promise<ListedInvoice> {
  const invoice = await openedForNotes(ctx, id);
  const seller = await getOrganization(ctx, invoice.seller_id);
  for (const [i, { exemption }] of lines.entries())
    ensureExemptionFits(exemption, seller, `#/lines/${i}/exemption`);
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  const untaxed = untaxedOf(lines);
  const tax = portion(net - untaxed, invoice.tax_rate);
  const note = noteOf(ctx, invoice, 'debit_note', { net, untaxed, tax, reason });
  const taxes = spread(
    tax,
    lines.map((line) => (line.exemption ? 0n : line.net)),
  );
  await asSystem(ctx, async ({ db }) => {
    await store.insertNote(db, note);
    await store.insertDebitLines(
      db,
      note,
      invoice.buyer_id,
      lines.map((line, i) => ({ ...line, id: newId(), tax: taxes[i] ?? 0n })),
    );
  });
  return issueNote(ctx, note);
}

/** The invoice, held, once it is sure that the actor may write notes on it. */
async function openedForNotes(ctx: Ctx, id: string): Promise<Invoice> {
  permit(ctx, 'note.issue');
  const invoice = await getInvoice(ctx, id);
  ensure(canCreditInvoice(ctx.actor, invoice));
  // A month end that is being drafted may take from the same lines.
  await holdBranches(ctx.db, [invoice.reseller_id], 'crediting');
  return holdInvoice(ctx, invoice);
}

async function holdInvoice(ctx: Ctx, { account_id, id }: Invoice): Promise<Invoice> {
  await payments.holdAccounts(ctx.db, [account_id]);
  return found(await store.lockInvoice(ctx.db, id), 'invoice');
}

function noteOf(
  ctx: Ctx,
  invoice: Invoice,
  kind: DocumentKind,
  { reason, ...sums }: Pick<Invoice, 'net' | 'untaxed' | 'tax'> & { reason: string },
): Invoice {
  const id = newId();
  return {
    ...invoice,
    id,
    // A note is of no run: it is one of its own.
    run_id: id,
    kind,
    corrects_id: invoice.id,
    reason,
    number: null,
    state: 'draft',
    ...sums,
    total: sums.net + sums.tax,
    payment_reference: null,
    issued_at: null,
    issued_on: null,
    due_on: null,
    created_at: ctx.now.toISOString(),
  };
}

async function issueNote(ctx: Ctx, note: Invoice): Promise<ListedInvoice> {
  const [issued] = await issueFor(ctx, { sellerId: note.seller_id, invoiceIds: [note.id] });
  assert(issued, 'a draft note is issued');
  audit(ctx, {
    resellerId: note.reseller_id,
    action: 'note.issued',
    subjectKind: 'invoice',
    subjectId: note.id,
    details: { number: issued.number, kind: note.kind, reason: note.reason, total: note.total.toString() },
  });
  return getInvoice(ctx, note.id);
}

/** Gives up what is open on an invoice as a bad debt. Throws 403, 404, Fail conflict when nothing is open. */
export async function writeOffInvoice(ctx: Ctx, id: string, reason: string): Promise<ListedInvoice> {
  permit(ctx, 'note.issue');
  await holdInvoice(ctx, await getInvoice(ctx, id));
  const invoice = await getInvoice(ctx, id);
  ensure(canWriteOff(ctx.actor, invoice));
  const { total, paid } = invoice;
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  const { reseller_id, account_id, seller_id, buyer_id, currency } = invoice;
  const payment = {
    ...{ reseller_id, account_id, seller_id, buyer_id, currency },
    id: newId(),
    method: 'write_off',
    amount: total - paid,
    received_on: civilDate(ctx.now, seller.time_zone),
    // What was written off before is settled; more is open only where a payment was reversed since.
    source: invoice.written_off > 0n ? `write_off:${id}:${newId()}` : `write_off:${id}`,
    note: reason,
    reverses_id: null,
    reason: null,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
  await payments.insertPayments(ctx.db, [payment]);
  await allocate(ctx, [{ payment, amount: payment.amount, from: 'bad_debt', invoice_id: id }]);
  tellWrittenOff(ctx, invoice, reason, payment.amount);
  return getInvoice(ctx, id);
}

function tellWrittenOff(
  ctx: Ctx,
  { reseller_id: resellerId, id: subjectId, number, seller_id }: Invoice,
  reason: string,
  amount: bigint,
): void {
  const details = { number, reason, amount: amount.toString() };
  audit(ctx, { resellerId, action: 'invoice.written_off', subjectKind: 'invoice', subjectId, details });
  emit(ctx, {
    resellerId,
    name: 'invoice.written_off',
    subjectId,
    payload: { number },
    audience: [seller_id],
  });
}
