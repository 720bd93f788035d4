import { sql } from 'kysely';
import { type Db, hashed } from '../../base/db.ts';
import { newId, sha256 } from '../../base/ids.ts';
import { firstRevisited } from '../charges/corrected.sql.ts';
import { LIST_PRICE } from '../charges/line-kinds.sql.ts';
import { within } from '../charges/scope.sql.ts';
import type { Extent, Run } from '../runs/runs.rules.ts';
import { type PriceTables, PUBLISHED } from './price-tables.sql.ts';
import { freezeBands, freezeCustomers, freezePlans } from './prices.sql.ts';
import { type Books, freezeBooks, knownBooks } from './retail.sql.ts';

/**
 * Opens a charge stream for each subscription on every account of its chain that has none yet, from its first segment on, or
 * from the end of its trial. Of these branches, or of all; of one account alone where it is given.
 * Derived from the timeline itself, so that no lost message can leave a subscription unbilled. One that begins before its branch's mark
 * stands apart from it: the mark does not speak for it.
 */
export async function openStreams(
  db: Db,
  resellerIds: readonly string[] | null,
  accountId: string | null = null,
): Promise<void> {
  const wanted = await branchesToOpen(db, resellerIds);
  if (wanted.length === 0) return;
  if (resellerIds) await holdBranches(db, wanted, 'opening');
  const buyer = accountId ? await buyerOf(db, accountId) : null;
  const open = () => opening(wanted, buyer).execute(db);
  // Hashed: on a table that is empty when the plan is made, a loop would read all that the statement itself has written, row by row. One
  // who sells to nobody has few subscriptions.
  await (buyer && !buyer.sells ? open() : hashed(db, open));
}

/** `path`: from the vendor to the buyer. */
type Buyer = { id: string; path: string[]; sells: boolean };

async function buyerOf(db: Db, accountId: string): Promise<Buyer | null> {
  const { rows } = await sql<Buyer>`
    select b.id, b.path, exists (select from identity.account sold where sold.reseller_id = a.reseller_id and sold.seller_id = b.id) as sells
    from identity.account a join identity.organization b on b.id = a.buyer_id where a.id = ${accountId}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/**
 * The branches, of these or of all, where a stream may be missing, by counting: one for each organization on a chain but the first. (A subscription's chain never
 * changes, so that as many streams are the same streams.) At a month's end there are none, and nothing more is looked for.
 */
async function branchesToOpen(db: Db, resellerIds: readonly string[] | null): Promise<string[]> {
  const branch = within(resellerIds, 'reseller_id');
  const { rows } = await hashed(db, () =>
    sql<{ reseller_id: string }>`
      select wanted.reseller_id
      from (select reseller_id, sum(cardinality(chain) - 1) as streams from orders.subscription where activated_on is not null and ${branch} group by reseller_id) wanted
      left join (select reseller_id, count(*) as streams from billing.charge_stream where ${branch} group by reseller_id) known
        on known.reseller_id = wanted.reseller_id
      where wanted.streams is distinct from known.streams order by wanted.reseller_id`.execute(db),
  );
  return rows.map(({ reseller_id }) => reseller_id);
}

/**
 * Each subscription that has begun, on each account of its chain. Of one buyer: those on whose chain it stands, on its account and on those
 * above it, by whose prices a markup of its seller's is reckoned.
 */
function wantedStreams(resellerIds: readonly string[], buyer: Buyer | null) {
  const bought = buyer?.sells ? sql`s.chain @> array[${buyer.id}::uuid]` : sql`s.customer_id = ${buyer?.id}`;
  const member = buyer ? sql`unnest(${buyer.path}::uuid[])` : sql`unnest(s.chain)`;
  return sql`(select s.reseller_id, s.id, a.id as account_id, a.seller_id, a.buyer_id, s.customer_id, s.offer_id,
      greatest(s.activated_on, s.free_until) as starts_on
    from orders.subscription s
    cross join lateral ${member} member
    join identity.account a on a.reseller_id = s.reseller_id and a.buyer_id = member
    where s.activated_on is not null and ${within(resellerIds, 's.reseller_id')} and ${buyer ? bought : sql`true`})`;
}

function opening(resellerIds: readonly string[], buyer: Buyer | null) {
  return sql`
    insert into billing.charge_stream
      (reseller_id, account_id, subscription_id, seller_id, buyer_id, customer_id, offer_id, starts_on, billed_through, apart)
    select w.reseller_id, w.account_id, w.id, w.seller_id, w.buyer_id, w.customer_id, w.offer_id, w.starts_on, w.starts_on,
      w.starts_on < coalesce(m.billed_through, '-infinity')
    from ${wantedStreams(resellerIds, buyer)} w
    left join (select reseller_id, max(billed_through) as billed_through from billing.branch_mark
      where ${within(resellerIds, 'reseller_id')} group by reseller_id) m on m.reseller_id = w.reseller_id
    where not exists (select from billing.charge_stream c
        where c.reseller_id = w.reseller_id and c.account_id = w.account_id and c.subscription_id = w.id)
    on conflict do nothing`;
}

/**
 * Keeps the opening of streams and the drafting of the same branch apart until the transaction ends: a stream that opens while its branch
 * is drafted would see no mark and be passed over by it. So are drafting and the crediting of its lines: both take what is left of them.
 * Drafting shares the branch with other drafting.
 */
export async function holdBranches(
  db: Db,
  resellerIds: readonly string[],
  work: 'opening' | 'drafting' | 'crediting',
): Promise<void> {
  const lock = sql.raw(work === 'drafting' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(id::text, 0)) from unnest(${[...resellerIds].sort()}::uuid[]) id`.execute(
    db,
  );
}

