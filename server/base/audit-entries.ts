import { sql } from 'kysely';
import type { AuditAction, AuditSubject } from './audit-actions.ts';
import type { Db } from './db.ts';
import { contains, type List, type Page, page } from './page.ts';

/** One line of the audit log as its reader sees it. `id` is the branch and the number in its chain. */
export type AuditEntry = {
  id: string;
  action: AuditAction;
  subject_kind: AuditSubject;
  subject_id: string | null;
  details: Record<string, unknown>;
  person_id: string | null;
  person_name: string | null;
  address: string | null;
  recorded_at: string;
  hash: string;
};

/** What the code alone has written. */
type Named = Pick<AuditEntry, 'action' | 'subject_kind'>;

/** `action` may end in a dot for a whole noun (`invoice.`); `from` and `to` are instants, half-open. */
export type AuditFilter = {
  action?: string | undefined;
  person_id?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

/** What the standing organization's people did, newest first; `q` is part of a name, an action or the details. */
export async function listAuditEntries(
  db: Db,
  organizationId: string,
  filter: AuditFilter,
  list: List,
): Promise<Page<AuditEntry>> {
  let query = db
    .selectFrom((from) =>
      from
        .selectFrom('base.audit_entry')
        .select([
          'action',
          'subject_kind',
          'subject_id',
          'details',
          'person_id',
          'person_name',
          'address',
          'recorded_at',
          'hash',
        ])
        // Unique and in the chain's order even among entries of one instant.
        .select(sql<string>`reseller_id || '.' || lpad(seq::text, 12, '0')`.as('id'))
        .where('organization_id', '=', organizationId)
        .as('entry'),
    )
    .selectAll();
  if (filter.action?.endsWith('.'))
    query = query.where('action', 'like', `${contains(filter.action).slice(1)}`);
  else if (filter.action) query = query.where('action', '=', filter.action);
  if (filter.person_id) query = query.where('person_id', '=', filter.person_id);
  if (filter.from) query = query.where('recorded_at', '>=', filter.from.toISOString());
  if (filter.to) query = query.where('recorded_at', '<', filter.to.toISOString());
  if (list.q) {
    const text = contains(list.q);
    query = query.where(
      sql<boolean>`(person_name ilike ${text} or action ilike ${text} or details::text ilike ${text})`,
    );
  }
  return page<AuditEntry>(
    query.$narrowType<Named>(),
    list,
    { recorded_at: 'recorded_at', action: 'action' },
    'id',
  );
}
