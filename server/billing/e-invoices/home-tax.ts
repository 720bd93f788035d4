import { countryFacts } from '../../base/countries.ts';
import type { Ctx } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';
import { type ConvertedTax, convert } from '../tax/exchange-rates.rules.ts';
import { ratesFor } from '../tax/exchange-rates.sql.ts';

type Taxed = Pick<Invoice, 'currency' | 'tax' | 'issued_on' | 'issued_at'>;

/** The currency that a seller's country wants tax told in: its own. */
function taxCurrency({ country }: { country: string }): string {
  return countryFacts(country).currency;
}

/** Whether the tax must be told in another currency than the document's, for which a rate is needed. */
function needsRate({ currency, tax }: Pick<Taxed, 'currency' | 'tax'>, seller: { country: string }): boolean {
  return tax !== 0n && currency !== taxCurrency(seller);
}

/**
 * The tax of each document in the currency of its seller's country (EN 16931 BT-111; Council Directive 2006/112/EC article 230; the Kingdom's
 * VAT regulations article 53), in the order given: null where it is the document's own currency, or no rate was recorded up to its day.
 */
export async function taxesInHomeCurrency(
  ctx: Ctx,
  documents: readonly { invoice: Taxed; seller: { country: string; time_zone: string } }[],
): Promise<(ConvertedTax | null)[]> {
  const needing = documents.filter(({ invoice, seller }) => needsRate(invoice, seller));
  const rates = await ratesFor(
    ctx.db,
    needing.map(({ invoice, seller }) => ({
      from: invoice.currency,
      to: taxCurrency(seller),
      on: invoice.issued_on ?? civilDate(ctx.now, seller.time_zone),
      at: invoice.issued_at,
    })),
  );
  return documents.map((document) => {
    const rate = rates[needing.indexOf(document)];
    return rate ? { ...rate, amount: convert(document.invoice.tax, rate) } : null;
  });
}
