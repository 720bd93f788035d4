import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { Fail } from '../../base/errors.ts';
import { getVendor } from '../../identity/index.ts';
import { type ApprovalLevel, type ApprovalStructure, FIRST_LEVELS, levelFaults } from './approvals.rules.ts';
import * as store from './approvals.sql.ts';

/** The vendor's approval structure in force; version 0 is the one that holds before it writes its own. Throws 403. */
export async function getApprovalStructure(ctx: Ctx): Promise<ApprovalStructure> {
  permit(ctx, 'approval_structure.read');
  const { id } = await getVendor(ctx);
  return (await store.findStructure(ctx.db, id)) ?? firstStructure(id, ctx.now);
}

function firstStructure(vendorId: string, now: Date): ApprovalStructure {
  const made = { decided_by: null, decided_by_name: null, recorded_at: now.toISOString() };
  return { reseller_id: vendorId, seller_id: vendorId, version: 0, levels: [...FIRST_LEVELS], ...made };
}

/** Writes the next version, for requests that come in from now on. Throws 403, Fail invalid naming each bad level. */
export async function setApprovalStructure(
  ctx: Ctx,
  levels: readonly ApprovalLevel[],
): Promise<ApprovalStructure> {
  permit(ctx, 'approval_structure.edit');
  const errors = levelFaults(levels).map(({ index, detail }) => ({ pointer: `#/levels/${index}`, detail }));
  if (errors[0]) throw new Fail('invalid', 'invalid_field', errors[0].detail, { errors });
  const last = await getApprovalStructure(ctx);
  const { personId, personName } = ctx.actor;
  const structure: ApprovalStructure = {
    ...last,
    version: last.version + 1,
    levels: [...levels],
    decided_by: personId,
    decided_by_name: personName,
    recorded_at: ctx.now.toISOString(),
  };
  await store.insertStructure(ctx.db, structure);
  audit(ctx, {
    resellerId: structure.reseller_id,
    action: 'approval_structure.set',
    subjectKind: 'organization',
    subjectId: structure.seller_id,
    details: { version: structure.version, levels: levels.length },
  });
  return structure;
}
