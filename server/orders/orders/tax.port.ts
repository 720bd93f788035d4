import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import type { Organization } from '../../identity/index.ts';

type Party = Pick<Organization, 'country'>;

/** The fraction of tax on a sale between two parties on a day: billing knows the law, and is wired in here. */
export type SalesTax = (ctx: Ctx, seller: Party, buyer: Party, on: CivilDate) => Promise<string>;

let known: SalesTax = async () => '0';

/** Wires the rates of tax; until then nothing is taxed. */
export function useSalesTax(salesTax: SalesTax): void {
  known = salesTax;
}

/** The fraction of tax (0.15) on a sale, and why it is so. */
export async function salesTaxOf(
  ctx: Ctx,
  seller: Party,
  buyer: Party,
  on: CivilDate,
): Promise<{ rate: string; note: 'standard' | 'zero_rated_export' | 'not_taxed' }> {
  const rate = await known(ctx, seller, buyer, on);
  if (seller.country !== buyer.country) return { rate, note: 'zero_rated_export' };
  return { rate, note: /[1-9]/.test(rate) ? 'standard' : 'not_taxed' };
}
