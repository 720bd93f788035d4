import { addDays, addMonths, type CivilDate, daysBetween, firstOfMonth } from '../server/base/dates.ts';
import { bandPrices, chargedUse } from './use-biller.ts';
import { CUTOFFS, type Item, type Plan, type Shelf, type WholeAccount } from './whole-accounts.ts';

/** A line as people name it. */
export type WholeLine = { component: string; period_from: string; quantity: number; net: bigint };
type Catalogue = { shelves: readonly Shelf[]; plans: readonly Plan[] };
type Pass = { cutoff: string; nth: number };

const ONE = 10n ** 18n;

function digits(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(18, '0'));
}

/** Half upwards, of what is not negative. */
function nearest(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under);
}

/** The last of these whose day has come. */
function latest<T extends { valid_from: string }>(all: readonly T[], on: string): T | undefined {
  return all
    .filter(({ valid_from }) => valid_from <= on)
    .sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1))
    .at(-1);
}

/**
 * The slow, obvious biller of an account that buys all sorts of things: every run that comes to its branch charges what is known, has begun and
 * is on no line. `covered`: the nth passes that came to the branch.
 */
export class WholeBiller {
  readonly lines: (WholeLine & { pass: number })[] = [];
  private readonly use = new Map<string, number>();
  private readonly charged = new Set<string>();
  private readonly ended = new Set<Item>();
  private mark: string | null = null;
  private aside: string | null = null;

  private readonly catalogue: Catalogue;
  private readonly account: WholeAccount;

  constructor(catalogue: Catalogue, account: WholeAccount) {
    this.catalogue = catalogue;
    this.account = account;
  }

  /** The branch was left aside by the run of this month. */
  leave({ cutoff }: Pass, last: string | null): void {
    this.aside ??= last ?? addMonths(cutoff, -1);
  }

  /** `last`: the cutoff of the month end before, of whomever. */
  bill(pass: Pass, last: string | null): void {
    const from = this.mark ?? '0000-01-01';
    const before = this.lines.length;
    for (const [nth, item] of this.account.items.entries()) this.itemLines(item, nth, pass, from);
    this.feeLines(pass);
    const fresh = this.lines.slice(before);
    const month = addMonths(pass.cutoff, -1);
    const settled = [this.mark ?? this.aside ?? last ?? month, month].sort()[0] as string;
    for (let m = settled; m < pass.cutoff; m = addMonths(m, 1)) this.shortfall(m, pass, settled, fresh);
    this.mark = pass.cutoff;
  }

  private get prepays(): boolean {
    return this.account.preference === 'prepay';
  }

  private put(pass: Pass, component: string, period_from: string, quantity: number, net: bigint): void {
    this.lines.push({ component, period_from, quantity, net, pass: pass.nth });
  }

  private planOn(on: string): number | null {
    return latest(this.account.plans, on)?.plan ?? null;
  }

  /** The discount of a day for so many. */
  private rateOn(on: string, quantity: number): string {
    const plan = this.catalogue.plans[this.planOn(on) ?? -1];
    if (!plan) return '0';
    const version = this.prepays ? plan.ahead : on < plan.changes_on ? plan.first : plan.later;
    return quantity >= version.from_quantity ? version.more : version.rate;
  }

  private unit(shelf: Shelf, on: string, quantity: number): bigint {
    const list = on < shelf.changes_on ? shelf.first : shelf.later;
    return nearest(digits(list.unit_price) * (ONE - digits(this.rateOn(on, quantity))), ONE);
  }

  private held({ steps }: Item, on: string): number {
    return steps.filter(({ starts_on }) => starts_on <= on).at(-1)?.quantity ?? 0;
  }

  private itemLines(item: Item, nth: number, pass: Pass, from: string): void {
    const shelf = this.catalogue.shelves[item.shelf] as Shelf;
    const first = item.steps[0]?.starts_on ?? '';
    const isMonthly = shelf.kind === 'seat' || shelf.kind === 'term';
    if (isMonthly && !this.prepays) this.usage(item, shelf, pass, first > from ? first : from);
    if (isMonthly && this.prepays) this.cycles(item, nth, shelf, pass, 1);
    if (shelf.kind === 'year' || shelf.kind === 'long') this.cycles(item, nth, shelf, pass, 12);
    if (shelf.kind === 'term') this.termination(item, shelf, pass, this.prepays ? 1 : null, 12n);
    if (shelf.kind === 'long') this.termination(item, shelf, pass, 12, 2n);
    if (shelf.kind === 'once' && first >= from && first < pass.cutoff) {
      const quantity = this.held(item, first);
      this.put(
        pass,
        'fee',
        first,
        quantity,
        nearest(BigInt(quantity) * this.unit(shelf, first, quantity), ONE),
      );
    }
    if (shelf.kind === 'use') this.used(item, nth, shelf, pass);
  }

  /** Day by day; days in a row at the same terms are one line. */
  private usage(item: Item, shelf: Shelf, pass: Pass, from: CivilDate): void {
    const termsOn = (on: string) =>
      [
        firstOfMonth(on),
        this.held(item, on),
        latest(this.account.plans, on)?.valid_from,
        on < shelf.changes_on,
        this.planOn(on) !== null && on < (this.catalogue.plans[this.planOn(on) ?? 0]?.changes_on ?? ''),
      ].join();
    for (let on = from; on < pass.cutoff; ) {
      let to = addDays(on, 1);
      while (to < pass.cutoff && termsOn(to) === termsOn(on)) to = addDays(to, 1);
      const quantity = this.held(item, on);
      const month = BigInt(daysBetween(firstOfMonth(on), addMonths(firstOfMonth(on), 1)));
      const exact = BigInt(quantity) * this.unit(shelf, on, quantity) * BigInt(daysBetween(on, to));
      if (quantity > 0) this.put(pass, 'usage', on, quantity, nearest(exact, ONE * month));
      on = to;
    }
  }

