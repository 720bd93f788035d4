import { type Selectable, sql } from 'kysely';
import type { BillingTaxExemption, BillingTaxRate, BillingTaxRateCorrection } from '../../../db/types.ts';
import type { Db } from '../../base/db.ts';
import { contains, type List, type Page, page } from '../../base/page.ts';
import type { ExemptionState } from './tax.rules.ts';

export type TaxExemption = Selectable<BillingTaxExemption>;
export type TaxRate = Selectable<BillingTaxRate>;
export type TaxRateCorrection = Selectable<BillingTaxRateCorrection>;

/** Every rate the program knows, by country and date, each with its source. */
export async function listRates(db: Db): Promise<TaxRate[]> {
  return db.selectFrom('billing.tax_rate').selectAll().orderBy('country').orderBy('valid_from').execute();
}

/** What the table of rates said before it was corrected, the latest correction first. */
export async function listCorrections(db: Db): Promise<TaxRateCorrection[]> {
  return db
    .selectFrom('billing.tax_rate_correction')
    .selectAll()
    .orderBy('corrected_on', 'desc')
    .orderBy('country')
    .orderBy('valid_from')
    .execute();
}

export async function insertExemption(db: Db, exemption: TaxExemption): Promise<void> {
  await db.insertInto('billing.tax_exemption').values(exemption).execute();
}

/** The account's certificates, latest first. */
export async function listExemptions(db: Db, accountId: string): Promise<TaxExemption[]> {
  return db
    .selectFrom('billing.tax_exemption')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('valid_from', 'desc')
    .orderBy('id')
    .execute();
}

export type ListedExemption = TaxExemption & { buyer_name: string };

/** One page of the certificates of a seller's buyers; `q` is part of a buyer's name, a certificate's number or its authority. */
export async function listAllExemptions(
  db: Db,
  list: List,
  { sellerId, state, today }: { sellerId: string; state?: ExemptionState | undefined; today: string },
): Promise<Page<ListedExemption>> {
  let query = db
    .selectFrom('billing.tax_exemption as e')
    .innerJoin('identity.organization as o', (join) =>
      join.onRef('o.reseller_id', '=', 'e.reseller_id').onRef('o.id', '=', 'e.buyer_id'),
    )
    .selectAll('e')
    .select('o.name as buyer_name')
    .where('e.seller_id', '=', sellerId);
  if (state) query = query.where(isIn(state, today));
  if (list.q) {
    const text = contains(list.q);
    query = query.where(
      sql<boolean>`(o.name ilike ${text} or e.certificate ilike ${text} or e.authority ilike ${text})`,
    );
  }
  return page<ListedExemption>(query, list, { valid_from: 'e.valid_from', valid_to: 'e.valid_to' }, 'e.id');
}

function isIn(state: ExemptionState, today: string) {
  const within = {
    valid: sql<boolean>`e.revoked_at is null and e.valid_from <= ${today}::date and ${today}::date < e.valid_to`,
    coming: sql<boolean>`e.revoked_at is null and ${today}::date < e.valid_from`,
    ended: sql<boolean>`e.revoked_at is null and e.valid_to <= ${today}::date`,
    revoked: sql<boolean>`e.revoked_at is not null`,
  };
  return within[state];
}

/** The certificate, if the wall shows it. */
export async function findExemption(db: Db, id: string): Promise<TaxExemption | undefined> {
  return db.selectFrom('billing.tax_exemption').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function markRevoked(db: Db, { reseller_id, id }: TaxExemption, at: Date): Promise<void> {
  await db
    .updateTable('billing.tax_exemption')
    .set({ revoked_at: at })
    .where('reseller_id', '=', reseller_id)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}
