import type { CivilDate } from '../base/dates.ts';
import { issueDrafts, listInvoices } from '../billing/index.ts';
import { hours } from './calendar.ts';
import { type CustomerBook, finish, type Outcome, perform } from './deeds.ts';
import { type Joined, join } from './joining.ts';
import type { As, Lane } from './lane.ts';
import { known, type Program } from './program.ts';
import { REFUSED_SERVICE } from './provisioning.ts';
import { releaseAtSpecialPrice } from './special.ts';
import type { Deed, ResellerStory } from './story.ts';

/** A reseller on its way through the story; `joined` is undefined until it is approved. */
export type Branch = { story: ResellerStory; joined: Joined | undefined; customers: CustomerBook };

/** Branches that live their days on one strand; `ahead`: those that are billed ahead. */
export type Group = { lane: Lane; ahead: boolean; branches: Branch[] };

/** The branches that are billed ahead on one strand, the others evenly on so many. */
export function openGroups(program: Program, stories: readonly ResellerStory[], count: number): Group[] {
  const open = (ahead: boolean): Group => ({ lane: program.newLane(), ahead, branches: [] });
  const first = open(true);
  const others = Array.from({ length: count }, () => open(false));
  const bySize = [...stories].sort((a, b) => b.deeds.length - a.deeds.length);
  for (const story of bySize) {
    const group = story.reseller.billing_preference === 'prepay' ? first : least(others);
    group.branches.push({ story, joined: undefined, customers: new Map() });
  }
  return [first, ...others];
}

/** The strand with the least to do. */
function least(groups: readonly Group[]): Group {
  const work = ({ branches }: Group) => branches.reduce((sum, { story }) => sum + story.deeds.length, 0);
  return groups.reduce((best, group) => (work(group) < work(best) ? group : best));
}

/** What is done for one customer on one day. */
type Visit = { branch: Branch; on: CivilDate; deeds: Deed[] };

/** Lives the branches' days from `from` until the day before `to`. */
export async function liveThrough(
  program: Program,
  { lane, branches }: Group,
  from: CivilDate,
  to: CivilDate,
): Promise<void> {
  for (const branch of branches) {
    const { joined_on } = branch.story;
    if (joined_on >= from && joined_on < to) branch.joined = await join(program, lane, branch.story);
  }
  const visits = branches
    .flatMap((branch) => visitsOf(branch, from, to))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const { plain = [], alone = [] } = Object.groupBy(visits, (visit) =>
    standsAlone(visit) ? 'alone' : 'plain',
  );
  if (plain.length > 0)
    await program.provider.carryOut(
      await lane.scene(async (as) => finish(program, await makeVisits(program, as, plain))),
    );
  for (const visit of alone) await lane.scene((as) => makeVisits(program, as, [visit]));
}

function visitsOf(branch: Branch, from: CivilDate, to: CivilDate): Visit[] {
  const deeds = branch.story.deeds.filter(({ on }) => on >= from && on < to);
  const byDay = Map.groupBy(deeds, ({ on, customer }) => `${on} ${customer.key}`);
  return [...byDay.values()].map((some) => ({ branch, on: some[0]?.on ?? from, deeds: some }));
}

/** What waits for others in between (money, a release, a refusal) goes its way by the tasks, step by step. */
function standsAlone({ branch, deeds }: Visit): boolean {
  if (branch.story.reseller.billing_preference === 'prepay') return true;
  return deeds.some(
    (deed) =>
      deed.kind === 'release' ||
      (deed.kind === 'order' && deed.lines.some(({ line }) => line.startsWith(REFUSED_SERVICE))),
  );
}

async function makeVisits(program: Program, as: As, visits: Visit[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const visit of visits) {
    const { sales } = known(visit.branch.joined, visit.branch.story.reseller.key);
    const moment = momentOf(program, visit);
    const ctx = as(sales, moment);
    for (const deed of visit.deeds)
      if (deed.kind === 'release')
        await releaseAtSpecialPrice(
          (actor) => as(actor, moment),
          program,
          sales,
          known(visit.branch.customers.get(deed.customer.key), deed.customer.key),
        );
    for (const deed of visit.deeds) outcomes.push(await perform(ctx, program, visit.branch.customers, deed));
  }
  return outcomes;
}

/** In working hours, at another minute for each customer. */
function momentOf({ calendar }: Program, { on, deeds }: Visit): Date {
  const { key = '', headcount = 0 } = deeds[0]?.customer ?? {};
  return calendar.at(on, hours(9) + ((key.length * 37 + headcount * 11) % 420));
}

/** The larger resellers bill their customers here; the others do it elsewhere, and leave the drafts alone. */
export function billsHere({ joined, story }: Branch): boolean {
  return joined !== undefined && story.reseller.customers >= 16;
}

/** The resellers issue their own customers' invoices, a day after the month end has drafted them. */
export async function issueOwnInvoices(
  { calendar }: Program,
  { lane, branches }: Group,
  day: CivilDate,
): Promise<void> {
  const billing = branches.filter(billsHere);
  if (billing.length === 0) return;
  await lane.scene(async (as) => {
    for (const { joined } of billing) {
      if (!joined) continue;
      const ctx = as(joined.billing, calendar.at(day, hours(10)));
      const { items } = await listInvoices(
        ctx,
        { side: 'issued', state: 'draft' },
        { limit: 200, format: 'csv' },
      );
      if (items.length > 0)
        await issueDrafts(
          ctx,
          items.map(({ id }) => id),
        );
    }
  });
}
