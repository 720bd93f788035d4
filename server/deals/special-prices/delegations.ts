import { audit } from '../../base/audit.ts';
import type { AuditAction } from '../../base/audit-actions.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { ROLES } from '../../base/permissions.ts';
import { getVendor, membersWithRole, peopleById, rolesOf } from '../../identity/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import type { Delegation } from './approvals.rules.ts';
import * as store from './delegations.sql.ts';

export type NamedDelegation = Delegation & { person_name: string; delegate_name: string };
export type WantedDelegation = Pick<
  Delegation,
  'person_id' | 'delegate_id' | 'valid_from' | 'valid_to' | 'reason'
>;

/** The people of the office who can decide on special prices or stand in for those who do. Throws 403. */
export async function listOfficeDeciders(ctx: Ctx): Promise<{ id: string; name: string; email: string }[]> {
  permit(ctx, 'approval_structure.read');
  const people = await membersWithRole(ctx, (await getVendor(ctx)).id, ROLES.vendor);
  return people.map(({ id, name, email }) => ({ id, name, email }));
}

/** Who of the office is or will be away, and who decides in their place. Throws 403. */
export async function listDelegations(ctx: Ctx): Promise<NamedDelegation[]> {
  permit(ctx, 'approval_structure.read');
  const rows = await store.listDelegations(ctx.db, (await getVendor(ctx)).id);
  const people = await peopleById(
    ctx,
    rows.flatMap(({ person_id, delegate_id }) => [person_id, delegate_id]),
  );
  const name = (id: string) => people.get(id)?.name ?? '';
  return rows.map((row) => ({
    ...row,
    person_name: name(row.person_id),
    delegate_name: name(row.delegate_id),
  }));
}

/**
 * Says who decides in somebody's place for these days. Everybody for themselves; for others those who write the structure. Throws 403, Fail
 * invalid for people who are not of the office.
 */
export async function setDelegation(ctx: Ctx, wanted: WantedDelegation): Promise<Delegation> {
  permit(ctx, 'special_price.decide');
  if (wanted.person_id !== ctx.actor.personId) permit(ctx, 'approval_structure.edit');
  const vendor = await getVendor(ctx);
  for (const part of ['person_id', 'delegate_id'] as const)
    if ((await rolesOf(ctx, vendor.id, wanted[part])).length === 0)
      throw invalidField(`#/${part}`, 'Choose somebody of the program office.');
  if (wanted.person_id === wanted.delegate_id)
    throw invalidField('#/delegate_id', 'Choose somebody else than the one who is away.');
  if (wanted.valid_to <= wanted.valid_from) throw invalidField('#/valid_to', 'It must end after it starts.');
  if (wanted.valid_to <= (await todayAtVendor(ctx)))
    throw invalidField('#/valid_to', 'These days are over already.');
  const row: Delegation = {
    ...{ ...wanted, reseller_id: vendor.id, seller_id: vendor.id, id: newId(), ended_at: null },
    ...{ recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() },
  };
  await store.insertDelegation(ctx.db, row);
  tell(ctx, row, 'delegation.set');
  return row;
}

/** Ends a delegation at once: the person is back. Throws 403, 404. */
export async function endDelegation(ctx: Ctx, id: string): Promise<void> {
  permit(ctx, 'special_price.decide');
  const rows = await store.listDelegations(ctx.db, (await getVendor(ctx)).id);
  const row = found(
    rows.find((one) => one.id === id),
    'delegation',
  );
  if (row.person_id !== ctx.actor.personId) permit(ctx, 'approval_structure.edit');
  const ended = await store.endDelegation(ctx.db, id, ctx.now);
  if (!ended) throw new Fail('conflict', 'illegal_move', 'It has ended already.');
  tell(ctx, row, 'delegation.ended');
}

function tell(ctx: Ctx, row: Delegation, action: AuditAction): void {
  const { reseller_id: resellerId, id: subjectId, person_id, delegate_id, valid_from, valid_to } = row;
  const details = { person_id, delegate_id, valid_from, valid_to };
  audit(ctx, { resellerId, action, subjectKind: 'delegation', subjectId, details });
}
