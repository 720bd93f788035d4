import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { asSystem, tellSoFar } from '../../base/door.ts';
import { Fail, found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { enqueue } from '../../base/jobs.ts';
import type { List, Page } from '../../base/page.ts';
import { move } from '../../base/states.ts';
import { getOrganization } from '../../identity/index.ts';
import { recogniseEarned } from '../../ledger/index.ts';
import { post } from '../books/posting.ts';
import { stampInvoices } from '../e-invoices/e-invoices.task.ts';
import { applyCredit, depositCredit } from '../payments/allocations.ts';
import { planInvoices } from '../payments/card-charges.sql.ts';
import { holdDrafted } from '../payments/payments.sql.ts';
import { honourRequests } from '../payments/payments.ts';
import { RUN_MOVES } from '../runs/runs.rules.ts';
import { lockRun, updateRun } from '../runs/runs.sql.ts';
import { getRun } from '../runs/runs.ts';
import { timed } from '../runs/timed.ts';
import { deliverInvoice, deliverInvoices } from './deliver.task.ts';
import type { Invoice } from './invoices.rules.ts';
import * as store from './invoices.sql.ts';

/** So many documents are numbered, posted and told at once: the memory that it takes does not grow with a program's resellers. */
const ISSUED_AT_ONCE = 5_000;

/** Issues every draft of the month-end run for the vendor; answers how many. Throws conflict unless the run is drafted and its check found nothing. */
export async function issueRun(ctx: Ctx, runId: string, atOnce = ISSUED_AT_ONCE): Promise<number> {
  permit(ctx, 'run.issue');
  const run = await getRun(ctx, runId);
  const seller = await getOrganization(ctx, run.seller_id);
  await asSystem(ctx, async ({ db }) => {
    const locked = found(await lockRun(db, runId), 'run');
    const state = move('run', RUN_MOVES, locked.state as keyof typeof RUN_MOVES, 'issue');
    if (locked.findings[0])
      throw new Fail('conflict', 'run_blocked', `The check found: ${locked.findings[0].detail}`);
    await updateRun(db, runId, { state, finished_at: ctx.now.toISOString() });
  });
  let issued = 0;
  for await (const invoices of issueInTurn(ctx, { sellerId: seller.id, runId }, atOnce)) {
    issued += invoices.length;
    await tellSoFar(ctx);
  }
  enqueue(ctx, recogniseEarned, { day: run.cutoff, sellerId: null });
  emit(ctx, {
    resellerId: run.reseller_id,
    name: 'run.progressed',
    subjectId: runId,
    payload: { state: 'issued' },
    audience: [run.seller_id],
  });
  return issued;
}

/** Issues drafts of the acting seller: what a reseller does with its customers' invoices. Unknown ids and issued ones are left alone. */
export async function issueDrafts(ctx: Ctx, invoiceIds: readonly string[]): Promise<Invoice[]> {
  permit(ctx, 'invoice.issue');
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  if (seller.kind === 'vendor')
    throw new Fail('conflict', 'illegal_move', "The program's invoices are issued with their month-end run.");
  return issueFor(ctx, { sellerId: seller.id, invoiceIds });
}

/** Numbers, posts and tells; answers the documents. */
export async function issueFor(ctx: Ctx, which: store.Which): Promise<Invoice[]> {
  const issued: Invoice[] = [];
  for await (const invoices of issueInTurn(ctx, which, ISSUED_AT_ONCE)) issued.push(...invoices);
  return issued;
}

/** What a seller has issued, from its first number to its last. */
type Issued = { first: store.Numbered; last: store.Numbered; count: number };

/** The same so many at a time. The totals become receivables, and credit that waits is used. */
async function* issueInTurn(ctx: Ctx, which: store.Which, atOnce: number): AsyncGenerator<Invoice[]> {
  const sellers = new Map<string, Issued>();
  await holdDrafted(ctx.db, which);
  // A whole run is held by its own row.
  if ('invoiceIds' in which) await store.holdDrafts(ctx.db, which);
  for (let more = true; more; ) {
    const invoices = await timed('issue', () => store.numberDrafts(ctx.db, ctx.now, which, atOnce));
    more = invoices.length === atOnce;
    await settleNumbered(ctx, invoices);
    for (const invoice of invoices) {
      const { first = invoice, count = 0 } = sellers.get(invoice.seller_id) ?? {};
      sellers.set(invoice.seller_id, { first, last: invoice, count: count + 1 });
    }
    yield invoices;
  }
  for (const issued of sellers.values()) record(ctx, issued);
}

async function settleNumbered(ctx: Ctx, invoices: store.Numbered[]): Promise<void> {
  if (invoices.length === 0) return;
  await timed('ledger', () => post(ctx, invoices));
  const notes = invoices.filter(({ kind }) => kind === 'credit_note');
  await depositCredit(ctx, notes);
  await applyCredit(ctx, invoices);
  await planInvoices(ctx.db, ctx.now, invoices);
  for (const accountId of new Set(notes.map(({ account_id }) => account_id)))
    await honourRequests(ctx, accountId);
  for (const invoice of invoices) tell(ctx, invoice);
  deliver(ctx, invoices);
}

/** One entry for what a seller has issued, in the log of its own branch; what follows from it for the seller is asked for. */
function record(ctx: Ctx, { first, last, count }: Issued): void {
  // What the months before this one have earned of it is due at once.
  enqueue(ctx, recogniseEarned, { day: first.issued_on ?? '', sellerId: first.seller_id });
  enqueue(ctx, stampInvoices, { resellerId: first.book_id, sellerId: first.seller_id });
  audit(ctx, {
    resellerId: first.book_id,
    action: 'invoice.issued',
    subjectKind: 'organization',
    subjectId: first.seller_id,
    details: { first: first.number, last: last.number, count },
  });
}

function tell(ctx: Ctx, invoice: Invoice): void {
  emit(ctx, {
    resellerId: invoice.reseller_id,
    name: 'invoice.issued',
    subjectId: invoice.id,
    payload: { number: invoice.number },
    audience: [invoice.seller_id, invoice.buyer_id],
  });
}

/** So many invoices are delivered by a job each; of more, a job asks for the jobs of as many. */
const DELIVERIES = 200;

function deliver(ctx: Ctx, invoices: Invoice[]): void {
  const all = invoices.map(({ reseller_id, id }) => ({ resellerId: reseller_id, invoiceId: id }));
  if (all.length <= DELIVERIES) for (const one of all) enqueue(ctx, deliverInvoice, one);
  else
    for (let i = 0; i < all.length; i += DELIVERIES)
      enqueue(ctx, deliverInvoices, { invoices: all.slice(i, i + DELIVERIES) });
}

/** The invoice with what is paid, or 404; drafts are the seller's alone. */
export async function getInvoice(ctx: Ctx, id: string): Promise<store.ListedInvoice> {
  return found(await store.describeInvoice(ctx.db, id), 'invoice');
}

/** The invoice's lines with names. Customers' names are in the branch, which both sides may see of an invoice that is theirs. */
export async function invoiceLines(ctx: Ctx, invoice: Invoice): Promise<store.DescribedLine[]> {
  return store.linesOf(ctx.db, invoice);
}

export type InvoiceQuery = {
  side: 'issued' | 'received';
  buyer_id?: string | undefined;
  state?: string | undefined;
  run_id?: string | undefined;
  kind?: string | undefined;
  corrects_id?: string | undefined;
};

/** Invoices the acting organization has issued, or received. */
export async function listInvoices(
  ctx: Ctx,
  query: InvoiceQuery,
  list: List,
): Promise<Page<store.ListedInvoice>> {
  const { organizationId } = acting(ctx);
  const organization = await getOrganization(ctx, organizationId);
  const today = civilDate(ctx.now, organization.time_zone);
  const role = query.side === 'issued' ? 'seller' : 'buyer';
  return store.listInvoices(ctx.db, { role, organizationId, ...query, today }, list);
}