/**
 * Freezes what the run charges by, of one account or of all: each account's price source and preference (`run_source`), and the price of
 * every source (`run_rate`). Later changes of plans and prices cannot reach the run. Answers the SHA-256 of all frozen rates.
 */
export async function freezeRates(
  db: Db,
  run: Run,
  first: string,
  accountId: string | null = null,
): Promise<string> {
  const extent = accountId ? { accountId } : {};
  await freeze(db, run, first, { extent, books: await knownBooks(db, extent), tables: PUBLISHED });
  return hashRates(db, run.id);
}

/**
 * Freezes the rates of a pass that is rolled back, from `tables`. Of one branch with its retail prices; or of everybody's accounts with the
 * vendor, which does not look at those. `first`: the earliest day it may price.
 */
export async function freezeTrial(
  db: Db,
  run: Run,
  first: string,
  { tables, resellerId }: { tables: PriceTables; resellerId: string | null },
): Promise<void> {
  const extent = resellerId ? { resellerId } : {};
  const books = resellerId ? await knownBooks(db, extent, tables) : { levels: [], accountIds: null };
  await freeze(db, run, first, { extent, books, tables });
}

type Freezing = { extent: Extent; books: Books; tables: PriceTables };

async function freeze(db: Db, run: Run, first: string, { extent, books, tables }: Freezing): Promise<void> {
  await freezeSources(db, run, books.accountIds, tables);
  const revisited = await firstRevisited(db, run, extent);
  const from = revisited && revisited < first ? revisited : first;
  await freezePlans(db, run, from, extent, tables);
  await freezeBands(db, run, extent, tables);
  await freezeCustomers(db, run, from, books.accountIds, tables);
  await freezeBooks(db, run, books, tables);
}

/** Drops what the run froze. */
export async function thawRates(db: Db, runId: string): Promise<void> {
  for (const [table] of FROZEN) await sql`delete from ${sql.raw(table)} where run_id = ${runId}`.execute(db);
}

/** What a run freezes into, with the columns of each but the run's id and those that follow from others. */
const FROZEN = [
  [
    'billing.run_rate',
    `price_source_id, billing_preference, offer_id, currency, from_date, to_date, month_days, list_price, discount, unit_price,
      quantity_from, quantity_to`,
  ],
  ['billing.run_band', 'offer_id, currency, from_date, to_date, above, unit_price'],
  [
    'billing.run_source',
    'reseller_id, account_id, seller_id, from_date, to_date, price_source_id, billing_preference',
  ],
  [
    'billing.run_customer_source',
    'reseller_id, account_id, customer_id, offer_id, seller_id, price_source_id',
  ],
] as const;

/**
 * Freezes the run's rates once more, for the branches that were set aside and wait again: what was mended since counts for them. What other
 * branches were billed by is kept beside it. Answers the seal over all of it. Nobody may be drafting meanwhile: the caller holds the run.
 */
