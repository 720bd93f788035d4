import { currentTermsVersion, partnerTerms, publishTerms } from '../agreements/index.ts';
import { type Actor, type JobRow, SYSTEM } from '../base/ctx.ts';
import { addDays } from '../base/dates.ts';
import type { Database } from '../base/db.ts';
import type { Task } from '../base/jobs.ts';
import { createOrganization, DEMO_PASSWORD, hashPassword, type Organization } from '../identity/index.ts';
import { type Calendar, hours } from './calendar.ts';
import { type Published, publishCatalogue } from './catalogue.ts';
import type { DemoData } from './data.ts';
import { branchOf, type Lane, openLane } from './lane.ts';
import { addPeople } from './people.ts';
import type { Provider } from './provisioning.ts';

/** The program as it stands before the first reseller applies: what every part of the story needs. */
export type Program = {
  data: DemoData;
  calendar: Calendar;
  vendor: Organization;
  /** The vendor's people, as actors by their key. */
  staff: (key: string) => Actor;
  published: Published;
  passwordHash: string;
  provider: Provider;
  /** The ids of the resellers that are billed ahead. */
  prepaid: Set<string>;
  /** The vendor's own strand. */
  lane: Lane;
  /** A strand of branches. */
  newLane: () => Lane;
};

export type Ground = {
  database: Database;
  tasks: readonly Task[];
  data: DemoData;
  calendar: Calendar;
  provider: Provider;
};

/** Sets the vendor up, a week before the history begins: itself, its people, the terms, the catalogue and the bundle plans. */
export async function openProgram({ database, tasks, data, calendar, provider }: Ground): Promise<Program> {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const prepaid = new Set<string>();
  // Letters of months ago are read by nobody; the vendor's of its last month end can be seen in the outbox.
  const recent = calendar.at(calendar.months.at(-2) ?? calendar.thisMonth, 0);
  const delivers = ({ task }: JobRow, now: Date) => task !== 'billing.deliver_invoice' || now >= recent;
  // Of an account that is billed in arrears there is nothing to charge when something changes.
  const charges = (job: JobRow) => job.task !== 'billing.charge_change' || prepaid.has(branchOf(job) ?? '');
  const lane = openLane({
    database,
    tasks: byName,
    wanted: (job, now) => job.task !== 'mail.deliver' && delivers(job, now) && charges(job) && !isLeft(job),
  });
  // Deals come at the story's end; until then no order wins one.
  const newLane = () =>
    openLane({
      database,
      tasks: byName,
      wanted: (job) =>
        !job.task.endsWith('.deliver') &&
        job.task !== 'orders.win-deals' &&
        job.task !== 'billing.deliver_invoice' &&
        charges(job) &&
        !isLeft(job),
    });
  const dayOne = addDays(calendar.start, -7);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const { vendor, actors } = await lane.act(SYSTEM, calendar.at(dayOne, hours(9)), async (ctx) => {
    const { bank_accounts: _, ...facts } = data.people.vendor;
    const made = await createOrganization(ctx, null, { kind: 'vendor', state: 'active', ...facts });
    await publishTerms(ctx, 'partner', partnerTerms(currentTermsVersion, termsWords(facts)), dayOne);
    return { vendor: made, actors: await addPeople(ctx, made, data.people.staff, passwordHash) };
  });
  const staff = (key: string) => known(actors.get(key), key);
  const published = await lane.act(staff('channel_manager'), calendar.at(dayOne, hours(11)), (ctx) =>
    publishCatalogue(ctx, data.catalogue, calendar.start),
  );
  return { data, calendar, vendor, staff, published, passwordHash, provider, prepaid, lane, newLane };
}

/** Thousands of signatures take as long as half the story: the worker puts the e-invoices on their chains when it starts. */
function isLeft({ task }: JobRow): boolean {
  return task === 'billing.stamp_invoices';
}

function termsWords({ name, address }: DemoData['people']['vendor'] | { name: string; address: string }) {
  const vendorAddress = address.replace('\n', ', ');
  return {
    en: {
      vendor: name,
      vendorAddress,
      governingLaw: 'the Kingdom of Saudi Arabia',
      courts: 'the competent courts of Riyadh',
    },
    ar: {
      vendor: 'صحارى نت',
      vendorAddress: 'طريق الملك فهد، المحمدية، الرياض 12363',
      governingLaw: 'المملكة العربية السعودية',
      courts: 'المحاكم المختصة في الرياض',
    },
  };
}

/** What the data must have; a missing name is a mistake in db/demo. */
export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the demo's data does not have ${name}`);
  return value;
}
