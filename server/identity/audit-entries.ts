import { type AuditEntry, listAuditEntries as list } from '../base/audit-entries.ts';
import { acting, type Ctx } from '../base/ctx.ts';
import { addDays, type CivilDate, startOfDay } from '../base/dates.ts';
import type { List, Page } from '../base/page.ts';
import { getOrganization } from './organizations.ts';

/** `from` and `to`: civil dates in the organization's time zone, both included. */
export type Wanted = {
  action?: string | undefined;
  person_id?: string | undefined;
  from?: CivilDate | undefined;
  to?: CivilDate | undefined;
};

/** What the acting organization's people did. */
export async function listAuditEntries(
  ctx: Ctx,
  { from, to, ...wanted }: Wanted,
  page: List,
): Promise<Page<AuditEntry>> {
  const { id, time_zone } = await getOrganization(ctx, acting(ctx).organizationId);
  const range = {
    from: from ? startOfDay(from, time_zone) : undefined,
    to: to ? startOfDay(addDays(to, 1), time_zone) : undefined,
  };
  return list(ctx.db, id, { ...wanted, ...range }, page);
}