export async function freezeAgain(db: Db, run: Run, first: string): Promise<string> {
  await keepUsedRates(db, run.id);
  await thawRates(db, run.id);
  await freezeRates(db, run, first);
  return sealRates(db, run.id);
}

/** Moves what branches were billed by under an id of its own; rates that billed nobody are not kept. */
async function keepUsedRates(db: Db, runId: string): Promise<void> {
  const ratesId = newId();
  const { numAffectedRows } = await sql`
    update billing.run_task set rates_id = ${ratesId}::uuid where run_id = ${runId} and state = 'done' and rates_id is null`.execute(
    db,
  );
  if (!numAffectedRows) return;
  await sql`insert into billing.run_freezing (run_id, nth, rates_id)
    select ${runId}::uuid, count(*) + 1, ${ratesId}::uuid from billing.run_freezing where run_id = ${runId}`.execute(
    db,
  );
  for (const [table, columns] of FROZEN)
    await sql`insert into ${sql.raw(table)} (run_id, ${sql.raw(columns)})
      select ${ratesId}::uuid, ${sql.raw(columns)} from ${sql.raw(table)} where run_id = ${runId}`.execute(
      db,
    );
}

/**
 * The SHA-256 of all rates that any line of the run was priced by, reckoned anew from them: their hash where they were frozen once; after
 * retries the hash of the hashes of each freezing, in order, a line each.
 */
export async function sealRates(db: Db, runId: string): Promise<string> {
  const { rows } = await sql<{ rates_id: string }>`
    select rates_id from billing.run_freezing where run_id = ${runId} order by nth`.execute(db);
  const hashes: string[] = [];
  for (const { rates_id } of [...rows, { rates_id: runId }]) hashes.push(await hashRates(db, rates_id));
  return hashes.length > 1 ? sha256(hashes.join('\n')) : (hashes[0] ?? '');
}

/**
 * Each account's price source and preference as half-open ranges, its first from the beginning on. An account that never had any is left
 * out: list price, postpay.
 */
async function freezeSources(
  db: Db,
  run: Run,
  accountIds: readonly string[] | null,
  tables: PriceTables = PUBLISHED,
): Promise<void> {
  await sql`
    insert into billing.run_source (reseller_id, run_id, account_id, seller_id, from_date, to_date, price_source_id, billing_preference)
    select reseller_id, ${run.id}::uuid, account_id, ${run.seller_id}::uuid, from_date, to_date, price_source_id, billing_preference
    from (select reseller_id, account_id, coalesce(${tables.planOfAccount}, ${LIST_PRICE}::uuid) as price_source_id, billing_preference,
        case when row_number() over account = 1 then '-infinity'::date else valid_from end as from_date,
        lead(valid_from, 1, 'infinity'::date) over account as to_date
      from (select distinct on (reseller_id, account_id, valid_from) * from program.account_plan
        where ${within(accountIds, 'account_id')}
        order by reseller_id, account_id, valid_from, revision desc) latest
      window account as (partition by reseller_id, account_id order by valid_from)) source`.execute(db);
}

/**
 * The SHA-256 over the frozen rates and bands, reckoned in the database: over the hashes of each source's rates, so that nowhere more than
 * one source's are held. The run's own id is no part of it: the same prices have the same name.
 */
async function hashRates(db: Db, runId: string): Promise<string> {
  const { rows } = await sql<{ sha256: string }>`
    select encode(sha256(coalesce(string_agg(rates, '' order by price_source_id), '')
      || coalesce((select sha256(convert_to(string_agg(b::text, E'\\n' order by b::text), 'UTF8'))
        from (select offer_id, currency, from_date, to_date, above, unit_price from billing.run_band where run_id = ${runId}) b), '')),
      'hex') as sha256
    from (select price_source_id, sha256(convert_to(string_agg(row(r.*)::text, E'\\n' order by row(r.*)::text), 'UTF8')) as rates
      from (select price_source_id, billing_preference, offer_id, currency, from_date, to_date, list_price, unit_price, quantity_from, quantity_to
        from billing.run_rate where run_id = ${runId}) r
      group by price_source_id) source`.execute(db);
  return rows[0]?.sha256 ?? '';
}
