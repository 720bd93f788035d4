import type { Selectable } from 'kysely';
import type { BillingTaxExemption, BillingTaxRate } from '../../db/types.ts';
import type { Db } from '../base/db.ts';

export type TaxExemption = Selectable<BillingTaxExemption>;
export type TaxRate = Selectable<BillingTaxRate>;

/** Every rate the program knows, by country and date, each with its source. */
export async function listRates(db: Db): Promise<TaxRate[]> {
  return db.selectFrom('billing.tax_rate').selectAll().orderBy('country').orderBy('valid_from').execute();
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
