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
 * Everything from the first of the month until the next, or until today: news of the catalogue, what the branches do, payments, and the month end
 * before it. The last complete month is left for a person to run.
 */
export async function liveMonth(history: History, month: CivilDate): Promise<void> {
  const { program, groups, bank } = history;
  const { calendar } = program;
  if (month > calendar.start && month < calendar.thisMonth) await closeMonth(history, month);
  await announce(history, month);
  for (const { from, to, bank: isBankDay } of stretchesOf(month)) {
    const end = to < calendar.today ? to : calendar.today;
    if (from >= end) return;
    await Promise.all(groups.map((group) => liveThrough(program, group, from, end)));
    if (isBankDay && to < calendar.today)
      await program.lane.scene((as) => takeTransfers(program, bank, as, to));
  }
  if (isQuarterEnd(month))
    await Promise.all(groups.map((group) => collect(program, group, addDays(month, 19))));
}

/** The month before `cutoff` is run and issued by finance; a day later the resellers issue their own. */
async function closeMonth({ program, groups }: History, cutoff: CivilDate): Promise<void> {
  const { calendar, lane, staff } = program;
  const finance = staff('finance');
  const run = await lane.act(finance, calendar.at(cutoff, hours(8)), (ctx) => openMonthEnd(ctx, cutoff));
  await lane.act(finance, calendar.at(cutoff, hours(10)), (ctx) => issueRun(ctx, run.id));
  await Promise.all(groups.map((group) => issueOwnInvoices(program, group, addDays(cutoff, 1))));
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
