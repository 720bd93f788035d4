import type { Language } from '../../base/ctx.ts';

type Text = { en: string; ar: string };
type Related = { kind: string; choice: number; product: string; name: Text };

/** What the catalogue says of a product that decides a sale: `relations` it says of others, `related` others say of it. */
export type SaleFacts = {
  code: string;
  name: Text;
  countries: readonly string[];
  segments: readonly string[];
  relations: readonly Related[];
  related: readonly Related[];
};

/** What of a customer decides whether a product may be sold to it. */
export type Buyer = { name: string; country: string; headcount: number | null; body_kind: string };

/** A business of fewer than 50 people is small, of fewer than 250 medium (the bounds of the Saudi authority for small business). */
const SMALL_BELOW = 50;
const MEDIUM_BELOW = 250;

/** The buyer's segment; null for a business whose size is not known. */
export function segmentOf({ body_kind, headcount }: Pick<Buyer, 'body_kind' | 'headcount'>): string | null {
  if (body_kind !== 'business') return body_kind;
  if (headcount === null) return null;
  if (headcount < SMALL_BELOW) return 'small';
  return headcount < MEDIUM_BELOW ? 'medium' : 'large';
}

/**
 * Why a product may not be sold to this buyer, as a sentence; undefined when it may. `had`: codes of what the buyer has or is given;
 * `ordered`: codes of what stands in the same order. `language`: in which products are named.
 */
export function saleFault(
  product: SaleFacts,
  buyer: Buyer,
  had: ReadonlySet<string>,
  ordered: ReadonlySet<string>,
  language: Language = 'en',
): string | undefined {
  const named = (name: SaleFacts['name']) => name[language];
  return (
    placeFault(product, buyer, named) ??
    segmentFault(product, buyer, named) ??
    relationFault(product, had, ordered, named)
  );
}

type Named = (name: SaleFacts['name']) => string;

function placeFault({ name, countries }: SaleFacts, buyer: Buyer, named: Named): string | undefined {
  if (countries.length === 0 || countries.includes(buyer.country)) return undefined;
  return `${named(name)} is sold in ${countries.join(', ')} only, and ${buyer.name} is in ${buyer.country}.`;
}

const SEGMENT_WORDS: Record<string, string> = {
  small: 'businesses of fewer than 50 people',
  medium: 'businesses of 50 to 249 people',
  large: 'businesses of 250 people or more',
  education: 'schools and universities',
  government: 'government bodies',
  nonprofit: 'non-profit organizations',
};
const BUSINESS = ['small', 'medium', 'large'];

function segmentFault({ name, segments }: SaleFacts, buyer: Buyer, named: Named): string | undefined {
  if (segments.length === 0) return undefined;
  const segment = segmentOf(buyer);
  if (segment !== null && segments.includes(segment)) return undefined;
  if (segment === null && BUSINESS.every((size) => segments.includes(size))) return undefined;
  const whom = segments.map((one) => SEGMENT_WORDS[one] ?? one).join(', ');
  if (segment === null && BUSINESS.some((size) => segments.includes(size)))
    return `${named(name)} is sold to ${whom} only; say how many employees ${buyer.name} has on its page.`;
  return `${named(name)} is sold to ${whom} only.`;
}

function relationFault(
  product: SaleFacts,
  had: ReadonlySet<string>,
  ordered: ReadonlySet<string>,
  named: Named,
): string | undefined {
  const { code, name, relations, related } = product;
  const isThere = (other: string) => had.has(other) || ordered.has(other);
  const required = Map.groupBy(
    relations.filter(({ kind }) => kind === 'requires'),
    ({ choice }) => choice,
  );
  for (const choices of required.values())
    if (!choices.some((one) => isThere(one.product)))
      return `${named(name)} needs ${choices.map((one) => named(one.name)).join(' or ')}; add it to the order.`;
  const excluded = [...relations, ...related].find((one) => one.kind === 'excludes' && isThere(one.product));
  if (excluded)
    return `${named(name)} cannot be had together with ${named(excluded.name)}; take one of them out.`;
  const holder = related.find((one) => one.kind === 'included' && isThere(one.product));
  if (holder && !had.has(code))
    return `${named(name)} comes with ${named(holder.name)} already; it need not be ordered apart.`;
  return undefined;
}