  /** Half of what is left of the term after the cycle that is paid ahead (`ahead`: its months), once. `cycles`: of the whole term. */
  private termination(item: Item, shelf: Shelf, pass: Pass, ahead: number | null, cycles: bigint): void {
    const [first, end] = item.steps;
    if (!first || !end?.promised_until || end.starts_on >= pass.cutoff || this.ended.has(item)) return;
    this.ended.add(item);
    let from = end.starts_on;
    for (
      let k = 0;
      ahead !== null && k === 0
        ? true
        : ahead !== null && addMonths(first.starts_on, (k - 1) * ahead) < end.starts_on;
      k += 1
    )
      from = addMonths(first.starts_on, k * (ahead ?? 0));
    if (from < end.starts_on) from = end.starts_on;
    if (from >= end.promised_until) return;
    const term = BigInt(daysBetween(first.starts_on, end.promised_until));
    const exact =
      BigInt(first.quantity) *
      this.unit(shelf, end.starts_on, first.quantity) *
      cycles *
      BigInt(daysBetween(from, end.promised_until));
    this.put(pass, 'termination', from, first.quantity, nearest(exact, 2n * ONE * term));
  }

  /** Each cycle of so many months that has come into reach, for what is held on its first day; what is more later, for the rest of it. */
  private cycles(item: Item, nth: number, shelf: Shelf, pass: Pass, months: number): void {
    const start = item.steps[0]?.starts_on ?? '';
    const reach = this.prepays ? addMonths(pass.cutoff, 1) : pass.cutoff;
    for (let k = 0; addMonths(start, months * k) < reach; k += 1) {
      const [begins, ends] = [addMonths(start, months * k), addMonths(start, months * (k + 1))];
      const days = [
        begins,
        ...item.steps.map(({ starts_on }) => starts_on).filter((on) => begins < on && on < ends),
      ];
      let charged = 0;
      for (const on of days.sort()) {
        const held = this.held(item, on);
        const exact = BigInt(held - charged) * this.unit(shelf, on, held) * BigInt(daysBetween(on, ends));
        if (held > charged && on < reach && !this.charged.has(`${nth} ${on}`)) {
          this.charged.add(`${nth} ${on}`);
          this.put(pass, 'term', on, held - charged, nearest(exact, ONE * BigInt(daysBetween(begins, ends))));
        }
        charged = Math.max(charged, held);
      }
    }
  }

  private used(item: Item, nth: number, shelf: Shelf, pass: Pass): void {
    const known = item.events.filter((event) => event.pass <= pass.nth && event.used_on < pass.cutoff);
    const first = item.steps[0]?.starts_on ?? '';
    for (const month of new Set(known.map(({ used_on }) => firstOfMonth(used_on)))) {
      const on = month < first ? first : month;
      const total = known
        .filter(({ used_on }) => firstOfMonth(used_on) === month)
        .reduce((sum, { units }) => sum + units, 0);
      const { unit_price: list_price, bands } = on < shelf.changes_on ? shelf.first : shelf.later;
      const prices = bandPrices(
        { list_price, bands },
        { kind: 'discount_on_list', rate: this.rateOn(on, total) },
      );
      const above = bands.map((band) => band.above).sort((a, b) => a - b);
      const key = `${nth} ${month}`;
      const { model, package_size } = shelf;
      for (const [units, net] of chargedUse(
        { model, package_size, prices, above },
        total,
        this.use.get(key) ?? 0,
      )) {
        this.put(pass, 'use', month, units, net);
        this.use.set(key, (this.use.get(key) ?? 0) + units);
      }
    }
  }

  private feeLines(pass: Pass): void {
    for (const { starts_on, every_months, quantity, unit_price, ends_on } of this.account.fees)
      for (let k = 0; k === 0 || every_months !== null; k += 1) {
        const on = addMonths(starts_on, k * (every_months ?? 0));
        if (on >= pass.cutoff || (ends_on !== null && on >= ends_on)) break;
        if (on >= (this.mark ?? '0000-01-01'))
          this.put(pass, 'fee', on, quantity, unit_price * BigInt(quantity));
      }
  }

  private shortfall(month: string, pass: Pass, settled: string, fresh: readonly WholeLine[]): void {
    const promised = latest(this.account.minimums, month)?.amount ?? 0n;
    const end = addMonths(month, 1);
    const isLast = end === pass.cutoff;
    const bought = this.lines
      .filter(({ component }) => component !== 'minimum')
      .filter(
        (line) =>
          (month <= line.period_from && line.period_from < end) ||
          (isLast && line.period_from < settled && fresh.includes(line)),
      )
      .reduce((sum, { net }) => sum + net, 0n);
    if (bought < promised) this.put(pass, 'minimum', month, 1, promised - bought);
  }
}

/** What a whole account's lines come to; `passes`: how each month end goes. */
export function wholeLines(
  catalogue: Catalogue,
  account: WholeAccount,
  passes: readonly string[],
): WholeBiller['lines'] {
  const biller = new WholeBiller(catalogue, account);
  let last: string | null = null;
  for (const [nth, cutoff] of CUTOFFS.entries()) {
    if (passes[nth] === 'skipped') continue;
    if (account.aside[nth] === 'left') biller.leave({ cutoff, nth }, last);
    else biller.bill({ cutoff, nth }, last);
    last = cutoff;
  }
  return biller.lines;
}
