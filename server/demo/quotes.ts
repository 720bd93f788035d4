import type { Ctx } from '../base/ctx.ts';
import { addDays, addMonths, firstOfMonth } from '../base/dates.ts';
import { publishPriceBookVersion, publishPromotion } from '../catalog/index.ts';
import { addService, composeQuote, sendQuote } from '../orders/index.ts';
import type { Branch } from './branch.ts';
import { hours } from './calendar.ts';
import type { History } from './months.ts';
import { known, type Program } from './program.ts';

/**
 * What is on offer at the story's end: a promotion of the vendor's to come; of the lead reseller its services, its price book, quotes that wait
 * for an answer and one that is being written.
 */
export async function leaveQuotes({ program, groups }: History): Promise<void> {
  await leavePromotion(program);
  const { key } = program.data.people.lead_reseller;
  const lead = groups.flatMap(({ branches }) => branches).find(({ story }) => story.reseller.key === key);
  if (lead?.joined) await leaveOffer(program, lead);
}

/** Half a year ahead, so that the months in which the program is tried out are billed without it. */
async function leavePromotion({ calendar, lane, staff }: Program): Promise<void> {
  const valid_from = addMonths(firstOfMonth(calendar.today), 6);
  const days = { valid_from, valid_to: addMonths(valid_from, 2) };
  await lane.act(staff('channel_manager'), calendar.at(addDays(calendar.today, -2), hours(10)), (ctx) =>
    publishPromotion(ctx, { ...PROMOTION, ...days }),
  );
}

async function leaveOffer(program: Program, { joined, customers }: Branch): Promise<void> {
  const { calendar, lane, published } = program;
  const { owner, sales } = known(joined, 'the lead reseller');
  const day = addDays(calendar.today, -3);
  const services = await lane.act(owner, calendar.at(day, hours(9)), async (ctx) => {
    await publishPriceBookVersion(ctx, { valid_from: day, note: null, rules: RULES });
    return addServices(ctx);
  });
  const seats = { offer_id: known(published.offers.get(SEAT), SEAT).id, service_id: null };
  const migration = { offer_id: null, service_id: known(services[0], 'migration') };
  const training = { offer_id: null, service_id: known(services[1], 'training') };
  const told = { valid_until: addDays(calendar.today, 27), terms: TERMS, message: null };
  await lane.act(sales, calendar.at(day, hours(11)), async (ctx) => {
    const lines = [line(seats, 25), line(migration, 25)];
    const quote = await composeQuote(ctx, { ...PROSPECT, deal_id: null, draft: { ...told, lines } });
    await sendQuote(ctx, quote.id);
  });
  const customer = customers.get(LEAD_CUSTOMER);
  if (!customer) return;
  await lane.act(sales, calendar.at(addDays(calendar.today, -2), hours(15)), async (ctx) => {
    const change = { offer_id: null, service_id: known(services[3], 'change management') };
    const draft = { ...told, lines: [line(change, 1)] };
    const quote = await composeQuote(ctx, {
      ...FOR_CUSTOMER,
      customer_id: customer.id,
      deal_id: null,
      draft,
    });
    await sendQuote(ctx, quote.id);
  });
  await lane.act(sales, calendar.at(addDays(calendar.today, -1), hours(14)), async (ctx) => {
    const draft = { ...told, lines: [line(training, 16)] };
    await composeQuote(ctx, { ...FOR_CUSTOMER, customer_id: customer.id, deal_id: null, draft });
  });
}

async function addServices(ctx: Ctx): Promise<string[]> {
  const ids: string[] = [];
  for (const service of SERVICES) ids.push((await addService(ctx, { exemption: null, ...service })).id);
  return ids;
}

function line(what: { offer_id: string | null; service_id: string | null }, quantity: number) {
  return { ...what, quantity, domain: null, unit_price: null };
}

const PROMOTION = {
  code: 'BACK-TO-SCHOOL',
  name: { en: 'Back to school', ar: 'العودة إلى المدارس' },
  scope: 'family',
  target: 'workspace',
  bundle_plan_id: null,
  from_quantity: 10,
  rate: '0.05',
} as const;
const SEAT = 'GWS-STANDARD/flexible';
const LEAD_CUSTOMER = 'al-noor-clinics';
const TERMS =
  'Invoices are issued monthly and are due within 14 days. Services of our own come with the month’s invoice. Prices are before tax.';

/** Amounts in halalas. */
const SERVICES = [
  {
    name: { en: 'Mail and data migration', ar: 'ترحيل البريد والبيانات' },
    description: {
      en: 'Mail, calendars and files, over a weekend',
      ar: 'البريد والتقاويم والملفات، خلال عطلة نهاية الأسبوع',
    },
    kind: 'per_seat',
    cycle_months: null,
    unit_price: '9500',
    unit_cost: '4000',
  },
  {
    name: { en: 'Training', ar: 'التدريب' },
    description: { en: 'At your offices, in Arabic or English', ar: 'في مقرّ العميل، بالعربية أو الإنجليزية' },
    kind: 'per_hour',
    cycle_months: null,
    unit_price: '45000',
    unit_cost: '18000',
  },
  {
    name: { en: 'Consultation', ar: 'الاستشارات' },
    description: { en: 'Plan and design of the move to the cloud', ar: 'تخطيط الانتقال إلى السحابة وتصميمه' },
    kind: 'fixed',
    cycle_months: null,
    unit_price: '750000',
    unit_cost: '300000',
  },
  {
    name: { en: 'Change management', ar: 'إدارة التغيير' },
    description: { en: 'A colleague of ours beside your staff', ar: 'زميل من فريقنا إلى جانب موظفي العميل' },
    kind: 'recurring',
    cycle_months: 1,
    unit_price: '320000',
    unit_cost: '150000',
  },
];

const COMMON = { buyer_id: null, unit_price: null, currency: null };
const RULES = [
  { ...COMMON, scope: 'everything', target: '', kind: 'markup_on_cost', rate: '0.25' },
  { ...COMMON, scope: 'family', target: 'domains', kind: 'discount_on_list', rate: '0.02' },
] as const;

const PROSPECT = {
  customer_id: null,
  prospect: {
    name: 'Rawabi Logistics',
    country: 'SA',
    domain: 'rawabi-logistics.example',
    headcount: 25,
    body_kind: 'business',
    registration_number: '1010456789',
    tax_number: null,
    address: 'King Abdulaziz Road\nRiyadh',
  },
  contact: { name: 'Fahad Al-Mutairi', email: 'fahad@rawabi-logistics.example' },
  language: 'en',
} as const;

const FOR_CUSTOMER = {
  prospect: null,
  contact: { name: 'Dr Salma Al-Faraj', email: 'administrator@al-noor-clinics.sa.example' },
  language: 'ar',
} as const;
