import { audit } from '../base/audit.ts';
import type { AuditAction } from '../base/audit-actions.ts';
import { acting, type Ctx } from '../base/ctx.ts';
import { found, invalidField } from '../base/errors.ts';
import { newId, newSecret, sha256 } from '../base/ids.ts';
import type { List, Page } from '../base/page.ts';
import { type AccessKey, findKey, insertKey, listKeys, setRevoked } from './access-keys.sql.ts';
import { rolesFault } from './members.rules.ts';
import { signedIn } from './signed-in.ts';

export type { AccessKey } from './access-keys.sql.ts';

/** How every key begins, so that a scanner of leaked secrets knows it. */
const PREFIX = 'caravan_';

/**
 * A key for a program that acts for this organization with these roles. `secret` is shown this once; only its hash is
 * kept. A key makes no keys: a leaked one must not outlive its revocation. Throws Fail invalid on unknown roles.
 */
export async function createAccessKey(
  ctx: Ctx,
  { name, roles }: { name: string; roles: string[] },
): Promise<AccessKey & { secret: string }> {
  const { personId } = signedIn(ctx);
  const { organizationId, resellerId, kind } = acting(ctx);
  const fault = rolesFault(kind, roles);
  if (fault) throw invalidField('#/roles', fault);
  const secret = `${PREFIX}${newSecret()}`;
  const key: AccessKey = {
    reseller_id: resellerId,
    id: newId(),
    organization_id: organizationId,
    name,
    token_hash: sha256(secret),
    hint: secret.slice(-4),
    roles,
    created_by: personId,
    created_at: ctx.now.toISOString(),
    last_used_at: null,
    revoked_at: null,
  };
  await insertKey(ctx.db, key);
  tell(ctx, key, 'access_key.created');
  return { ...key, secret };
}

/** The organization's keys, newest first, revoked ones too. */
export async function listAccessKeys(ctx: Ctx, list: List): Promise<Page<AccessKey>> {
  return listKeys(ctx.db, acting(ctx).organizationId, list);
}

/** Makes the key good for nothing from the next request on. A key that is revoked already stays as it is. */
export async function revokeAccessKey(ctx: Ctx, id: string): Promise<AccessKey> {
  signedIn(ctx);
  const key = found(await findKey(ctx.db, id), 'access key');
  if (key.revoked_at) return key;
  tell(ctx, key, 'access_key.revoked');
  return setRevoked(ctx.db, key, ctx.now);
}

function tell(ctx: Ctx, { reseller_id, id, name, roles }: AccessKey, action: AuditAction): void {
  audit(ctx, {
    resellerId: reseller_id,
    action,
    subjectKind: 'access_key',
    subjectId: id,
    details: { name, roles },
  });
}
