import { type Ctx, permit } from '../../base/ctx.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import type { BankEntry } from '../payments/payments.rules.ts';
import { holdAccounts } from '../payments/payments.sql.ts';
import type { KnownPayment } from '../payments/reversals.rules.ts';
import { findPayment } from '../payments/reversals.sql.ts';
import { takeBack } from '../payments/reversals.ts';
import { lockEntry, updateEntry } from './bank-files.sql.ts';
import { meantBy, type Reversible } from './bank-reversals.rules.ts';
import * as store from './bank-reversals.sql.ts';

/**
 * What entries by which the bank takes money back stand for, one after the other. The payment that an entry names without doubt is
 * reversed at once; else the entry waits for a person, with the payment that it probably means. What means no payment of ours stays left out.
 */
export async function settleReversals(ctx: Ctx, entries: readonly BankEntry[]): Promise<void> {
  for (const entry of entries) {
    const candidates = await store.reversibleBy(ctx.db, entry);
    const { certain, proposed } = meantBy(entry, candidates);
    if (certain) await reverseBy(ctx, entry, certain);
    else if (candidates.length > 0)
      await change(ctx, entry, { state: 'unmatched', proposed_payment_id: proposed?.payment_id ?? null });
  }
}

async function reverseBy(ctx: Ctx, entry: BankEntry, { payment_id, account_id }: Reversible): Promise<void> {
  await holdAccounts(ctx.db, [account_id]);
  const payment = found(await findPayment(ctx.db, payment_id), 'payment');
  const note = entry.remittance.slice(0, 200) || null;
  const reversal_id =
    payment.reversal_id ??
    (await takeBack(ctx, payment, { reason: 'returned', reversed_on: entry.booked_on, note })).id;
  const outcome = { state: 'matched', cause: null, account_id, payment_id: reversal_id };
  await change(ctx, entry, { ...outcome, proposed_payment_id: null });
}

/** The entry as it is from now on, in the row that is told as well. */
async function change(ctx: Ctx, entry: BankEntry, changes: Partial<BankEntry>): Promise<void> {
  await updateEntry(ctx.db, entry, changes);
  Object.assign(entry, changes);
}

/** The payments that an entry may take back, the newest first. Throws 404. */
export async function reversiblePayments(ctx: Ctx, entryId: string): Promise<KnownPayment[]> {
  permit(ctx, 'bank_file.import');
  const entry = found(await lockEntry(ctx.db, entryId), 'bank entry');
  const candidates = entry.amount < 0n ? await store.reversibleBy(ctx.db, entry) : [];
  return store.paymentsById(
    ctx.db,
    candidates.map(({ payment_id }) => payment_id),
  );
}

/**
 * A person says which payment an entry takes back; it is reversed, unless it was by hand before. Throws 404, Fail conflict when the entry is
 * matched already, Fail invalid for a payment that it cannot mean.
 */
export async function reverseByHand(ctx: Ctx, entryId: string, paymentId: string): Promise<BankEntry> {
  permit(ctx, 'bank_file.import');
  permit(ctx, 'payment.reverse');
  const entry = found(await lockEntry(ctx.db, entryId), 'bank entry');
  if (entry.state === 'matched') throw new Fail('conflict', 'illegal_move', 'This entry is matched already.');
  const candidates = entry.amount < 0n ? await store.reversibleBy(ctx.db, entry) : [];
  const meant = candidates.find(({ payment_id }) => payment_id === paymentId);
  if (!meant)
    throw invalidField('#/payment_id', 'This entry cannot take that payment back: choose one of its amount.');
  await reverseBy(ctx, entry, meant);
  return entry;
}

/** A person says that an entry is no payment's. Throws 404, Fail conflict unless it waits. */
export async function leaveOut(ctx: Ctx, entryId: string): Promise<BankEntry> {
  permit(ctx, 'bank_file.import');
  const entry = found(await lockEntry(ctx.db, entryId), 'bank entry');
  if (entry.state !== 'unmatched')
    throw new Fail('conflict', 'illegal_move', 'This entry does not wait any more.');
  await change(ctx, entry, { state: 'ignored', cause: 'left_out', proposed_payment_id: null });
  return entry;
}
