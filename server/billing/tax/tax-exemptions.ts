import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { type ExemptionCode, exemptionCodesOf } from '../../base/exemptions.ts';
import { newId } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { type Account, getAccount, getOrganization } from '../../identity/index.ts';
import { type ExemptionState, exemptionOn } from './tax.rules.ts';
import * as store from './tax-exemptions.sql.ts';

export type NewExemption = Pick<store.TaxExemption, 'certificate' | 'authority' | 'valid_from' | 'valid_to'>;

/**
 * Keeps a certificate that frees the account's buyer from the seller's tax at home, from a day up to another. Documents drafted on those days
 * bear no tax and say why. Throws 403, 404, Fail invalid.
 */
export async function addExemption(
  ctx: Ctx,
  accountId: string,
  wanted: NewExemption,
): Promise<store.TaxExemption> {
  permit(ctx, 'tax.manage');
  const account = await ownAccount(ctx, accountId);
  if (wanted.valid_to <= wanted.valid_from)
    throw invalidField('#/valid_to', 'A certificate ends after it begins.');
  const { reseller_id, seller_id, buyer_id } = account;
  const by = { recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString(), revoked_at: null };
  const exemption = {
    ...wanted,
    reseller_id,
    id: newId(),
    account_id: accountId,
    seller_id,
    buyer_id,
    ...by,
  };
  await store.insertExemption(ctx.db, exemption);
  tell(ctx, exemption, 'tax_exemption.added');
  return exemption;
}

async function ownAccount(ctx: Ctx, accountId: string): Promise<Account> {
  const account = await getAccount(ctx, accountId);
  if (account.seller_id !== acting(ctx).organizationId)
    throw new Fail('forbidden', 'not_allowed', 'Only the seller decides on tax of this account.');
  return account;
}

/** The certificate counts no more for what is drafted from now on. Throws 403, 404, 409. */
export async function revokeExemption(ctx: Ctx, id: string): Promise<store.TaxExemption> {
  permit(ctx, 'tax.manage');
  const exemption = found(await store.findExemption(ctx.db, id), 'certificate');
  await ownAccount(ctx, exemption.account_id);
  if (exemption.revoked_at) throw new Fail('conflict', 'illegal_move', 'It was revoked before.');
  await store.markRevoked(ctx.db, exemption, ctx.now);
  tell(ctx, exemption, 'tax_exemption.revoked');
  return { ...exemption, revoked_at: ctx.now.toISOString() };
}

function tell(
  ctx: Ctx,
  { reseller_id, id, certificate, valid_from, valid_to }: store.TaxExemption,
  action: AuditAction,
): void {
  const details = { certificate, valid_from, valid_to };
  audit(ctx, { resellerId: reseller_id, action, subjectKind: 'tax_exemption', subjectId: id, details });
}

/** The account's certificates, latest first; both its sides may ask. */
export async function exemptionsOf(ctx: Ctx, accountId: string): Promise<store.TaxExemption[]> {
  permit(ctx, 'tax.read');
  await getAccount(ctx, accountId);
  return store.listExemptions(ctx.db, accountId);
}

export type DatedExemption = store.ListedExemption & { state: ExemptionState };

/** The certificates of everybody the acting organization sells to, latest first, each with how it stands today. */
export async function listExemptions(
  ctx: Ctx,
  list: List,
  state?: ExemptionState,
): Promise<Page<DatedExemption>> {
  permit(ctx, 'tax.read');
  const { organizationId: sellerId } = acting(ctx);
  const today = civilDate(ctx.now, (await getOrganization(ctx, sellerId)).time_zone);
  const { items, next_cursor } = await store.listAllExemptions(ctx.db, list, { sellerId, state, today });
  return { items: items.map((one) => ({ ...one, state: exemptionOn(one, today) })), next_cursor };
}

/** The codes of reasons for no tax that the acting organization may give on what it sells, by the law of its country; none where no list of codes holds. */
export async function ownExemptionCodes(ctx: Ctx): Promise<ExemptionCode[]> {
  return exemptionCodesOf((await getOrganization(ctx, acting(ctx).organizationId)).country);
}

/** Every rate of tax the program knows, each with its source, and what the table said before it was corrected. */
export async function listTaxRates(
  ctx: Ctx,
): Promise<{ rates: store.TaxRate[]; corrections: store.TaxRateCorrection[] }> {
  permit(ctx, 'tax.read');
  return { rates: await store.listRates(ctx.db), corrections: await store.listCorrections(ctx.db) };
}
