import { SYSTEM } from '../base/ctx.ts';
import { addDays } from '../base/dates.ts';
import { enqueue } from '../base/jobs.ts';
import { holdByHand, listAged, pauseReminders, remindBuyers, setDunningPolicy } from '../billing/index.ts';
import { hours } from './calendar.ts';
import type { History } from './months.ts';

/**
 * The vendor has reminded its resellers for some weeks: letters to those that pay late, a promise to pay, and a hold. It holds nothing by itself, so
 * that who tries the program out and moves its clock can go on ordering.
 */
export async function leaveReminders({ program, groups }: History): Promise<void> {
  const { calendar, lane, staff, vendor, data } = program;
  const lead = groups
    .flatMap(({ branches }) => branches)
    .find(({ story }) => story.reseller.key === data.people.lead_reseller.key);
  const at = (ago: number, hour: number) => calendar.at(addDays(calendar.today, -ago), hours(hour));
  const finance = staff('finance');
  await lane.act(finance, at(30, 9), (ctx) =>
    setDunningPolicy(ctx, { version: 0, enabled: true, steps: [...STEPS] }),
  );
  for (const ago of ROUNDS)
    await lane.act(SYSTEM, at(ago, 6), async (ctx) => enqueue(ctx, remindBuyers, { sellerId: vendor.id }));
  await lane.act(finance, at(1, 10), async (ctx) => {
    const { items } = await listAged(ctx, { state: 'overdue' }, { limit: 3, format: 'json' });
    // The lead reseller is whom visitors order as.
    const others = items.filter(({ buyer_id }) => buyer_id !== lead?.joined?.owner.organizationId);
    const [latest, promising] = others;
    if (latest && latest.days_overdue >= LONG)
      await holdByHand(ctx, latest.id, { held: true, reason: 'Two promises were not kept.' });
    if (promising)
      await pauseReminders(ctx, promising.id, {
        resumes_on: addDays(calendar.today, 7),
        reason: 'The owner called: the transfer leaves this week.',
      });
  });
}

/** A reseller is held in the demo where it is as late as this. */
const LONG = 10;
/** On which mornings before the load letters went out. */
const ROUNDS = [14, 1];
const STEPS = [
  { step: 'before_due', days: -3, holds: false },
  { step: 'reminder', days: 1, holds: false },
  { step: 'second_reminder', days: 10, holds: false },
  { step: 'final_notice', days: 20, holds: false },
] as const;
