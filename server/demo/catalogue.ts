import type { Ctx } from '../base/ctx.ts';
import { addDays, addMonths, type CivilDate } from '../base/dates.ts';
import { decimal, minorUnits, multiply, roundDiv, roundMinor } from '../base/money.ts';
import {
  type NewDiscount,
  type NewPrice,
  publishBundlePlan,
  publishFamily,
  publishOffer,
  publishPlanVersion,
  publishProduct,
  setListPrice,
} from '../catalog/index.ts';
import {
  type DemoCatalogue,
  type DemoPlan,
  type DemoProduct,
  type OfferKind,
  type OfferPrices,
  readJson,
  type Text,
} from './data.ts';

/** What was published, by code: the ids that orders and approvals name. */
export type Published = {
  /** Offers by `PRODUCT/kind`. */
  offers: Map<string, { id: string; code: string; product_code: string; needs_domain: boolean }>;
  plans: Map<string, string>;
};

const TERMS: Record<OfferKind, { term_months: number; cycle_months: number; suffix: string; name: Text }> = {
  flexible: {
    term_months: 1,
    cycle_months: 1,
    suffix: 'FLEX',
    name: { en: 'Flexible, by the month', ar: 'مرنة، شهرًا بشهر' },
  },
  committed: {
    term_months: 12,
    cycle_months: 1,
    suffix: 'ANNUAL',
    name: { en: 'One year, paid monthly', ar: 'سنة تُدفع شهريًا' },
  },
  yearly: {
    term_months: 12,
    cycle_months: 12,
    suffix: 'YEAR',
    name: { en: 'One year, paid ahead', ar: 'سنة تُدفع مقدمًا' },
  },
};

/** Publishes everything that is sold and the bundle plans, priced from `from` on. */
export async function publishCatalogue(
  ctx: Ctx,
  catalogue: DemoCatalogue,
  from: CivilDate,
): Promise<Published> {
  const published: Published = { offers: new Map(), plans: new Map() };
  for (const [position, family] of catalogue.families.entries())
    await publishFamily(ctx, { ...family, position });
  for (const product of [...catalogue.products, ...domainProducts(catalogue)])
    await publish(ctx, catalogue, product, from, published);
  for (const plan of catalogue.bundle_plans)
    published.plans.set(plan.code, await publishPlan(ctx, plan, from));
  return published;
}

async function publish(
  ctx: Ctx,
  { currencies }: DemoCatalogue,
  product: DemoProduct,
  from: CivilDate,
  { offers }: Published,
): Promise<void> {
  const { code, family: family_id, name, description, unit, needs_domain, works_with } = product;
  const { kind = 'product', relations = [] } = product;
  const connector = 'open-service-broker';
  const facts = { family_id, kind, name, description, unit, needs_domain, works_with, relations, connector };
  const { id: product_id } = await publishProduct(ctx, { code, ...facts });
  for (const [kind, price] of Object.entries(product.offers) as [OfferKind, string][]) {
    const { suffix, ...terms } = TERMS[kind];
    const bounds = unit === 'domain' || unit === 'certificate' ? { maximum_quantity: 1 } : {};
    const prices = pricesOf(price, currencies, from);
    const offer = await publishOffer(ctx, {
      product_id,
      code: `${code}-${suffix}`,
      ...terms,
      ...bounds,
      prices,
    });
    offers.set(`${code}/${kind}`, { id: offer.id, code: offer.code, product_code: code, needs_domain });
  }
}

/** The price in every currency of the program, by its peg to the riyal, rounded to the cent. */
function pricesOf(riyals: string, currencies: Record<string, string>, valid_from: CivilDate): NewPrice[] {
  const halalas = minorUnits(riyals, 'SAR');
  return Object.entries(currencies).map(([currency, rate]) => {
    const { digits, scale } = decimal(rate);
    return { currency, valid_from, unit_price: roundDiv(halalas * 10n ** BigInt(scale), digits).toString() };
  });
}

async function publishPlan(
  ctx: Ctx,
  { code, name, discounts }: DemoPlan,
  valid_from: CivilDate,
): Promise<string> {
  const { id } = await publishBundlePlan(ctx, { code, name });
  await publishPlanVersion(ctx, id, { valid_from, discounts: schedule(discounts) });
  return id;
}

