import { addDays, addMonths, daysBetween, daysInMonth } from '../server/base/dates.ts';
import { decimal, multiply, roundMinor, subtract } from '../server/base/money.ts';

/** One subscription on one account: everything its lines follow from. Of two rows with the same date the later holds. */
export type History = {
  cycle_months: number;
  preference: 'postpay' | 'prepay';
  segments: { starts_on: string; quantity: number }[];
  /** Stretches in which it rests and nothing is charged; half-open, apart from one another, recorded from the start. */
  pauses?: { from: string; to: string }[];
  /** Nothing is charged before this day: the end of its trial. */
  free_until?: string | null;
  first_price: string;
  prices: { valid_from: string; unit_price: string }[];
  first_discount: string;
  discounts: { valid_from: string; rate: string }[];
  /** From this day on the account pays list price. */
  list_price_from: string | null;
};

export type BilledLine = {
  component: string;
  period_from: string;
  period_to: string;
  quantity: number;
  days: number;
  period_days: number;
  net: bigint;
};

/**
 * The slow, obvious biller: walks every day by itself and asks what held on it. Shares no code with the SQL but rounding and the calendar.
 * `cutoff`: arrears before it. `horizon`: prepaid cycles that begin before it.
 */
export function dailyBiller(history: History, cutoff: string, horizon: string): BilledLine[] {
  const first = firstCharged(history) ?? cutoff;
  const arrears = history.preference === 'postpay' && history.cycle_months === 1;
  if (arrears) return usage(history, first, cutoff);
  return terms(history, first, history.preference === 'prepay' ? horizon : cutoff);
}

/** The first day that is charged, and from which cycles are counted. */
export function firstCharged({ segments, free_until }: History): string | undefined {
  const [begins] = segments.map((segment) => segment.starts_on).sort();
  return begins && free_until && free_until > begins ? free_until : begins;
}

function usage(history: History, first: string, cutoff: string): BilledLine[] {
  const lines: (BilledLine & { key: string })[] = [];
  for (let date = first; date < cutoff; date = addDays(date, 1)) {
    const quantity = quantityOn(history, date);
    if (quantity === 0) continue;
    // A line ends where anything changes: the quantity, a price, a plan's version, the account's plan, the month.
    const key = [quantity, ...changes(history, date), date.slice(0, 7)].join();
    const last = lines.at(-1);
    if (last?.key === key && last.period_to === date) {
      last.period_to = addDays(date, 1);
      last.days += 1;
    } else {
      lines.push({
        key,
        component: 'usage',
        period_from: date,
        period_to: addDays(date, 1),
        quantity,
        days: 1,
        period_days: daysInMonth(date),
        net: 0n,
      });
    }
  }
  return lines.map(({ key: _, ...line }) => priced(history, line));
}

function terms(history: History, first: string, horizon: string): BilledLine[] {
  const lines: BilledLine[] = [];
  for (let k = 0; addMonths(first, k * history.cycle_months) < horizon; k += 1) {
    const [from, to] = [
      addMonths(first, k * history.cycle_months),
      addMonths(first, (k + 1) * history.cycle_months),
    ];
    let held = 0;
    for (let date = from; date < to && date < horizon; date = addDays(date, 1)) {
      const quantity = quantityOn(history, date);
      if (quantity <= held) continue;
      const days = daysBetween(date, to);
      lines.push(
        priced(history, {
          component: 'term',
          period_from: date,
          period_to: to,
          quantity: quantity - held,
          days,
          period_days: daysBetween(from, to),
          net: 0n,
        }),
      );
      held = quantity;
    }
  }
  return lines;
}

export function quantityOn({ segments }: History, date: string): number {
  const start = startedOn(
    segments.map((segment) => segment.starts_on),
    date,
  );
  return segments.filter((segment) => segment.starts_on === start).at(-1)?.quantity ?? 0;
}

function startedOn(starts: string[], date: string): string {
  return (
    starts
      .filter((start) => start <= date)
      .sort()
      .at(-1) ?? ''
  );
}

export function changes(history: History, date: string): string[] {
  const onList = history.list_price_from !== null && history.list_price_from <= date;
  const price = startedOn(
    history.prices.map((p) => p.valid_from),
    date,
  );
  return [
    price,
    onList
      ? 'list'
      : startedOn(
          history.discounts.map((d) => d.valid_from),
          date,
        ),
  ];
}

export function priced(history: History, line: BilledLine): BilledLine {
  const [priceFrom = '', discountFrom = ''] = changes(history, line.period_from);
  const list =
    history.prices.filter((p) => p.valid_from === priceFrom).at(-1)?.unit_price ?? history.first_price;
  const rate =
    history.discounts.filter((d) => d.valid_from === discountFrom).at(-1)?.rate ?? history.first_discount;
  const discount = discountFrom === 'list' ? '0' : rate;
  const unit = multiply(decimal(list), subtract(decimal('1'), decimal(discount)));
  const amount = multiply(unit, decimal(line.quantity.toString()));
  return {
    ...line,
    net: roundMinor(amount, { numerator: BigInt(line.days), denominator: BigInt(line.period_days) }),
  };
}
