import { audit } from '../../base/audit.ts';
import { type Ctx, permit } from '../../base/ctx.ts';
import { addMonths, type CivilDate, civilDate, firstOfMonth } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, type FieldError } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { List, Page } from '../../base/page.ts';
import { readTable } from '../../catalog/index.ts';
import { getVendor } from '../../identity/index.ts';
import type { UsageEvent } from './usage.rules.ts';
import * as store from './usage.sql.ts';
import { readUsageRows, type UsageRow } from './usage-files.rules.ts';
import { listMeters, listMonths, type Meter, type UsageMonth } from './usage-months.sql.ts';

/** An event as it is told: `subscription` is an id or a number. */
export type ToldEvent = {
  subscription: string;
  event_id: string;
  used_on: CivilDate;
  units: number;
  note?: string | null | undefined;
};
/** What came of telling: how many were new, and how many were known already by their ids. */
export type Taken = { taken: number; known: number };

/** What a month's line can hold. */
const MOST_UNITS = 2_147_483_647;
/** How late use may be told. */
const LATE_MONTHS = 12;

/**
 * Takes usage events in, all or none: each counts once by its id within its subscription. One of a month that is billed already comes with the
 * next run. Throws 403, and Fail invalid that points at every event that cannot be.
 */
export async function reportUsage(
  ctx: Ctx,
  told: readonly ToldEvent[],
  fileName: string | null = null,
): Promise<Taken> {
  permit(ctx, 'usage.report');
  const { events, faults } = await considered(ctx, told, fileName);
  if (faults.length > 0) {
    const errors = faults.map(({ at, field, detail }) => ({ pointer: `#/events/${at}/${field}`, detail }));
    throw refusal(errors);
  }
  return keep(ctx, events, fileName);
}

/**
 * Takes in a usage file, CSV or an Excel workbook (see readUsageRows), all or nothing. Throws Fail invalid that names the line and the column of
 * every bad cell.
 */
export async function importUsageFile(ctx: Ctx, name: string, bytes: Uint8Array): Promise<Taken> {
  permit(ctx, 'usage.report');
  const read = readUsageRows(await readTable(bytes));
  const bad = read.flatMap((row) => ('sentence' in row ? [row] : []));
  if (bad.length > 0) throw refusal(bad.map(({ line, column, sentence }) => atCell(line, column, sentence)));
  const rows = read as UsageRow[];
  if (rows.length === 0) throw refusal([atCell(1, 'subscription', 'There is no row below the first line.')]);
  const { events, faults } = await considered(ctx, rows, name);
  if (faults.length > 0)
    throw refusal(
      faults.slice(0, 20).map(({ at, field, detail }) => atCell(rows[at]?.line ?? 1, field, detail)),
    );
  return keep(ctx, events, name);
}

function atCell(line: number, column: string, sentence: string): FieldError {
  const place = column ? `Line ${line}, ${column}` : `Line ${line}`;
  return { pointer: `#/lines/${line}/${column}`, detail: `${place}: ${sentence}` };
}

function refusal(errors: FieldError[]): Fail {
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Fail('invalid', 'invalid_field', `Nothing was taken. ${errors[0]?.detail}${more}`, { errors });
}

type Fault = { at: number; field: string; detail: string };

async function considered(ctx: Ctx, told: readonly ToldEvent[], file_name: string | null) {
  const metered = await store.findMetered(ctx.db, [...new Set(told.map(({ subscription }) => subscription))]);
  const byName = new Map(metered.flatMap((one) => [[one.id, one] as const, [one.number, one] as const]));
  const today = civilDate(ctx.now, (await getVendor(ctx)).time_zone);
  const faults: Fault[] = [];
  // One after the other from here on: what two tell at once of one id or month must be seen by the second.
  await store.holdUsage(ctx.db);
  const before = await toldBefore(ctx, told, byName);
  const events = told.flatMap(({ subscription, ...event }, at): UsageEvent[] => {
    const one = byName.get(subscription);
    const fault = faultOf(one, subscription, event, today) ?? gainsaid(before, one, event);
    if (fault || !one) {
      faults.push({ at, ...(fault ?? { field: 'subscription', detail: 'It is not known.' }) });
      return [];
    }
    const { event_id, used_on, units, note = null } = event;
    const whose = { reseller_id: one.reseller_id, subscription_id: one.id, chain: one.chain };
    const by = { file_name, recorded_by: ctx.actor.personId, recorded_at: ctx.now.toISOString() };
    return [{ ...whose, id: newId(), event_id, used_on, units, note, ...by }];
  });
  return { events, faults };
}

