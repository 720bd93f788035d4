import type { Actor, Ctx } from '../base/ctx.ts';
import { addDays } from '../base/dates.ts';
import { offersOf } from '../catalog/index.ts';
import { approveDeal, draftDeal, loseDeal, registerDeal, returnDeal, winDeal } from '../deals/index.ts';
import { getAccountBetween } from '../identity/index.ts';
import { hours } from './calendar.ts';
import { readJson } from './data.ts';
import type { Joined } from './joining.ts';
import type { History } from './months.ts';
import { known, type Program } from './program.ts';

/** A deal of db/demo/deals.json: what it is, when it was registered, and how far it has come. */
type DemoDeal = {
  reseller: string;
  name: string;
  name_other: string | null;
  domain: string | null;
  registration_number: string | null;
  group_name: string | null;
  headcount: number;
  contact: { name: string; email: string | null };
  /** In minor units of the reseller's account. */
  value: number;
  closes_in_days: number;
  stage: 'prospect' | 'qualified' | 'proposal' | 'negotiation';
  lines: { product: string; quantity: number }[];
  about: string | null;
  registered_days_ago: number;
  ends: 'draft' | 'submitted' | 'returned' | 'approved' | 'won' | 'lost';
};

/** The pipeline as the visitor finds it: deals of the largest resellers, some to decide, two for one hospital. */
export async function leaveDeals({ program, groups }: History): Promise<void> {
  const branches = groups.flatMap((group) => group.branches);
  for (const deal of readJson<DemoDeal[]>('deals.json')) {
    const branch = branches.find(({ story }) => story.reseller.key === deal.reseller);
    // A share of the story has fewer resellers.
    if (branch?.joined) await leaveDeal(program, branch.joined, deal);
  }
}

async function leaveDeal(program: Program, { sales }: Joined, deal: DemoDeal): Promise<void> {
  const { calendar, lane, staff } = program;
  const made = addDays(calendar.today, -deal.registered_days_ago);
  const at = (hour: number, days = 0) => calendar.at(addDays(made, days), hours(hour));
  const { id } = await lane.act(sales, at(10), (ctx) => write(ctx, program, deal));
  const decide = (actor: Actor, work: (ctx: Ctx) => Promise<unknown>) => lane.act(actor, at(11, 1), work);
  const manager = staff('channel_manager');
  if (deal.ends === 'returned') await decide(manager, (ctx) => returnDeal(ctx, id, QUESTION));
  if (['approved', 'won', 'lost'].includes(deal.ends))
    await decide(manager, (ctx) => approveDeal(ctx, id, null));
  const over = calendar.at(addDays(calendar.today, deal.closes_in_days), hours(15));
  if (deal.ends === 'won') await lane.act(sales, over, (ctx) => winDeal(ctx, id, null));
  if (deal.ends === 'lost')
    await lane.act(sales, over, (ctx) => loseDeal(ctx, id, { reason: 'price', note: null }));
}

const QUESTION = 'Who decides there, and do they buy for all of their branches?';

async function write(ctx: Ctx, program: Program, deal: DemoDeal) {
  const { calendar, vendor } = program;
  const { currency } = await getAccountBetween(ctx, vendor.id, ctx.actor.organizationId ?? '');
  const { name, name_other, domain, registration_number, group_name, headcount, contact, stage, about } =
    deal;
  const drafted = await draftDeal(ctx, {
    ...{ name, name_other, country: 'SA', domain, registration_number, group_name, headcount, about, stage },
    ...{
      contact_name: contact.name,
      contact_email: contact.email,
      contact_phone: null,
      body_kind: 'business',
    },
    ...{ value: BigInt(deal.value), currency, customer_id: null },
    closes_on: addDays(calendar.today, deal.closes_in_days),
    lines: await linesOf(ctx, program, deal),
  });
  return deal.ends === 'draft' ? drafted : registerDeal(ctx, drafted.id);
}

async function linesOf(ctx: Ctx, { published }: Program, { lines }: DemoDeal) {
  const offers = [...published.offers.values()];
  const offerOf = (code: string) =>
    known(
      offers.find((one) => one.product_code === code),
      code,
    ).id;
  const rows = await offersOf(
    ctx,
    lines.map(({ product }) => offerOf(product)),
  );
  return lines.map(({ product, quantity }) => ({
    product_id: known(rows.get(offerOf(product)), product).product_id,
    quantity,
  }));
}
