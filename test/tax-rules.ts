import { sql } from 'kysely';
import { newId } from '../server/base/ids.ts';
import { insertExemption } from '../server/billing/tax/tax-exemptions.sql.ts';
import type { Branch } from './histories.ts';
import type { World } from './world.ts';

/** Changes the law of a test's own database: the rate of a country from a day on, as a migration would. */
export async function changeRate(world: World, country: string, valid_from: string, rate: string) {
  await world.database.transaction().execute(async (db) => {
    await sql`set local role none`.execute(db);
    await sql`insert into billing.tax_rate (country, valid_from, name, rate, source)
      values (${country}, ${valid_from}, 'VAT', ${rate}, 'A decree of this test')`.execute(db);
  });
}

/** Lets a certificate free the branch's account from tax, from a day up to another. */
export async function certify(
  world: World,
  { reseller_id, account_id }: Branch,
  valid_from: string,
  valid_to: string,
) {
  const { id: seller_id } = await world.vendor();
  await world.system(({ db, now }) =>
    insertExemption(db, {
      ...{ reseller_id, account_id, seller_id, buyer_id: reseller_id, valid_from, valid_to },
      ...{ id: newId(), certificate: 'C-1', authority: 'A', revoked_at: null },
      ...{ recorded_by: null, recorded_at: now.toISOString() },
    }),
  );
}

/** What the branch was billed but for what was credited by hand, each document as `ruledDocuments` has it. */
export async function documentsOf(world: World, { reseller_id }: Branch): Promise<string[]> {
  const { rows } = await world.system(({ db }) =>
    sql<{ told: string }>`
      select r.cutoff || ' ' || i.kind || ' ' || i.tax_note || ' ' || trim_scale(i.tax_rate * 100) || ': ' || i.net || ' + ' || i.tax as told
      from billing.invoice i join billing.run r on r.id = i.run_id
      where i.reseller_id = ${reseller_id} and i.corrects_id is null`.execute(db),
  );
  return rows.map(({ told }) => told).sort();
}
