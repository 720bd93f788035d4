import { addDays, addMonths, type CivilDate, daysBetween } from '../base/dates.ts';
import { firstOrder, laterOrder, type Wish } from './baskets.ts';
import type { Calendar } from './calendar.ts';
import { customerNamer, leadCustomer, type PlannedCustomer, specialCustomer } from './customers.ts';
import type { DemoData, DemoReseller, SpecialCustomer } from './data.ts';
import { REFUSED_SERVICE } from './provisioning.ts';
import { seededRandom } from './random.ts';

/** What happens on a day. `line` names a product of an earlier order of the customer, as `PRODUCT/kind`. */
export type Deed = { on: CivilDate; customer: PlannedCustomer } & (
  | { kind: 'customer' }
  | { kind: 'order'; lines: Wish[] }
  | { kind: 'release' }
  | { kind: 'change'; line: string; quantity: number }
  | { kind: 'cancel'; line: string }
);

/** A reseller's two years: it applies, is approved on `joined_on`, and does its deeds in order. */
export type ResellerStory = { reseller: DemoReseller; joined_on: CivilDate; deeds: Deed[] };
type Joined = Omit<ResellerStory, 'deeds'>;

/** The whole story, the same at every load of a day. `scale` tells a share of it: fewer resellers, with fewer customers each. */
export function tellStory(data: DemoData, calendar: Calendar, scale = 1): ResellerStory[] {
  const { names, people } = data;
  const share = Math.sqrt(scale);
  const nameCustomer = customerNamer(names, [people.lead_customer.name.en]);
  return data.resellers.slice(0, Math.ceil(data.resellers.length * share)).map((reseller, place) => {
    const customers = Array.from({ length: Math.ceil(reseller.customers * share) }, () =>
      nameCustomer(reseller),
    );
    if (reseller.key === people.lead_reseller.key)
      customers[0] = leadCustomer(people.lead_customer, reseller);
    const story = { reseller, joined_on: joinedOn(reseller, calendar, place) };
    const special = names.special.filter((one) => one.reseller === reseller.key);
    return {
      ...story,
      deeds: inOrder(
        [...usualDeeds(story, customers, calendar), ...specialDeeds(story, special, calendar)],
        calendar,
      ),
    };
  });
}

// The lead reseller comes first: whoever has held a role longest is who the sign-in page offers.
function joinedOn(
  { key, joined_months_ago }: DemoReseller,
  { thisMonth, today }: Calendar,
  place: number,
): CivilDate {
  const day = place === 0 ? 3 : seededRandom(`joined:${key}`).int(6, 18);
  const on = addDays(addMonths(thisMonth, -joined_months_ago), day);
  return on < today ? on : addDays(today, -2);
}

function inOrder(deeds: Deed[], { today }: Calendar): Deed[] {
  return deeds.filter(({ on }) => on < today).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function usualDeeds(
  { reseller, joined_on }: Joined,
  customers: PlannedCustomer[],
  calendar: Calendar,
): Deed[] {
  const days = daysBetween(joined_on, calendar.today);
  return customers.flatMap((customer, place) => {
    const random = seededRandom(`arrival:${customer.key}`);
    const after = place === 0 ? 2 : 2 + random.int(0, Math.max(0, days - 4));
    return lifeOf(customer, addDays(joined_on, Math.min(after, Math.max(1, days - 1))), reseller, calendar);
  });
}

/** The order is held; where it is released, the channel supervisor does it some days later. */
function specialDeeds(
  { reseller, joined_on }: Joined,
  specials: SpecialCustomer[],
  { today }: Calendar,
): Deed[] {
  return specials.flatMap((special): Deed[] => {
    const customer = specialCustomer(special, reseller);
    const wanted = addDays(today, -special.added_days_ago);
    const on = wanted > joined_on ? wanted : addDays(joined_on, 1);
    const lines = firstOrder(customer, seededRandom(`life:${customer.key}`));
    const held: Deed[] = [
      { on, customer, kind: 'customer' },
      { on, customer, kind: 'order', lines },
    ];
    return special.released ? [...held, { on: addDays(on, 6), customer, kind: 'release' }] : held;
  });
}

/** Al-Noor Clinics, whose people can sign in: it has a little of everything. */
const LEAD_KEY = 'al-noor-clinics';
const LEAD_ORDER: Wish[] = [
  { line: 'GWS-STANDARD/flexible', quantity: 38 },
  { line: 'DOMAIN-SA/yearly', quantity: 1 },
  { line: 'BAK-SAAS/flexible', quantity: 38 },
];

/** The last order of all, which the provider refuses at first. */
function refusedOrder(customer: PlannedCustomer, { today }: Calendar): Deed {
  return {
    on: addDays(today, -1),
    customer,
    kind: 'order',
    lines: [{ line: `${REFUSED_SERVICE}/flexible`, quantity: 38 }],
  };
}

/** One customer's deeds from the day it is added: orders, and what becomes of each line. */
function lifeOf(
  customer: PlannedCustomer,
  added: CivilDate,
  reseller: DemoReseller,
  calendar: Calendar,
): Deed[] {
  const random = seededRandom(`life:${customer.key}`);
  const lines = customer.key === LEAD_KEY ? LEAD_ORDER : firstOrder(customer, random);
  const deeds: Deed[] = [
    { on: added, customer, kind: 'customer' },
    { on: added, customer, kind: 'order', lines },
  ];
  if (customer.key === LEAD_KEY) deeds.push(refusedOrder(customer, calendar));
  const later = customer.key === LEAD_KEY ? [] : laterOrder(lines, random);
  if (later.length > 0)
    deeds.push({ on: addDays(added, random.int(20, 240)), customer, kind: 'order', lines: later });
  for (const wish of lines) deeds.push(...changesOf(customer, wish, added, reseller, calendar));
  return deeds;
}

/** Seats come and go: mostly more; less, or none, only where the term allows it. */
function changesOf(
  customer: PlannedCustomer,
  { line, quantity }: Wish,
  added: CivilDate,
  reseller: DemoReseller,
  { today }: Calendar,
): Deed[] {
  if (quantity < 2) return [];
  const random = seededRandom(`changes:${customer.key}:${line}`);
  const free = line.endsWith('/flexible') && reseller.billing_preference === 'postpay';
  const days = daysBetween(added, today);
  const deeds: Deed[] = [];
  let seats = quantity;
  for (let day = random.int(20, 40); day < days; day += random.int(20, 40)) {
    if (random.chance(94)) continue;
    const on = addDays(added, day);
    if (free && random.chance(10)) return [...deeds, { on, customer, kind: 'cancel', line }];
    const step = Math.max(1, Math.round((seats * random.int(3, 20)) / 100));
    seats = free && seats > step + 1 && random.chance(30) ? seats - step : seats + step;
    deeds.push({ on, customer, kind: 'change', line, quantity: seats });
  }
  return deeds;
}
