import { addDays, addMonths, daysBetween, daysInMonth } from '../server/base/dates.ts';

import {
  type BilledLine,
  changes,
  dailyBiller,
  firstCharged,
  type History,
  priced,
  quantityOn,
} from './daily-biller.ts';

/** A history in which some segments are recorded only before a later pass: they say that the past was otherwise. */
export type CorrectedHistory = History & {
  /** `before`: the cutoff of the first pass that knows it. `plain`: a change of its own day, which gives nothing back. */
  corrections: { before: string; starts_on: string; quantity: number; plain?: boolean }[];
};

/** A line with the price it was charged at, what its units come to by it (`raw`), the line it takes from, and the pass that wrote it. */
export type Kept = BilledLine & { unit: string; raw: bigint; origin: Kept | null; pass: number };

/**
 * The slow, obvious biller of corrections: at every pass it asks of each day what was lived as far as is known by now, what its own lines
 * charge for that day, and writes lines for the difference. Shares no code with the SQL but rounding and the calendar.
 */
export function correctingBiller(
  history: CorrectedHistory,
  passes: readonly { cutoff: string; horizon: string }[],
): BilledLine[] {
  return keptLines(history, passes).map(({ unit: _, raw: __, origin: ___, pass: ____, ...line }) => line);
}

/** The same with what each line takes from; `beside` answers what else a pass has left, knowing all lines so far. */
export function keptLines(
  history: CorrectedHistory,
  passes: readonly { cutoff: string; horizon: string }[],
  beside: (lines: readonly Kept[], pass: number) => Kept[] = () => [],
): Kept[] {
  const first = firstCharged(history) ?? '';
  const lines: Kept[] = [];
  const arrears = history.preference === 'postpay' && history.cycle_months === 1;
  let through = first;
  for (const [pass, { cutoff, horizon }] of passes.entries()) {
    const heard = history.corrections.filter(({ before }) => before <= cutoff);
    const known = heard.filter(({ plain }) => !plain);
    const now: History = { ...history, segments: [...history.segments, ...heard] };
    const before = lines.length;
    if (arrears) {
      lines.push(...correctDays(now, known, lines, { first, through }));
      const fresh = dailyBiller(now, cutoff, horizon).filter((line) => line.period_to > through);
      lines.push(...fresh.map((line) => clipped(now, line, through)));
      through = cutoff > through ? cutoff : through;
    } else {
      const reach = history.preference === 'prepay' ? horizon : cutoff;
      lines.push(
        ...(known.length
          ? correctCycles(now, known, lines, { first, reach })
          : newTerms(now, lines, cutoff, horizon)),
      );
    }
    for (const line of lines.slice(before)) line.pass = pass;
    lines.push(...beside(lines, pass));
  }
  return lines;
}

/** What the plain biller says from `through` on: it begins with the history's first day. */
function clipped(history: History, line: BilledLine, through: string): Kept {
  const period_from = line.period_from < through ? through : line.period_from;
  const days = daysBetween(period_from, line.period_to);
  return kept(history, priced(history, { ...line, period_from, days }));
}

function kept(history: History, line: BilledLine): Kept {
  return { ...line, raw: line.net, unit: unitOn(history, line.period_from), origin: null, pass: 0 };
}

/** The exact unit price on a day: the rounding's own inputs, by way of one unit for one whole period. */
function unitOn(history: History, date: string): string {
  return changes(history, date).join();
}

/** What the plain biller says that is on no line: more from a day on than was known when that day was charged is the difference. */
function newTerms(history: History, lines: readonly Kept[], cutoff: string, horizon: string): Kept[] {
  return dailyBiller(history, cutoff, horizon).flatMap((line) => {
    const charged = lines
      .filter(({ component, period_from }) => component === 'term' && period_from === line.period_from)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const more = line.quantity - charged;
    return more > 0 ? [kept(history, priced(history, { ...line, quantity: more }))] : [];
  });
}

type Cell = {
  date: string;
  part: string;
  quantity: number;
  base: Kept | null;
  unit: string;
  period_days: number;
};

function correctDays(
  history: History,
  known: readonly { starts_on: string }[],
  lines: readonly Kept[],
  { first, through }: { first: string; through: string },
): Kept[] {
  const from = known.map(({ starts_on }) => starts_on).sort()[0];
  if (!from) return [];
  const cells: Cell[] = [];
  for (let date = from < first ? first : from; date < through; date = addDays(date, 1)) {
    const over = lines.filter(
      ({ component, period_from, period_to }) =>
        ['usage', 'adjustment'].includes(component) && period_from <= date && date < period_to,
    );
    const quantity = quantityOn(history, date) - over.reduce((sum, line) => sum + line.quantity, 0);
    if (quantity === 0) continue;
    const base = over.find(({ component }) => component === 'usage') ?? over[0] ?? null;
    const unit = base?.unit ?? unitOn(history, date);
    cells.push({
      date,
      part: date.slice(0, 7),
      quantity,
      base,
      unit,
      period_days: base?.period_days ?? daysInMonth(date),
    });
  }
  return toLines(history, cells, lines, 'adjustment');
}

