import fc from 'fast-check';
import { addDays, addMonths, firstOfMonth } from '../server/base/dates.ts';
import { RATE_MODELS } from '../server/billing/usage/usage.rules.ts';
import { fc_bands, fc_use_price, hasBands } from './metered.ts';

export const FIRST = '2025-11-01';
export const CUTOFFS = ['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'];
export const CURRENCIES = ['SAR', 'KWD', 'JPY'] as const;

/**
 * How an offer is charged: monthly seats, a year ahead, once, by use, a promised year by the month, or two promised years by the year. What is promised
 * may end early at half its price.
 */
export type Kind = 'seat' | 'year' | 'once' | 'use' | 'term' | 'long';

const day = fc
  .oneof(fc.integer({ min: 1, max: 150 }), fc.constantFrom(30, 61, 92, 120))
  .map((n) => addDays(FIRST, n));
const fc_list = fc.record({ unit_price: fc_use_price, bands: fc_bands });

/** An offer with its list price and a later one. */
const fc_shelf = fc.record({
  model: fc.constantFrom(...RATE_MODELS),
  package_size: fc.integer({ min: 2, max: 50 }),
  first: fc_list,
  later: fc_list,
  changes_on: day,
});
export type Shelf = { kind: Kind } & (typeof fc_shelf extends fc.Arbitrary<infer T> ? T : never);

/** A plan with a later version; each has a discount, and a greater quantity another. Who pays ahead has `ahead` in both. */
const rate = fc.integer({ min: 1, max: 900_000 }).map((n) => `0.${String(n).padStart(6, '0')}`);
const fc_version = fc.record({ rate, more: rate, from_quantity: fc.constantFrom(5, 20, 100) });
const fc_plan = fc.record({ first: fc_version, later: fc_version, ahead: fc_version, changes_on: day });
export type Plan = typeof fc_plan extends fc.Arbitrary<infer T> ? T : never;

const fc_item = fc.record({
  shelf: fc.nat({ max: 11 }),
  starts: fc.integer({ min: 0, max: 130 }),
  quantity: fc.integer({ min: 1, max: 150 }),
  steps: fc.array(
    fc.record({ after: fc.integer({ min: 1, max: 70 }), quantity: fc.integer({ min: 0, max: 150 }) }),
    {
      maxLength: 3,
    },
  ),
  ends: fc.option(fc.integer({ min: 1, max: 110 })),
  events: fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 120 }),
      units: fc.integer({ min: 1, max: 200 }),
      late: fc.constantFrom(0, 0, 1, 2),
    }),
    { maxLength: 8 },
  ),
});

const fc_fee = fc.record({
  starts_on: day,
  quantity: fc.integer({ min: 1, max: 9 }),
  unit_price: fc.bigInt({ min: 1n, max: 99_999n }),
  every_months: fc.constantFrom(null, 1, 3, 12),
  exempt: fc.boolean(),
  lasts: fc.option(fc.integer({ min: 0, max: 100 })),
});

const fc_life = fc.record({
  currency: fc.constantFrom(...CURRENCIES),
  preference: fc.constantFrom('postpay' as const, 'postpay' as const, 'prepay' as const),
  plan: fc.constantFrom(0, 1, null),
  turns: fc.uniqueArray(day, { maxLength: 2 }).map((days) => days.sort()),
  items: fc.array(fc_item, { minLength: 1, maxLength: 4 }),
  fees: fc.array(fc_fee, { maxLength: 2 }),
  minimums: fc.uniqueArray(
    fc.record({ month: fc.integer({ min: 0, max: 4 }), amount: fc.bigInt({ min: 0n, max: 3_000_000n }) }),
    { selector: ({ month }) => month, maxLength: 2 },
  ),
  /** What becomes of its branch at each pass. */
  aside: fc.array(fc.constantFrom(null, null, null, 'left' as const, 'retried' as const), {
    minLength: CUTOFFS.length,
    maxLength: CUTOFFS.length,
  }),
});
type Drawn = typeof fc_life extends fc.Arbitrary<infer T> ? T : never;

