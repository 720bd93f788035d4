import type { Ctx } from '../../base/ctx.ts';
import { Fail, type FieldError } from '../../base/errors.ts';
import { offersOf, saleFactsOf } from '../../catalog/index.ts';
import type { Organization } from '../../identity/index.ts';
import { offersHadBy } from '../subscriptions/subscriptions.sql.ts';
import { type Buyer, saleFault } from './sale.rules.ts';

type Line = { offer: { product_id: string; product_code: string } };

/** Refuses an order of what the catalogue does not let this customer have, or not with what it has. Throws Fail invalid naming each line. */
export async function checkSale(ctx: Ctx, customer: Organization, lines: readonly Line[]): Promise<void> {
  const facts = await saleFactsOf(
    ctx,
    lines.map(({ offer }) => offer.product_id),
  );
  const had = await productsHadBy(ctx, customer);
  const ordered = new Set(lines.map(({ offer }) => offer.product_code));
  const errors: FieldError[] = lines.flatMap(({ offer }, index) => {
    const product = facts.get(offer.product_id);
    const detail = product && saleFault(product, buyerOf(customer), had, ordered, ctx.language);
    return detail ? [{ pointer: `#/lines/${index}/offer_id`, detail }] : [];
  });
  const [first] = errors;
  if (first) throw new Fail('invalid', 'invalid_field', first.detail, { errors });
}

/** What of a customer its segment is told by. */
function buyerOf({ name, country, headcount, body_kind }: Organization): Buyer {
  return { name, country, headcount, body_kind };
}

/** The codes of the products that a customer has or is being given. */
async function productsHadBy(ctx: Ctx, { reseller_id, id }: Organization): Promise<Set<string>> {
  const offers = await offersOf(ctx, await offersHadBy(ctx.db, { reseller_id, id }));
  return new Set([...offers.values()].map(({ product_code }) => product_code));
}