function schedule(discounts: DemoPlan['discounts']): NewDiscount[] {
  return discounts.flatMap(({ scope, target, from_quantity = 1, prepay, postpay }) => {
    const aim = { scope: scope as NewDiscount['scope'], target, from_quantity };
    return [
      { ...aim, billing_preference: 'prepay' as const, rate: prepay },
      { ...aim, billing_preference: 'postpay' as const, rate: postpay },
    ];
  });
}

/** A news of the catalogue that is made known some weeks before `from`, the first of a month. */
export type CatalogueChange = {
  from: CivilDate;
  announced: CivilDate;
  apply: (ctx: Ctx, published: Published) => Promise<void>;
};

/** The later prices and plan versions, as changes made by people along the way; `thisMonth` is the month of the load. */
export function catalogueChanges(catalogue: DemoCatalogue, thisMonth: CivilDate): CatalogueChange[] {
  const dated = (months: number, apply: (from: CivilDate) => CatalogueChange['apply']): CatalogueChange => {
    const from = addMonths(thisMonth, -months);
    return { from, announced: addDays(from, -24), apply: apply(from) };
  };
  const rises = catalogue.products.flatMap(({ code, rise }) =>
    rise
      ? [
          dated(
            rise.months_ago,
            (from) => (ctx, published) =>
              raise(ctx, catalogue, published, { code, from, offers: rise.offers }),
          ),
        ]
      : [],
  );
  const versions = catalogue.bundle_plans.flatMap(({ code, next }) =>
    next
      ? [
          dated(next.months_ago, (valid_from) => async (ctx, { plans }) => {
            await publishPlanVersion(ctx, plans.get(code) ?? '', {
              valid_from,
              discounts: schedule(next.discounts),
            });
          }),
        ]
      : [],
  );
  return [...rises, ...versions];
}

type Rise = { code: string; from: CivilDate; offers: OfferPrices };

async function raise(
  ctx: Ctx,
  { currencies }: DemoCatalogue,
  { offers }: Published,
  rise: Rise,
): Promise<void> {
  for (const [kind, price] of Object.entries(rise.offers)) {
    const id = offers.get(`${rise.code}/${kind}`)?.id ?? '';
    for (const one of pricesOf(price, currencies, rise.from)) await setListPrice(ctx, id, one);
  }
}

type Registrar = { prices: Record<string, { renew_price: number; currency: string }> };

/** A product for each top-level domain: the registrar's yearly renewal at the peg plus the margin, or Sahara Net's own price. */
function domainProducts({ domains, currencies }: DemoCatalogue): DemoProduct[] {
  const { prices } = readJson<Registrar>(domains.source);
  const bought = domains.tlds.map((tld) => {
    const row = prices[tld];
    if (!row) throw new RangeError(`${domains.source} has no price for .${tld}`);
    return domainProduct(tld, sellingPrice(row, currencies, domains.margin));
  });
  return [...domains.own.map(({ tld, price, code }) => domainProduct(tld, price, code)), ...bought];
}

/** Riyals for a year of a domain. A price in the list is a number with two decimals, exact as text. */
function sellingPrice(
  { renew_price, currency }: Registrar['prices'][string],
  currencies: Record<string, string>,
  margin: string,
): string {
  const peg = currencies[currency];
  if (!peg) throw new RangeError(`domains are priced in ${currency}, which has no peg`);
  const factor = multiply(decimal(renew_price.toString()), decimal(peg), decimal(`1${margin.slice(1)}`));
  const halalas = roundMinor(multiply(factor, decimal('100')), { numerator: 1n, denominator: 1n });
  return `${halalas / 100n}.${(halalas % 100n).toString().padStart(2, '0')}`;
}

function domainProduct(tld: string, price: string, code = tld.toUpperCase().replace('.', '-')): DemoProduct {
  return {
    code: `DOMAIN-${code}`,
    family: 'domains',
    unit: 'domain',
    needs_domain: true,
    name: { en: `Domain name .${tld}`, ar: `اسم نطاق ‎.${tld}` },
    description: {
      en: `A domain name under .${tld} for one year, with name servers and renewal in time.`,
      ar: `اسم نطاق تحت ‎.${tld} لمدة سنة، مع خوادم الأسماء والتجديد في موعده.`,
    },
    works_with: ['Google Workspace', 'Microsoft 365', 'Any hosting'],
    offers: { yearly: price },
  };
}