export type Step = { starts_on: string; quantity: number; promised_until: string | null };
export type UseEvent = { used_on: string; units: number; pass: number };
export type Item = { shelf: number; steps: Step[]; events: UseEvent[] };
/** An account: its plans by the day from which on they hold (null: list price), what it buys, and what becomes of its branch at each pass. */
export type WholeAccount = Pick<Drawn, 'currency' | 'preference' | 'aside'> & {
  plans: { valid_from: string; plan: number | null }[];
  items: Item[];
  fees: (Drawn['fees'][0] & { ends_on: string | null })[];
  minimums: { valid_from: string; amount: bigint }[];
};

const ONCE_EACH: Kind[] = ['seat', 'year', 'once', 'use', 'term', 'long'];
const KINDS = [...ONCE_EACH, ...ONCE_EACH];

/** A catalogue with two plans, so many accounts on it, and how each month end goes: held, left to the next one, or discarded and held again. */
export function sampleWhole(count: number, seed: number) {
  const shelves = fc
    .sample(fc_shelf, { numRuns: KINDS.length, seed })
    .map((one, i): Shelf => ({ ...one, kind: KINDS[i] as Kind }));
  const plans = fc.sample(fc_plan, { numRuns: 2, seed });
  const accounts = fc
    .sample(fc_life, { numRuns: count, seed: seed + 1 })
    .map((one) => accountOf(one, shelves));
  const how = fc.sample(
    fc.constantFrom('held' as const, 'held' as const, 'skipped' as const, 'again' as const),
    {
      numRuns: CUTOFFS.length - 1,
      seed: seed + 2,
    },
  );
  return { shelves: shelves.map(withBands), plans, accounts, passes: [...how, 'held' as const] };
}

function withBands(shelf: Shelf): Shelf {
  const of = (list: Shelf['first']) => ({ ...list, bands: hasBands(shelf) ? list.bands : [] });
  const package_size = shelf.kind === 'use' && shelf.model === 'package' ? shelf.package_size : 1;
  return shelf.kind === 'use'
    ? { ...shelf, package_size, first: of(shelf.first), later: of(shelf.later) }
    : {
        ...shelf,
        model: 'flat',
        package_size: 1,
        first: { ...shelf.first, bands: [] },
        later: { ...shelf.later, bands: [] },
      };
}

function accountOf(
  { plan, turns, items, fees, minimums, ...one }: Drawn,
  shelves: readonly Shelf[],
): WholeAccount {
  const others = [0, 1, null];
  const at = others.indexOf(plan);
  return {
    ...one,
    plans: [
      { valid_from: '2020-01-01', plan },
      ...turns.map((valid_from, i) => ({ valid_from, plan: others[(at + i + 1) % 3] ?? null })),
    ],
    items: items.map((item) => itemOf(item, shelves[item.shelf]?.kind ?? 'seat')),
    fees: fees.map((fee) => ({
      ...fee,
      ends_on: fee.lasts === null || fee.every_months === null ? null : addDays(fee.starts_on, fee.lasts),
    })),
    minimums: minimums.map(({ month, amount }) => ({ valid_from: addMonths(FIRST, month), amount })),
  };
}

const TERM = { term: 12, long: 24 };

/** What is paid ahead only grows; what is bought once and used stays as it began. */
function itemOf({ shelf, starts, quantity, steps, ends, events }: Drawn['items'][0], kind: Kind): Item {
  const first = addDays(kind === 'year' ? addMonths(FIRST, -9) : FIRST, starts);
  const told: Step[] = [{ starts_on: first, quantity, promised_until: null }];
  let [on, held] = [first, quantity];
  for (const step of kind === 'seat' || kind === 'year' ? steps : []) {
    on = addDays(on, step.after * (kind === 'year' ? 3 : 1));
    held = kind === 'year' ? held + step.quantity : step.quantity;
    told.push({ starts_on: on, quantity: held, promised_until: null });
  }
  if ((kind === 'term' || kind === 'long') && ends !== null)
    told.push({ starts_on: addDays(first, ends), quantity: 0, promised_until: addMonths(first, TERM[kind]) });
  return { shelf, steps: told, events: kind === 'use' ? events.map((event) => eventOf(first, event)) : [] };
}

/** Told before the month end that covers its day, or so many later. */
function eventOf(first: string, { after, units, late }: Drawn['items'][0]['events'][0]): UseEvent {
  const used_on = addDays(first, after);
  const covers = CUTOFFS.indexOf(addMonths(firstOfMonth(used_on), 1));
  return { used_on, units, pass: covers < 0 ? CUTOFFS.length : covers + late };
}