function faultOf(
  one: store.Metered | undefined,
  name: string,
  { used_on }: Pick<ToldEvent, 'used_on'>,
  today: CivilDate,
): Omit<Fault, 'at'> | undefined {
  if (!one) return { field: 'subscription', detail: `There is no subscription "${name}".` };
  if (one.billing !== 'per_use')
    return { field: 'subscription', detail: `${one.number} is not paid by use.` };
  if (!one.activated_on || used_on < one.activated_on)
    return { field: 'used_on', detail: `${one.number} was not active on ${used_on}.` };
  if (used_on > today) return { field: 'used_on', detail: `${used_on} is still to come.` };
  const earliest = addMonths(today, -LATE_MONTHS);
  return used_on < earliest
    ? { field: 'used_on', detail: `Use from before ${earliest} can no longer be told.` }
    : undefined;
}

type Told = Pick<UsageEvent, 'used_on' | 'units'>;
const nameOf = ({ id }: Pick<store.Metered, 'id'>, event_id: string) => `${id} ${event_id}`;

/** The events of these ids that are known already; what is told along the way is added as it is seen. */
async function toldBefore(ctx: Ctx, told: readonly ToldEvent[], byName: ReadonlyMap<string, store.Metered>) {
  const named = told.flatMap(({ subscription, event_id }) => {
    const one = byName.get(subscription);
    return one ? [{ reseller_id: one.reseller_id, subscription_id: one.id, event_id }] : [];
  });
  const known = await store.findEvents(ctx.db, named);
  return new Map<string, Told>(
    known.map((event) => [nameOf({ id: event.subscription_id }, event.event_id), event] as const),
  );
}

/** An id that was told with other words: counting it once would lose the second without a word. */
function gainsaid(
  before: Map<string, Told>,
  one: store.Metered | undefined,
  { event_id, used_on, units }: Told & { event_id: string },
): Omit<Fault, 'at'> | undefined {
  if (!one) return undefined;
  const name = nameOf(one, event_id);
  const first = before.get(name);
  if (!first) before.set(name, { used_on, units });
  if (!first || (first.used_on === used_on && first.units === units)) return undefined;
  return {
    field: 'event_id',
    detail: `Event "${event_id}" is told already, as ${first.units} units on ${first.used_on}; give another event an id of its own.`,
  };
}

async function keep(ctx: Ctx, events: UsageEvent[], fileName: string | null): Promise<Taken> {
  // Across the wall: an event is its whole chain's, not the office's alone.
  const taken = await asSystem(ctx, async ({ db }) => {
    const count = await store.insertEvents(db, events);
    const [over] = await store.monthsBeyond(db, events, MOST_UNITS);
    if (!over) return count;
    const detail = `${over.number} comes to ${over.units} units in ${over.month}; a month holds ${MOST_UNITS} at most.`;
    throw refusal([{ pointer: '#/events', detail }]);
  });
  const vendor = await getVendor(ctx);
  audit(ctx, {
    resellerId: vendor.reseller_id,
    action: 'usage.reported',
    subjectKind: 'organization',
    subjectId: vendor.id,
    details: { file: fileName, events: events.length, taken },
  });
  return { taken, known: events.length - taken };
}

/** Events along the actor's chain, newest first, of one subscription or only late ones if asked. */
export async function listUsage(
  ctx: Ctx,
  list: List,
  filter: { subscription_id?: string | undefined; late?: boolean | undefined },
): Promise<Page<store.ListedEvent>> {
  permit(ctx, 'usage.read');
  return store.listEvents(ctx.db, list, filter);
}

/** What subscriptions used month by month, the latest first. */
export async function listUsageMonths(
  ctx: Ctx,
  list: List,
  filter: { month?: CivilDate | undefined; late?: boolean | undefined },
): Promise<Page<UsageMonth>> {
  permit(ctx, 'usage.read');
  return listMonths(ctx.db, list, filter);
}

/** What was used of each offer that is paid by use in the calendar month of this day (today unless said). */
export async function metersOf(
  ctx: Ctx,
  day: CivilDate | undefined,
): Promise<{ month: CivilDate; items: Meter[] }> {
  permit(ctx, 'usage.read');
  const month = firstOfMonth(day ?? civilDate(ctx.now, (await getVendor(ctx)).time_zone));
  return { month, items: await listMeters(ctx.db, month) };
}
