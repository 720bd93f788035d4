import type { CivilDate } from '../base/dates.ts';
import type { OfferFacts } from './offers.rules.ts';
import type { ProductFacts } from './products.rules.ts';

/** A state that a product or an offer has from `valid_from` on, until the next one. Appended; never changed. */
export type Version<Facts> = {
  version: number;
  valid_from: CivilDate;
  facts: Facts;
  person_id: string | null;
  import_id: string | null;
  recorded_at: string;
};
export type ProductVersion = Version<ProductFacts> & { product_id: string };
export type OfferVersion = Version<OfferFacts> & { offer_id: string };

/** The version in force on a day: of those begun, the last by day, and of one day the last by number. */
export function inForce<V extends Pick<Version<unknown>, 'version' | 'valid_from'>>(
  versions: readonly V[],
  on: CivilDate,
): V | undefined {
  return versions
    .filter(({ valid_from }) => valid_from <= on)
    .sort((a, b) =>
      a.valid_from === b.valid_from ? a.version - b.version : a.valid_from < b.valid_from ? -1 : 1,
    )
    .at(-1);
}
