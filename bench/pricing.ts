// How long 10,000 lines take to be priced in process, against a floor: the same number of bare multiplications and roundings.
//   npm run bench -- pricing
import type { PlanDiscount, PriceFacts } from '../server/catalog/prices/price-facts.rules.ts';
import { netOf, priceOf } from '../server/catalog/prices/prices.rules.ts';

const LINES = 10_000;
const BOUND_MS = 50;

const discount = (place: number, more: Partial<PlanDiscount>): PlanDiscount => ({
  ...{ scope: 'everything', target: '', billing_preference: 'postpay', from_quantity: 1 },
  rate: `0.${String(100_000 + place).padStart(6, '0')}`,
  ...more,
});

/** An offer with a plan of three scopes and a band, a preference, a promotion; every fifth has a special price, every seventh an incentive. */
function factsOf(place: number): PriceFacts {
  const named = { id: null, code: 'X', name: null, valid_from: '2026-01-01', valid_to: '2027-01-01' };
  return {
    product: { code: `P${place % 500}`, family_id: `F${place % 20}` },
    billing_preference: 'postpay',
    list: { unit_price: `${2000 + (place % 997)}.125`, floor_price: '900', valid_from: '2026-01-01' },
    bundle_plan_id: 'plan',
    plan: {
      ...{ id: 'plan', code: 'PLAN', name: { en: 'Plan', ar: 'خطة' }, version: 3 },
      valid_from: '2026-01-01',
      preference_rate: '0.02',
    },
    discounts: [
      discount(place % 7, {}),
      discount(place % 11, { scope: 'family', target: `F${place % 20}` }),
      discount(place % 13, { scope: 'family', target: `F${place % 20}`, from_quantity: 50 }),
    ],
    special:
      place % 5 === 0
        ? {
            ...named,
            unit_price: '1800',
            floor_price: '1500',
            from_quantity: 10,
            approved_by: null,
            approved_at: null,
          }
        : null,
    incentive: place % 7 === 0 ? { ...named, rate: '0.05' } : null,
    promotions: [
      { ...named, scope: 'everything', target: '', from_quantity: 1, bundle_plan_id: null, rate: '0.03' },
    ],
  };
}

const lines = Array.from({ length: LINES }, (_, place) => ({
  facts: factsOf(place),
  quantity: 1 + (place % 120),
}));

function timed(work: () => unknown): number {
  const took: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    // Processor time: what else the machine does meanwhile does not count.
    const began = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(began);
    took.push((user + system) / 1000);
  }
  return took.sort((a, b) => a - b)[7] ?? 0;
}

const amounts = ({ facts, quantity }: (typeof lines)[number]) =>
  netOf(facts, { quantity, days: 17, days_in_period: 31 });

const floor = timed(() => {
  let sum = 0n;
  for (const { quantity } of lines) {
    let price = 2_000_125_000_000_000_000_000n;
    for (let rate = 0; rate < 4; rate += 1) price = (price * 900_000n * 2n + 1_000_000n) / 2_000_000n;
    sum += (price * BigInt(quantity) * 17n) / (31n * 10n ** 18n);
  }
  return sum;
});
const priced = timed(() => lines.map(amounts));
const explained = timed(() => lines.map(({ facts, quantity }) => priceOf(facts, quantity)));

const ms = (value: number) => `${value.toFixed(1).padStart(7)} ms`;
console.log(`${LINES.toLocaleString('en')} lines, processor time, the median of 15`);
console.log(`bare arithmetic    ${ms(floor)}   the floor`);
console.log(
  `priced and summed  ${ms(priced)}   ${(priced / floor).toFixed(1)} × the floor; the bound is ${BOUND_MS} ms`,
);
console.log(`with every step    ${ms(explained)}   ${(explained / floor).toFixed(1)} × the floor`);
if (priced > BOUND_MS) {
  console.error(`Pricing ${LINES} lines took longer than ${BOUND_MS} ms.`);
  process.exitCode = 1;
}
