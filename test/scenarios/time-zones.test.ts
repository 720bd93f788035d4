import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfDay } from '../../server/base/dates.ts';
import { type Browser, openStory, type Story } from '../story.ts';

type Line = { component: string; period_from: string; period_to: string; quantity: number; days: number };
const brief = ({ component, period_from, period_to, quantity, days }: Line) => [
  component,
  period_from,
  period_to,
  quantity,
  days,
];

/** So many minutes before or after a civil day begins there. */
function around(day: string, timeZone: string, minutes: number): string {
  return new Date(startOfDay(day, timeZone).getTime() + minutes * 60_000).toISOString();
}

/**
 * A vendor whose clocks change. `changes`: the civil day on which they do. `hours`: how long that day is. Berlin and São Paulo lose an hour in
 * spring (São Paulo at midnight: the day began at one o'clock), Cairo gained one at midnight, so that the last hour of the day before came twice.
 */
const PLACES = [
  {
    zone: 'Europe/Berlin',
    country: 'DE',
    changes: '2026-03-29',
    hours: 23,
    month: ['2026-03-01', '2026-04-01'],
    days: 31,
  },
  {
    zone: 'Europe/Berlin',
    country: 'DE',
    changes: '2026-10-25',
    hours: 25,
    month: ['2026-10-01', '2026-11-01'],
    days: 31,
  },
  {
    zone: 'America/Sao_Paulo',
    country: 'BR',
    changes: '2018-11-04',
    hours: 23,
    month: ['2018-11-01', '2018-12-01'],
    days: 30,
  },
  {
    zone: 'America/Sao_Paulo',
    country: 'BR',
    changes: '2018-02-17',
    hours: 25,
    month: ['2018-02-01', '2018-03-01'],
    days: 28,
  },
  {
    zone: 'Africa/Cairo',
    country: 'EG',
    changes: '2024-04-26',
    hours: 23,
    month: ['2024-04-01', '2024-05-01'],
    days: 30,
  },
  {
    zone: 'Africa/Cairo',
    country: 'EG',
    changes: '2024-10-31',
    hours: 25,
    month: ['2024-10-01', '2024-11-01'],
    days: 31,
  },
  {
    zone: 'Asia/Riyadh',
    country: 'SA',
    changes: '2024-02-29',
    hours: 24,
    month: ['2024-02-01', '2024-03-01'],
    days: 29,
  },
] as const;

describe.each(PLACES)(
  'a program in $zone over $changes',
  ({ zone, country, changes, hours, month: [first, next], days }) => {
    let story: Story;
    let finance: Browser;
    beforeAll(async () => {
      story = await openStory(around(first, zone, 5), { time_zone: zone, country });
      finance = await story.browser(await story.world.vendor(), 'finance');
    });
    afterAll(() => story.close());

    const lengthOf = (from: string, to: string) =>
      (startOfDay(to, zone).getTime() - startOfDay(from, zone).getTime()) / 3_600_000;
    const dayAfter = (day: string) =>
      new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const dayBefore = (day: string) =>
      new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

    test('counts civil days, each once: what is changed on the day, whatever its length, counts from that day on', async () => {
      expect(lengthOf(changes, dayAfter(changes))).toBe(hours);
      const reseller = await story.reseller('postpay', 'A reseller');
      const owner = await story.browser(reseller, 'owner');
      const whole = await story.sell(reseller, story.stock.monthly.id, 3, 'whole.example');
      // The last minute of the day before, and the first of the day.
      story.world.moveTo(around(changes, zone, -1));
      await story.sell(reseller, story.stock.monthly.id, 5, 'eve.example');
      story.world.moveTo(around(changes, zone, 1));
      const path = `/v1/orders/subscriptions/${whole.subscriptionId}/quantity`;
      expect(await story.ask(owner, 'POST', path, { quantity: 7 })).toMatchObject({ status: 202 });
      await story.world.runJobs();
      // A minute before the month is over there, it cannot be closed; a minute after, it can.
      story.world.moveTo(around(next, zone, -1));
      expect(await story.ask(finance, 'POST', '/v1/billing/runs', { cutoff: next })).toMatchObject({
        status: 422,
      });
      const preview = await story.ask(owner, 'GET', '/v1/billing/preview');
      expect(preview.as_of).toBe(dayBefore(next));
      story.world.moveTo(around(next, zone, 1));
      await story.monthEnd(finance, next);
      const bill = await story.newest(owner);
      const before = Number(changes.slice(8)) - 1;
      expect(bill.lines.map(brief).sort()).toEqual(
        [
          ...(before > 0 ? [['usage', first, changes, 3, before]] : []),
          ['usage', changes, next, 7, days - before],
          ['usage', dayBefore(changes), next, 5, days - before + 1],
        ].sort(),
      );
      // What was promised as the next invoice on the last day of the month is the invoice.
      expect(preview.lines.map(brief).sort()).toEqual(bill.lines.map(brief).sort());
      expect(preview).toMatchObject({ net: bill.net, tax: bill.tax });
    });
  },
);
