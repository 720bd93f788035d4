import type { Selectable } from 'kysely';
import type { BillingRun, BillingRunTask } from '../../../db/types.ts';
import { addDays, addMonths, type CivilDate, firstOfMonth } from '../../base/dates.ts';
import type { Moves } from '../../base/states.ts';

export type Run = Omit<Selectable<BillingRun>, 'findings'> & { findings: Finding[] };
export type RunTask = Selectable<BillingRunTask>;

type Beginning =
  | 'reseller_id'
  | 'id'
  | 'seller_id'
  | 'kind'
  | 'cutoff'
  | 'horizon'
  | 'opened_by'
  | 'opened_at';

/** A run as it begins: nothing is frozen, found or finished. */
export function newRun(run: Pick<Run, Beginning>): Run {
  return { ...run, state: 'working', rates_sha256: null, findings: [], finished_at: null };
}

/**
 * Which streams a pass charges: whole branches, or one account. `termOnly`: nothing in arrears. `lines`: so many lines alone are written, the
 * first in the order of `linesOf`; for a pass that is rolled back.
 */
export type Scope = {
  resellerIds: readonly string[];
  accountId?: string;
  termOnly?: boolean;
  lines?: number;
};

/** Whose prices are frozen: one account's with what its prices follow from, one branch's, or (neither) everybody's. */
export type Extent = { accountId?: string; resellerId?: string };

/** What the independent check found wrong in a branch; a run with findings cannot be issued. */
export type Finding = { reseller_id: string; rule: string; detail: string };

export const RUN_MOVES = {
  working: { draft: 'drafted', discard: 'discarded' },
  drafted: { issue: 'issued', discard: 'discarded' },
  issued: {},
  discarded: {},
} as const satisfies Moves<'working' | 'drafted' | 'issued' | 'discarded'>;

/** The month that ends at `cutoff`: a month-end run bills the days before the first of a month, and prepaid cycles of the month after it. */
export function monthEnd(cutoff: CivilDate): { cutoff: CivilDate; horizon: CivilDate } {
  return { cutoff, horizon: addMonths(cutoff, 1) };
}

/** The last complete month's end as seen on `today`: the first of today's month. */
export function latestCutoff(today: CivilDate): CivilDate {
  return firstOfMonth(today);
}

/** Whether `cutoff` can be billed on `today`: true, or the sentence that says why not. */
export function canCutOff(cutoff: CivilDate, today: CivilDate): true | string {
  if (cutoff !== firstOfMonth(cutoff))
    return `A month ends on the first of the next: use ${firstOfMonth(cutoff)}, not ${cutoff}.`;
  if (cutoff > today)
    return `That month is not over; the latest that can be billed ends before ${latestCutoff(today)}.`;
  return true;
}

/** An immediate charge today: nothing in arrears, cycles that have begun by today in advance. */
export function immediate(today: CivilDate): { cutoff: CivilDate; horizon: CivilDate } {
  return { cutoff: addDays(today, 1), horizon: addDays(today, 1) };
}

export type Progress = {
  branches: number;
  done: number;
  quarantined: number;
  lines: number;
  invoices: number;
};
