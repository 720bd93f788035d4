import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { acting, type Ctx, permit } from '../../base/ctx.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { ensureExemptionFits } from '../../base/exemptions.ts';
import { newId } from '../../base/ids.ts';
import { decimal, decimalText } from '../../base/money.ts';
import type { List, Page } from '../../base/page.ts';
import { getOrganization } from '../../identity/index.ts';
import { ownTerms } from '../orders/consider.ts';
import { type NewService, type Service, serviceFault } from './services.rules.ts';
import * as store from './services.sql.ts';

/** Adds a service of the acting reseller, in the currency it sells in. Throws 403, or Fail invalid naming the field. */
export async function addService(ctx: Ctx, wanted: NewService): Promise<Service> {
  permit(ctx, 'service.edit');
  await check(ctx, wanted);
  const { organizationId: seller_id, resellerId: reseller_id } = acting(ctx);
  const { account } = await ownTerms(ctx);
  const made = { withdrawn_at: null, created_at: ctx.now.toISOString() };
  const service = { ...wanted, reseller_id, id: newId(), seller_id, currency: account.currency, ...made };
  await store.insertService(ctx.db, service);
  record(ctx, service, 'service.added');
  return exact(service);
}

/**
 * Changes a service for quotes to come; what was quoted stays as it was sent. Throws 403, 404, Fail invalid naming the field, and Fail
 * conflict for one that is withdrawn.
 */
export async function editService(ctx: Ctx, id: string, changes: NewService): Promise<Service> {
  permit(ctx, 'service.edit');
  const service = found(await store.findService(ctx.db, id), 'service');
  if (service.withdrawn_at)
    throw new Fail('conflict', 'illegal_move', 'This service is withdrawn; bring it back first.');
  await check(ctx, changes);
  const changed = await store.updateService(ctx.db, { ...service, ...changes });
  record(ctx, changed, 'service.edited');
  return exact(changed);
}

/** Withdraws a service from quotes to come, or brings it back. Throws 403, 404. */
export async function withdrawService(ctx: Ctx, id: string, withdrawn: boolean): Promise<Service> {
  permit(ctx, 'service.edit');
  const service = found(await store.findService(ctx.db, id), 'service');
  const withdrawn_at = withdrawn ? ctx.now.toISOString() : null;
  const changed = await store.updateService(ctx.db, { ...service, withdrawn_at });
  record(ctx, changed, withdrawn ? 'service.withdrawn' : 'service.returned');
  return exact(changed);
}

/** One page of the acting reseller's services, newest first; `q` is part of a name in either language. */
export async function listServices(
  ctx: Ctx,
  list: List,
  { withdrawn }: { withdrawn: boolean },
): Promise<Page<Service>> {
  const { items, next_cursor } = await store.listServices(
    ctx.db,
    list,
    acting(ctx).organizationId,
    withdrawn,
  );
  return { items: items.map(exact), next_cursor };
}

/** The service, or 404. */
export async function getService(ctx: Ctx, id: string): Promise<Service> {
  return exact(found(await store.findService(ctx.db, id), 'service'));
}

async function check(ctx: Ctx, wanted: NewService): Promise<void> {
  const fault = serviceFault(wanted);
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  ensureExemptionFits(wanted.exemption, await getOrganization(ctx, acting(ctx).organizationId));
}

function exact(service: Service): Service {
  const text = (amount: string) => decimalText(decimal(amount));
  const { unit_price, unit_cost } = service;
  return { ...service, unit_price: text(unit_price), unit_cost: unit_cost === null ? null : text(unit_cost) };
}

function record(ctx: Ctx, { reseller_id, id, name }: Service, action: AuditAction): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'service',
    subjectId: id,
    details: { name: name.en },
  });
}
