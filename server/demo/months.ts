import { addDays, addMonths, type CivilDate } from '../base/dates.ts';
import { issueRun, openMonthEnd } from '../billing/index.ts';
import { type Bank, openBank, takeTransfers } from './bank.ts';
import { type Branch, billsHere, type Group, issueOwnInvoices, liveThrough } from './branch.ts';
import { hours, stretchesOf } from './calendar.ts';
import { type CatalogueChange, catalogueChanges } from './catalogue.ts';
import type { Joined } from './joining.ts';
import type { Program } from './program.ts';

export type History = { program: Program; groups: Group[]; bank: Bank; changes: CatalogueChange[] };

/** The program and its branches, before the first month. */
export function openHistory(program: Program, groups: Group[]): History {
  const { data, calendar } = program;
  const prompt = new Set(
    data.resellers.filter((one) => one.billing_preference === 'prepay').map(({ name }) => name),
  );
  const bank = openBank(program.staff('finance'), data.people.vendor.bank_accounts, prompt);
  return { program, groups, bank, changes: catalogueChanges(data.catalogue, calendar.thisMonth) };
}

/**
 * Everything from the first of the month until the next, or until today: the month end before it, news of the catalogue, what the branches do,
 * payments. Each strand goes at its own pace until the month is over; the last complete month is left for a person to run.
 */
export async function liveMonth(history: History, month: CivilDate): Promise<void> {
  const { program, groups } = history;
  const { calendar } = program;
  const closes = month > calendar.start && month < calendar.thisMonth;
  if (closes) await closeMonth(program, month);
  await announce(history, month);
  await Promise.all(
    groups.map(async (group) => {
      if (closes) await issueOwnInvoices(program, group, addDays(month, 1));
      await liveDays(history, group, month);
      if (isQuarterEnd(month)) await collect(program, group, addDays(month, 19));
    }),
  );
}

/** The strand's days of the month. The vendor's bank days come in that of the branches billed ahead: their orders wait for the money. */
async function liveDays({ program, bank }: History, group: Group, month: CivilDate): Promise<void> {
  const { today } = program.calendar;
  for (const { from, to, bank: isBankDay } of stretchesOf(month)) {
    if (from >= today) return;
    await liveThrough(program, group, from, to < today ? to : today);
    if (group.ahead && isBankDay && to < today)
      await program.lane.scene((as) => takeTransfers(program, bank, as, to));
  }
}

/** The month before `cutoff` is run and issued by finance. */
async function closeMonth({ calendar, lane, staff }: Program, cutoff: CivilDate): Promise<void> {
  const finance = staff('finance');
  const run = await lane.act(finance, calendar.at(cutoff, hours(8)), (ctx) => openMonthEnd(ctx, cutoff));
  await lane.act(finance, calendar.at(cutoff, hours(10)), (ctx) => issueRun(ctx, run.id));
}

async function announce({ program, changes }: History, month: CivilDate): Promise<void> {
  const due = changes.filter(({ announced }) => announced >= month && announced < addMonths(month, 1));
  for (const { announced, apply } of due) {
    const at = program.calendar.at(announced, hours(9));
    await program.lane.act(program.staff('channel_manager'), at, (ctx) => apply(ctx, program.published));
  }
}

function isQuarterEnd(month: CivilDate): boolean {
  return ['03', '06', '09', '12'].includes(month.slice(5, 7));
}

/** Once a quarter the resellers take in what their customers have transferred. */
async function collect(program: Program, { lane, branches }: Group, day: CivilDate): Promise<void> {
  if (day >= program.calendar.today) return;
  const billing = branches.filter(billsHere);
  if (billing.length === 0) return;
  await lane.scene(async (as) => {
    for (const branch of billing) {
      if (branch.joined) await takeTransfers(program, bankOf(branch, branch.joined), as, day);
    }
  });
}

function bankOf({ story: { reseller } }: Branch, { organization, billing }: Joined): Bank {
  const currency = { SA: 'SAR', AE: 'AED' }[reseller.country] ?? 'USD';
  // Where there is no IBAN, the bank's own number.
  const number = organization.iban ?? `9900${reseller.registration_number.replace(/\D/g, '')}`;
  return openBank(billing, { [currency]: number });
}
