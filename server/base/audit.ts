import { sql } from 'kysely';
import type { AuditRow, Ctx } from './ctx.ts';
import { type Db, json } from './db.ts';
import { sha256 } from './ids.ts';

/** Writes down who did what. `resellerId` names the branch, whose chain the entry joins. */
export function audit(
  ctx: Ctx,
  row: Omit<AuditRow, 'details' | 'by' | 'at' | 'address'> & { details?: Record<string, unknown> },
): void {
  const { actor: by, now: at, address } = ctx;
  ctx.effects.audits.push({ ...row, details: row.details ?? {}, by, at, address });
}

const GENESIS = '0'.repeat(64);

type Entry = {
  seq: string;
  organization_id: string | null;
  person_id: string | null;
  person_name: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  details: unknown;
  address: string | null;
  recorded_at: string;
};

/** The hash of an entry: SHA-256 over the previous hash and the entry's fields as JSON with sorted keys. */
function entryHash(previous: string, entry: Entry): string {
  return sha256(`${previous}\n${canonicalJson(entry)}`);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
    .join(',')}}`;
}

/** Appends the collected entries, branch by branch in key order so that two transactions cannot wait on each other. */
export async function writeAudits(db: Db, ctx: Ctx): Promise<void> {
  const branches = [...new Set(ctx.effects.audits.map((row) => row.resellerId))].sort();
  for (const resellerId of branches) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${resellerId}`}, 0))`.execute(db);
    const rows = ctx.effects.audits.filter((row) => row.resellerId === resellerId);
    await appendTo(db, ctx, resellerId, rows);
  }
}

async function appendTo(db: Db, ctx: Ctx, resellerId: string, rows: AuditRow[]): Promise<void> {
  const last = await db
    .selectFrom('base.audit_entry')
    .select(['seq', 'hash'])
    .where('reseller_id', '=', resellerId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  let previous = last?.hash ?? GENESIS;
  let seq = last?.seq ?? 0n;
  const values = rows.map((row) => {
    seq += 1n;
    const entry = entryOf(ctx, row, seq);
    const hash = entryHash(previous, entry);
    const value = {
      ...entry,
      seq,
      details: json(row.details),
      reseller_id: resellerId,
      previous_hash: previous,
      hash,
    };
    previous = hash;
    return value;
  });
  await db.insertInto('base.audit_entry').values(values).execute();
}

function entryOf(ctx: Ctx, row: AuditRow, seq: bigint): Entry {
  return {
    seq: seq.toString(),
    organization_id: ctx.actor.organizationId,
    person_id: ctx.actor.personId,
    person_name: ctx.actor.personName,
    action: row.action,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    details: row.details,
    address: ctx.address,
    recorded_at: ctx.now.toISOString(),
  };
}

export type ChainFault = { resellerId: string; seq: string; fault: string };

/** Recomputes every chain and answers the first fault of each branch; empty when nothing was changed, removed or slipped in. */
export async function verifyAudit(db: Db): Promise<ChainFault[]> {
  const faults: ChainFault[] = [];
  const branches = await db
    .selectFrom('base.audit_entry')
    .select('reseller_id')
    .distinct()
    .orderBy('reseller_id')
    .execute();
  for (const { reseller_id } of branches) {
    const fault = await verifyBranch(db, reseller_id);
    if (fault) faults.push(fault);
  }
  return faults;
}

async function verifyBranch(db: Db, resellerId: string): Promise<ChainFault | undefined> {
  let previous = GENESIS;
  let expected = 1n;
  const rows = await db
    .selectFrom('base.audit_entry')
    .selectAll()
    .where('reseller_id', '=', resellerId)
    .orderBy('seq')
    .execute();
  for (const { reseller_id, previous_hash, hash, ...entry } of rows) {
    const fault = (text: string) => ({ resellerId: reseller_id, seq: entry.seq.toString(), fault: text });
    if (entry.seq !== expected) return fault(`entry ${expected} is missing`);
    if (previous_hash !== previous) return fault('it does not follow the entry before it');
    if (entryHash(previous, { ...entry, seq: entry.seq.toString() }) !== hash)
      return fault('its content was changed');
    previous = hash;
    expected += 1n;
  }
  return undefined;
}
