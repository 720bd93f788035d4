import type { Ctx } from '../server/base/ctx.ts';
import {
  type BundlePlan,
  type NewDiscount,
  type NewOffer,
  type NewProduct,
  type Offer,
  publishBundlePlan,
  publishFamily,
  publishOffer,
  publishPlanVersion,
  publishProduct,
} from '../server/catalog/index.ts';
import type { World } from './world.ts';

const both = (text: string) => ({ en: text, ar: `${text} بالعربية` });
/** When prices and plans begin: before any day that a test is about. */
const beginningOf = ({ now }: Ctx) => (now.getUTCFullYear() > 2020 ? '2020-01-01' : '2010-01-01');

/** A small catalogue: seats by the month and the year, a domain name, and a manual line, priced in SAR and USD; one bundle plan. */
export async function stockCatalogue(world: World) {
  await world.vendor();
  return world.system(async (ctx) => {
    for (const [position, id] of ['workspace', 'domains', 'connectivity'].entries())
      await publishFamily(ctx, { id, name: both(id), position });
    const seat = await publishSeat(ctx);
    const domain = await offerOf(
      ctx,
      { code: 'DOMAIN-SA', family_id: 'domains', unit: 'domain' },
      { term_months: 12, cycle_months: 12, maximum_quantity: 1 },
      '14950',
    );
    const line = await offerOf(
      ctx,
      {
        code: 'FIBRE-100',
        family_id: 'connectivity',
        unit: 'line',
        connector: 'manual',
        needs_domain: false,
      },
      { term_months: 1, cycle_months: 1 },
      '45000',
    );
    const silver = await publishPlan(ctx, 'SILVER', [
      { scope: 'everything', target: '', billing_preference: 'postpay', rate: '0.1' },
      { scope: 'everything', target: '', billing_preference: 'prepay', rate: '0.15' },
      { scope: 'family', target: 'workspace', billing_preference: 'postpay', rate: '0.2' },
    ]);
    return { ...seat, domain, line, silver };
  });
}

async function publishSeat(ctx: Ctx) {
  const product = { code: 'GWS-STARTER', family_id: 'workspace', unit: 'seat' };
  const monthly = await offerOf(ctx, product, { term_months: 1, cycle_months: 1 }, '2700');
  const yearly = await offerOf(
    ctx,
    product,
    { term_months: 12, cycle_months: 12, code: 'GWS-STARTER-Y' },
    '25920',
  );
  const committed = await offerOf(
    ctx,
    product,
    { term_months: 12, cycle_months: 1, code: 'GWS-STARTER-C' },
    '2160',
  );
  return { monthly, yearly, committed };
}

type Terms = Pick<NewOffer, 'term_months' | 'cycle_months'> & Partial<NewOffer>;
type Wanted = Pick<NewProduct, 'code' | 'family_id' | 'unit'> & Partial<NewProduct>;

/** A product (made or found by its code) and one offer of it, at `price` minor units in SAR and a quarter of it in USD. */
export async function offerOf(ctx: Ctx, product: Wanted, terms: Terms, price: string): Promise<Offer> {
  const text = both(product.code);
  const basics = { name: text, description: text, connector: 'open-service-broker', needs_domain: true };
  const { id } = await publishProduct(ctx, { ...basics, ...product });
  const quarter = (BigInt(price) / 4n).toString();
  const prices = [
    { currency: 'SAR', valid_from: beginningOf(ctx), unit_price: price },
    { currency: 'USD', valid_from: beginningOf(ctx), unit_price: quarter },
  ];
  return publishOffer(ctx, { product_id: id, code: `${product.code}-M`, name: text, prices, ...terms });
}

/** A bundle plan whose first version holds from the beginning. */
export async function publishPlan(ctx: Ctx, code: string, discounts: NewDiscount[]): Promise<BundlePlan> {
  const plan = await publishBundlePlan(ctx, { code, name: both(code) });
  await publishPlanVersion(ctx, plan.id, { valid_from: beginningOf(ctx), discounts });
  return plan;
}
