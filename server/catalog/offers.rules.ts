import type { Selectable } from 'kysely';
import type { CatalogOffer } from '../../db/types.ts';
import type { ListPrice } from './prices.rules.ts';
import type { Text } from './products.rules.ts';

/** A product with a term and a billing cycle. A price is for one unit and one cycle of `cycle_months`. */
export type Offer = Omit<Selectable<CatalogOffer>, 'name'> & { name: Text };

/** A list price from `valid_from` on: minor units per unit and cycle, exact decimal text. */
export type NewPrice = Pick<ListPrice, 'currency' | 'valid_from' | 'unit_price'>;

export type NewOffer = Pick<Offer, 'product_id' | 'code' | 'name' | 'term_months' | 'cycle_months'> &
  Partial<Pick<Offer, 'minimum_quantity' | 'maximum_quantity'>>;

/** Why the offer's numbers cannot be, as field and sentence; undefined when they can. */
export function offerFault(
  offer: Required<Omit<NewOffer, 'name'>>,
): [field: string, sentence: string] | undefined {
  const { term_months, cycle_months, minimum_quantity, maximum_quantity } = offer;
  if (!Number.isInteger(term_months) || term_months < 1 || term_months > 120)
    return ['term_months', 'A term is 1 to 120 months.'];
  if (cycle_months !== 1 && cycle_months !== 12) return ['cycle_months', 'A cycle is 1 month or 12 months.'];
  if (term_months % cycle_months !== 0) return ['cycle_months', 'A term is a whole number of cycles.'];
  if (minimum_quantity < 1 || minimum_quantity > maximum_quantity)
    return ['minimum_quantity', 'The least is from 1 up to the most.'];
  return undefined;
}