function correctCycles(
  history: History,
  known: readonly { starts_on: string }[],
  lines: readonly Kept[],
  { first, reach }: { first: string; reach: string },
): Kept[] {
  const resets = known.map(({ starts_on }) => starts_on);
  const less: Cell[] = [];
  const more: Cell[] = [];
  for (let k = 0; addMonths(first, k * history.cycle_months) < reach; k += 1) {
    const from = addMonths(first, k * history.cycle_months);
    const to = addMonths(first, (k + 1) * history.cycle_months);
    let held = 0;
    for (let date = from; date < to; date = addDays(date, 1)) {
      if (date < reach) {
        if (resets.includes(date)) held = 0;
        held = Math.max(held, quantityOn(history, date));
      }
      const over = lines.filter(
        ({ component, period_from, period_to }) =>
          ['term', 'refund'].includes(component) && period_from <= date && date < period_to,
      );
      const charged = over.reduce((sum, line) => sum + line.quantity, 0);
      const shared = { date, part: from, period_days: daysBetween(from, to) };
      if (held > charged) more.push({ ...shared, quantity: held - charged, base: null, unit: '' });
      if (held < charged) less.push(...taken(charged - held, over, shared));
    }
  }
  return [...toLines(history, less, lines, 'refund'), ...toLines(history, more, lines, 'term')];
}

/** Units to give back on a day, from the lines that charged them last. */
function taken(
  units: number,
  over: readonly Kept[],
  shared: Pick<Cell, 'date' | 'part' | 'period_days'>,
): Cell[] {
  const charges = over
    .filter(({ component }) => component === 'term')
    .sort((a, b) =>
      a.period_from > b.period_from
        ? -1
        : a.period_from < b.period_from
          ? 1
          : over.indexOf(b) - over.indexOf(a),
    );
  let left = units;
  return charges.flatMap((base) => {
    const rest =
      base.quantity +
      over.filter(({ origin }) => origin === base).reduce((sum, line) => sum + line.quantity, 0);
    const part = Math.min(rest, left);
    left -= Math.max(part, 0);
    return part > 0 ? [{ ...shared, quantity: -part, base, unit: base.unit }] : [];
  });
}

function toLines(history: History, cells: Cell[], lines: readonly Kept[], component: string): Kept[] {
  const runs: Cell[][] = [];
  for (const cell of cells) {
    const run = runs.find((one) => {
      const last = one.at(-1);
      return (
        last &&
        last.part === cell.part &&
        last.quantity === cell.quantity &&
        last.base === cell.base &&
        last.unit === cell.unit &&
        addDays(last.date, 1) === cell.date
      );
    });
    if (run) run.push(cell);
    else runs.push([cell]);
  }
  const made: Kept[] = [];
  for (const run of runs.sort((a, b) => ((a[0]?.date ?? '') < (b[0]?.date ?? '') ? -1 : 1)))
    made.push(lineOf(history, run, [...lines, ...made], component));
  return made;
}

function lineOf(history: History, run: Cell[], before: readonly Kept[], component: string): Kept {
  const [cell] = run;
  if (!cell) throw new Error('A run of days has a first day.');
  const plain: BilledLine = {
    component,
    period_from: cell.date,
    period_to: addDays(run.at(-1)?.date ?? cell.date, 1),
    quantity: cell.quantity,
    days: run.length,
    period_days: cell.period_days,
    net: 0n,
  };
  const unit = cell.unit || unitOn(history, cell.date);
  const raw = amount(history, unit, plain);
  const { base } = cell;
  const net = base ? follows(base, raw, before) : raw - forgiven(cell, raw, component, before);
  return { ...plain, net, raw, unit, origin: base, pass: 0 };
}

/** What a change of a line's days comes to: all that was changed of it, but no more taken than credits by hand have left, less what was before. */
function follows(base: Kept, raw: bigint, before: readonly Kept[]): bigint {
  const family = before.filter(({ origin }) => origin === base);
  const byHand = family.filter(({ component }) => component === 'credit');
  const changes = family.filter(({ component }) => component !== 'credit');
  const least = -base.net - byHand.reduce((sum, { net }) => sum + net, 0n);
  const all = changes.reduce((sum, line) => sum + line.raw, raw);
  return (all > least ? all : least) - changes.reduce((sum, { net }) => sum + net, 0n);
}

/** How much less is charged ahead, because less was given back in the cycle than its units came to. */
function forgiven(
  { part, period_days }: Cell,
  raw: bigint,
  component: string,
  before: readonly Kept[],
): bigint {
  if (component !== 'term') return 0n;
  const end = addDays(part, period_days);
  const within = (day: string) => part <= day && day < end;
  const left = before
    .filter((line) =>
      line.component === 'term'
        ? within(line.period_from)
        : line.component === 'refund' && within(line.origin?.period_from ?? ''),
    )
    .reduce((sum, line) => sum + line.net - line.raw, 0n);
  if (left <= 0n) return 0n;
  return left < raw ? left : raw;
}

/** A line at the price that held on the day whose changes `unit` names. */
function amount(history: History, unit: string, line: BilledLine): bigint {
  const [priceFrom = '', discountFrom = ''] = unit.split(',');
  const one: History = {
    ...history,
    prices: history.prices.filter((p) => p.valid_from === priceFrom),
    discounts: history.discounts.filter((d) => d.valid_from === discountFrom),
    list_price_from: discountFrom === 'list' ? '0000-01-01' : null,
  };
  const probe = priced(one, { ...line, period_from: '9999-12-31', quantity: Math.abs(line.quantity) });
  return line.quantity < 0 ? -probe.net : probe.net;
}
