import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { emit } from '../../base/events.ts';
import { derivedId, newId } from '../../base/ids.ts';
import { type Posting, postTransfers } from '../../ledger/index.ts';
import { settleHolds } from '../dunning/holds.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { openInvoices } from '../invoices/invoices.sql.ts';
import {
  type Allocation,
  type ARRIVES_IN,
  type Payment,
  type PaymentMethod,
  pairUp,
} from './payments.rules.ts';
import * as store from './payments.sql.ts';
import { newestRevisions } from './reversals.sql.ts';

type Origin = (typeof ARRIVES_IN)[PaymentMethod];
/** Money of a payment that looks for invoices. `from` is where it stands in the ledger; `invoice_id` what it is meant for. */
export type Funds = {
  payment: Payment;
  amount: bigint;
  from: Origin;
  invoice_id?: string | null | undefined;
  /** Further invoices that it names, in their order. */
  also?: readonly string[] | undefined;
  /** The payment request that it is meant for: it pays no invoice. */
  request_id?: string | null | undefined;
  /** The first day on which it may be used. */
  since?: CivilDate | undefined;
};

/** Uses credit that waits on the accounts of newly issued invoices: payments not yet allocated, oldest first. */
export async function applyCredit(ctx: Ctx, invoices: Invoice[]): Promise<void> {
  await useCredit(ctx, [...new Set(invoices.map((invoice) => invoice.account_id))]);
}

/** The same of accounts on which something is open again since the day `since`: no credit is used for it earlier. */
export async function useCredit(ctx: Ctx, accountIds: readonly string[], since?: CivilDate): Promise<void> {
  const payments = await store.paymentsWithCredit(ctx.db, accountIds);
  await allocate(
    ctx,
    payments.map((payment) => ({ payment, amount: payment.credit, from: 'wallet', since })),
  );
}

/** The credit of newly issued credit notes: it settles the invoice each corrects, then the oldest due; the rest waits on the account. */
export async function depositCredit(ctx: Ctx, notes: Invoice[]): Promise<void> {
  const payments = notes.map((note) => creditOf(ctx, note));
  await store.insertPayments(ctx.db, payments);
  await allocate(
    ctx,
    payments.map((payment, i) => ({
      payment,
      amount: payment.amount,
      from: 'wallet',
      invoice_id: notes[i]?.corrects_id,
    })),
  );
}

function creditOf(ctx: Ctx, note: Invoice): Payment {
  const { reseller_id, account_id, seller_id, buyer_id, currency } = note;
  return {
    reseller_id,
    id: newId(),
    account_id,
    seller_id,
    buyer_id,
    method: 'credit_note',
    amount: -note.total,
    currency,
    received_on: note.issued_on ?? '',
    source: `credit_note:${note.id}`,
    note: note.number,
    reverses_id: null,
    reason: null,
    recorded_by: ctx.actor.personId,
    recorded_at: ctx.now.toISOString(),
  };
}

type Part = { funds: Funds; invoice: Invoice & { open: bigint }; amount: bigint; revision: number };

/**
 * Allocates each payment's money to open invoices of its account: the meant ones first, then the oldest due.
 * However many payments, a handful of statements. Answers what found no invoice, in the order given.
 */
export async function allocate(ctx: Ctx, all: Funds[]): Promise<bigint[]> {
  if (all.length === 0) return [];
  const open = await openInvoices(ctx.db, [...new Set(all.map(({ payment }) => payment.account_id))]);
  const ofAccount = Map.groupBy(open, ({ account_id }) => account_id);
  const parts: Part[] = [];
  const left = all.map((funds) => {
    const theirs = funds.request_id ? [] : (ofAccount.get(funds.payment.account_id) ?? []);
    const mine = theirs.filter((invoice) => invoice.open > 0n);
    const meant = [...(funds.also ?? []).toReversed(), funds.invoice_id];
    mine.sort((a, b) => meant.lastIndexOf(b.id) - meant.lastIndexOf(a.id));
    const paired = pairUp(funds.amount, mine);
    for (const { invoice, amount } of paired.pairs) {
      invoice.open -= amount;
      parts.push({ funds, invoice, amount, revision: 1 });
    }
    return paired.left;
  });
  await countRevisions(ctx, parts);
  await store.insertAllocations(
    ctx.db,
    parts.map((part) => allocationOf(ctx, part)),
  );
  await postTransfers(ctx, parts.map(postingOf));
  tellPaid(ctx, parts);
  await settleHolds(ctx, [...new Set(parts.map(({ invoice }) => invoice.account_id))]);
  return left;
}

/** An invoice that is open again may be settled by credit of a payment that has settled a part of it before. */
async function countRevisions(ctx: Ctx, parts: readonly Part[]): Promise<void> {
  const waited = parts.filter(({ funds }) => funds.from === 'wallet').map(({ funds }) => funds.payment);
  const before = await newestRevisions(ctx.db, waited);
  for (const part of parts) part.revision += before.get(`${part.funds.payment.id} ${part.invoice.id}`) ?? 0;
}

function allocationOf(ctx: Ctx, { funds: { payment }, invoice, amount, revision }: Part): Allocation {
  const { reseller_id, seller_id, buyer_id } = payment;
  return {
    reseller_id,
    payment_id: payment.id,
    invoice_id: invoice.id,
    seller_id,
    buyer_id,
    amount,
    revision,
    recorded_at: ctx.now.toISOString(),
  };
}

function postingOf(part: Part): Posting {
  const { payment, from } = part.funds;
  const { invoice, amount, revision } = part;
  return {
    account: accountOf(payment),
    debit: from,
    credit: 'receivable',
    amount,
    currency: payment.currency,
    kind: from === 'wallet' ? 'credit_applied' : from === 'bad_debt' ? 'write_off' : 'payment',
    // One allocation, one posting: the invoice and the revision tell allocations of one payment apart.
    source_id: derivedId(payment.id, revision > 1 ? `${invoice.id}/${revision}` : invoice.id),
    posted_on: from === 'wallet' ? usedOn(part) : payment.received_on,
  };
}

/** Credit is used on the day of its invoice; for what is open again, not before that day nor before it came. */
function usedOn({ funds: { payment, since }, invoice }: Part): CivilDate {
  const day = invoice.issued_on ?? payment.received_on;
  return since ? ([day, since, payment.received_on].toSorted().at(-1) ?? day) : day;
}

function tellPaid(ctx: Ctx, parts: Part[]): void {
  const paid = new Set(parts.map(({ invoice }) => invoice).filter((invoice) => invoice.open === 0n));
  for (const { reseller_id, id, number, seller_id, buyer_id } of paid) {
    emit(ctx, {
      resellerId: reseller_id,
      name: 'invoice.paid',
      subjectId: id,
      payload: { number },
      audience: [seller_id, buyer_id],
    });
  }
}

/** The account a row is about, as the ledger wants it. */
export function accountOf(row: {
  reseller_id: string;
  account_id: string;
  seller_id: string;
  buyer_id: string;
}): Posting['account'] {
  return {
    reseller_id: row.reseller_id,
    id: row.account_id,
    seller_id: row.seller_id,
    buyer_id: row.buyer_id,
  };
}
