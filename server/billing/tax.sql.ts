import type { Db } from '../base/db.ts';

type Party = { country: string };

/**
 * The fraction of tax on a sale on the civil date `on`: the seller's country's rate at home, 0 abroad (zero-rated export; the buyer
 * accounts for it there). The same rule stands set-based in lines.sql.ts.
 */
export async function taxRateFor(db: Db, seller: Party, buyer: Party, on: string): Promise<string> {
  if (seller.country !== buyer.country) return '0';
  const row = await db
    .selectFrom('billing.tax_rate')
    .select('rate')
    .where('country', '=', seller.country)
    .where('valid_from', '<=', on)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.rate ?? '0';
}
