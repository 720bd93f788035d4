import { sql } from 'kysely';
import type { AuditRow, Ctx } from './ctx.ts';
import { type Db, json } from './db.ts';
import { sha256 } from './ids.ts';

/** Writes down who did what. `resellerId` names the branch, whose chain the entry joins. */
export function audit(
  ctx: Ctx,
  row: Omit<AuditRow, 'details' | 'by'> & { details?: Record<string, unknown> },
): void {
  ctx.effects.audits.push({ ...row, details: row.details ?? {}, by: ctx });
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

/** Appends the collected entries to their branches' chains: three statements, however many branches. */
export async function writeAudits(db: Db, { effects: { audits } }: Ctx): Promise<void> {
  const branches = [...new Set(audits.map((row) => row.resellerId))];
  // In the order of the keys, so that two transactions cannot wait on each other.
  await sql`select pg_advisory_xact_lock(key) from (
    select hashtextextended('audit:' || branch, 0) as key from unnest(${branches}::text[]) branch order by key) keys`.execute(
    db,
  );
  const ends = await chainEnds(db, branches);
  const values = audits.map((row) => {
    const end = ends.get(row.resellerId) ?? { seq: 0n, hash: GENESIS };
    const value = linked(row, end);
    ends.set(row.resellerId, value);
    return value;
  });
  for (let i = 0; i < values.length; i += 1000) {
    await db
      .insertInto('base.audit_entry')
      .values(values.slice(i, i + 1000))
      .execute();
  }
}

type End = { seq: bigint; hash: string };

async function chainEnds(db: Db, branches: readonly string[]): Promise<Map<string, End>> {
  const { rows } = await sql<End & { reseller_id: string }>`
    select e.* from unnest(${[...branches]}::uuid[]) branch cross join lateral (
      select reseller_id, seq, hash from base.audit_entry where reseller_id = branch order by seq desc limit 1) e`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.reseller_id, row]));
}

/** The entry that follows the end of its branch's chain. */
function linked(row: AuditRow, end: End) {
  const seq = end.seq + 1n;
  const entry = entryOf(row, seq);
  const hash = entryHash(end.hash, entry);
  return {
    ...entry,
    seq,
    details: json(row.details),
    reseller_id: row.resellerId,
    previous_hash: end.hash,
    hash,
  };
}

function entryOf({ by, ...row }: AuditRow, seq: bigint): Entry {
  return {
    seq: seq.toString(),
    organization_id: by.actor.organizationId,
    person_id: by.actor.personId,
    person_name: by.actor.personName,
    action: row.action,
    subject_kind: row.subjectKind,
    subject_id: row.subjectId,
    details: row.details,
    address: by.address,
    recorded_at: by.now.toISOString(),
  };
}

export type ChainFault = { resellerId: string; seq: string; fault: string };
/** The newest entry of a branch's chain. */
export type ChainHead = { seq: string; hash: string };
export type Chains = { entries: number; heads: Record<string, ChainHead>; faults: ChainFault[] };

const BATCH = 5000;

/**
 * Recomputes every chain and answers the first fault of each branch: none when nothing was changed, removed or slipped
 * in. An end cut off leaves no trace in the chain itself, so `known` are heads seen before (by branch), which must still
 * be there.
 */
export async function verifyAudit(db: Db, known: Record<string, ChainHead> = {}): Promise<Chains> {
  const chains: Chains = { entries: 0, heads: {}, faults: [] };
  const rows = await db.selectFrom('base.audit_entry').select('reseller_id').distinct().execute();
  const branches = new Set([...rows.map(({ reseller_id }) => reseller_id), ...Object.keys(known)]);
  for (const branch of [...branches].sort()) {
    const { entries, head, fault } = await verifyBranch(db, branch, known[branch]);
    chains.entries += entries;
    if (head) chains.heads[branch] = head;
    if (fault) chains.faults.push({ resellerId: branch, ...fault });
  }
  return chains;
}

type Verdict = {
  entries: number;
  head: ChainHead | undefined;
  fault: Omit<ChainFault, 'resellerId'> | undefined;
};

async function verifyBranch(db: Db, resellerId: string, known: ChainHead | undefined): Promise<Verdict> {
  let head: ChainHead | undefined;
  let entries = 0;
  for await (const { reseller_id, previous_hash, hash, ...entry } of entriesOf(db, resellerId)) {
    const seq = entry.seq.toString();
    const fault = faultOf({ ...entry, seq }, previous_hash, hash, {
      seq: entries + 1,
      previous: head?.hash ?? GENESIS,
      known,
    });
    if (fault) return { entries, head, fault: { seq, fault } };
    head = { seq, hash };
    entries += 1;
  }
  const cut = known && BigInt(known.seq) > BigInt(head?.seq ?? 0);
  return {
    entries,
    head,
    fault: cut ? { seq: known.seq, fault: 'the end of the chain was removed' } : undefined,
  };
}

type Due = { seq: number; previous: string; known: ChainHead | undefined };

function faultOf(entry: Entry, previousHash: string, hash: string, due: Due): string | undefined {
  if (entry.seq !== String(due.seq)) return `entry ${due.seq} is missing`;
  if (previousHash !== due.previous) return 'it does not follow the entry before it';
  if (entryHash(previousHash, entry) !== hash) return 'its content was changed';
  if (due.known?.seq === entry.seq && due.known.hash !== hash) return 'the chain was written anew';
  return undefined;
}

async function* entriesOf(db: Db, resellerId: string) {
  for (let after = 0n; ; ) {
    const query = db
      .selectFrom('base.audit_entry')
      .selectAll()
      .where('reseller_id', '=', resellerId)
      .where('seq', '>', after);
    const rows = await query.orderBy('seq').limit(BATCH).execute();
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.seq;
  }
}
