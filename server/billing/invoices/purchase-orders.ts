import { audit } from '../../base/audit.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { newId } from '../../base/ids.ts';
import { type Account, getAccount, getAccountBetween } from '../../identity/index.ts';
import type { Invoice } from './invoices.rules.ts';
import * as store from './purchase-orders.sql.ts';

/** The account that is meant: the actor's own for a buyer, or the one it buys on. Throws 404 where there is none. */
export async function accountMeant(ctx: Ctx, buyerId: string | undefined): Promise<Account> {
  const { organizationId } = acting(ctx);
  if (buyerId) return getAccountBetween(ctx, organizationId, buyerId);
  return getAccountBetween(ctx, ctx.actor.sellerId ?? organizationId, organizationId);
}

/** The reference that the next invoice of the account will carry. */
export async function purchaseOrder(ctx: Ctx, buyerId: string | undefined): Promise<string | null> {
  const account = await accountMeant(ctx, buyerId);
  return store.purchaseOrderAt(ctx.db, account.id, ctx.now.toISOString());
}

/** The reference that a document carries: the account's as it stood when it was issued, or stands for a draft. */
export async function purchaseOrderOf(
  ctx: Ctx,
  invoice: Pick<Invoice, 'account_id' | 'issued_at'>,
): Promise<string | null> {
  return store.purchaseOrderAt(ctx.db, invoice.account_id, invoice.issued_at ?? ctx.now.toISOString());
}

/** Sets the reference for the account's invoices from now on; both its sides may. Invoices that are issued keep theirs. */
export async function setPurchaseOrder(
  ctx: Ctx,
  buyerId: string | undefined,
  reference: string | null,
): Promise<void> {
  permit(ctx, 'purchase_order.set');
  const { id, reseller_id, seller_id, buyer_id } = await getAccount(
    ctx,
    (await accountMeant(ctx, buyerId)).id,
  );
  const set_by = ctx.actor.personId;
  const row = { reseller_id, id: newId(), account_id: id, seller_id, buyer_id, reference, set_by };
  await store.insertPurchaseOrder(ctx.db, { ...row, recorded_at: ctx.now.toISOString() });
  audit(ctx, {
    resellerId: reseller_id,
    action: 'purchase_order.set',
    subjectKind: 'account',
    subjectId: id,
    details: { reference },
  });
}
