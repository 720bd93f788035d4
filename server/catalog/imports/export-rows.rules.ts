import { type ProductFacts, RELATIONS } from '../products.rules.ts';
import { COLUMNS, columnOf } from './import-columns.rules.ts';
import type { Known } from './import-difference.rules.ts';

/** The catalogue as the rows that an import reads: one for each offer, and one for each product that has none. */
export function exportRows(known: Known, familyId?: string): { header: string[]; rows: string[][] } {
  const currencies = new Set<string>();
  const banded = new Set<string>();
  for (const { prices } of known.offers.values())
    for (const [currency, { bands }] of prices) {
      currencies.add(currency.toLowerCase());
      if (bands.length > 0) banded.add(currency.toLowerCase());
    }
  const header = [
    ...Object.keys(COLUMNS),
    ...[...currencies].sort().map((currency) => `price_${currency}`),
    ...[...banded].sort().map((currency) => `bands_${currency}`),
  ];
  const offered = Map.groupBy(known.offers, ([, { product }]) => product);
  const rows = [...known.products]
    .filter(([, { family_id }]) => familyId === undefined || family_id === familyId)
    .flatMap(([code, facts]) => {
      const said = { ...familySaid(known, facts), ...productSaid(code, facts) };
      const offers = offered.get(code) ?? [];
      if (offers.length === 0) return [{ ...said, withdrawn: facts.withdrawn }];
      return offers.map(([offer, known]) => ({ ...said, ...offerSaid(offer, known) }));
    });
  return {
    header,
    rows: rows.map((said: Record<string, unknown>) => header.map((name) => written(name, said[name]))),
  };
}

function written(name: string, value: unknown): string {
  if (value === undefined) return '';
  return columnOf(name)?.write(value as never) ?? '';
}

function familySaid({ families }: Known, { family_id }: ProductFacts): Record<string, unknown> {
  const name = families.get(family_id)?.name;
  return { family: family_id, family_en: name?.en, family_ar: name?.ar };
}

function productSaid(product: string, facts: ProductFacts): Record<string, unknown> {
  const { name, description, relations, ...rest } = facts;
  const related = RELATIONS.map((kind) => [kind, relations.filter((one) => one.kind === kind)]);
  return {
    ...rest,
    ...{ product, product_en: name.en, product_ar: name.ar },
    ...{ description_en: description.en, description_ar: description.ar },
    ...Object.fromEntries(related),
    withdrawn: undefined,
  };
}

type KnownOffer = Known['offers'] extends Map<string, infer Offer> ? Offer : never;

function offerSaid(offer: string, { terms, facts, prices }: KnownOffer): Record<string, unknown> {
  const { name, ...rest } = facts;
  const priced = [...prices].flatMap(([currency, { unit_price, bands }]) => [
    [`price_${currency.toLowerCase()}`, unit_price],
    [`bands_${currency.toLowerCase()}`, bands],
  ]);
  return { ...terms, ...rest, offer, offer_en: name.en, offer_ar: name.ar, ...Object.fromEntries(priced) };
}
