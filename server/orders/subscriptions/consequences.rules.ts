import { addDays, addMinutes, addMonths, type CivilDate } from '../../base/dates.ts';
import { formatMoney, portion } from '../../base/money.ts';
import { type Margin, marginOf } from '../quotes/quotes.rules.ts';
import type { Text } from '../quotes/services.rules.ts';

/** What an offer's terms say of leaving it, and what a line of it comes to until its term ends, in minor units before tax. */
export type BindingLine = {
  /** A service of the seller's own: it costs, but nothing of it is owed to anybody above. */
  own: boolean;
  billing: string;
  term_months: number;
  cycle_months: number;
  cancel_window_hours: number;
  allows_decrease: boolean;
  early_termination_fee_rate: string | null;
  renewal_window_days: number;
  cycle_cost: bigint;
  term_cost: bigint;
  term_net: bigint;
};

/**
 * How one gets out after the free window. any_time: what runs is billed until then. paid_ahead: at any time, without money back. fee: at a
 * fraction of what is left. bound: not before the term ends. once: bought for good.
 */
export type WayOut = 'any_time' | 'paid_ahead' | 'fee' | 'bound' | 'once';

export type LineConsequences = {
  way_out: WayOut;
  /** The last day the term covers is the one before. Null: no term. */
  ends_on: CivilDate | null;
  /** It renews by itself that day unless it is ended before. */
  renews_on: CivilDate | null;
  /** From this day on an end at the renewal is accepted. */
  end_accepted_from: CivilDate | null;
  /** The last moment at which it can be cancelled at no cost; null: none. */
  free_cancel_until: string | null;
  may_decrease: boolean;
  cost: bigint;
  price: bigint;
  /** What the seller still owes if the customer never pays. */
  at_risk: bigint;
};

export type Moment = { now: Date; today: CivilDate };

/** What follows from a line that is ordered now. `prepaid`: the seller's own account pays ahead. */
export function consequencesOfLine(
  line: BindingLine,
  { now, today }: Moment,
  prepaid: boolean,
): LineConsequences {
  const way_out = wayOutOf(line, prepaid);
  const ends_on = way_out === 'once' ? null : addMonths(today, line.term_months);
  const { cancel_window_hours: hours, term_cost, term_net } = line;
  return {
    way_out,
    ends_on,
    renews_on: ends_on,
    end_accepted_from: ends_on && addDays(ends_on, -line.renewal_window_days),
    free_cancel_until: hours > 0 ? addMinutes(now, hours * 60).toISOString() : null,
    may_decrease: line.allows_decrease,
    cost: term_cost,
    price: term_net,
    at_risk: atRisk(line, way_out),
  };
}

function wayOutOf(line: BindingLine, prepaid: boolean): WayOut {
  const { billing, cycle_months, early_termination_fee_rate: fee } = line;
  if (billing === 'one_time') return 'once';
  if (fee === null) return 'bound';
  if (/[1-9]/.test(fee)) return 'fee';
  return prepaid || cycle_months > 1 ? 'paid_ahead' : 'any_time';
}

/** Leaving at once still leaves the running cycle, and the fee on what is left of the term. */
function atRisk(
  { own, cycle_cost, term_cost, early_termination_fee_rate: fee }: BindingLine,
  wayOut: WayOut,
): bigint {
  if (own) return 0n;
  if (wayOut === 'bound' || wayOut === 'once') return term_cost;
  if (wayOut !== 'fee' || fee === null) return cycle_cost;
  return cycle_cost + portion(term_cost - cycle_cost, fee);
}

export type Sheet = {
  cost: bigint;
  price: bigint;
  margin: Margin;
  at_risk: bigint;
  /** The last day on which any of the terms ends. */
  bound_until: CivilDate | null;
  /** Until when all of it can be cancelled at no cost; null when some of it cannot. */
  free_cancel_until: string | null;
  risk: Text;
};

type Names = { vendor: string; customer: string; currency: string; prepaid: boolean };

/** What follows from an order as a whole, with who carries the risk in a sentence. */
export function sheetOf(lines: readonly LineConsequences[], names: Names): Sheet {
  const sum = (column: 'cost' | 'price' | 'at_risk') =>
    lines.reduce((total, line) => total + line[column], 0n);
  const windows = lines.map(({ free_cancel_until }) => free_cancel_until);
  const ends = lines.flatMap(({ ends_on }) => ends_on ?? []).sort();
  const [cost, price, at_risk] = [sum('cost'), sum('price'), sum('at_risk')];
  const bound_until = ends.at(-1) ?? null;
  const isFree = lines.length > 0 && windows.every((window) => window !== null);
  return {
    ...{ cost, price, at_risk, bound_until },
    margin: marginOf(price, cost),
    free_cancel_until: isFree ? ([...windows].sort()[0] ?? null) : null,
    risk: riskOf(
      at_risk,
      lines.some(({ way_out }) => way_out === 'bound' || way_out === 'fee') ? bound_until : null,
      names,
    ),
  };
}

function riskOf(
  atRiskAmount: bigint,
  boundUntil: CivilDate | null,
  { vendor, customer, currency, prepaid }: Names,
): Text {
  if (atRiskAmount === 0n)
    return {
      en: `You owe ${vendor} nothing by this: if ${customer} does not pay you, your own work is what you lose.`,
      ar: `لا تلتزم بشيء تجاه ${vendor}: إن لم تسدّد لك ${customer} فما تخسره هو عملك أنت.`,
    };
  const sum = formatMoney({ amount: atRiskAmount, currency });
  if (prepaid)
    return {
      en: `You pay ${vendor} ahead: if ${customer} does not pay you, up to ${sum} is yours to lose.`,
      ar: `تدفع إلى ${vendor} مقدمًا: إن لم تسدّد لك ${customer} فقد تتحمّل خسارة تصل إلى ${sum}.`,
    };
  if (boundUntil)
    return {
      en: `You carry the risk: if ${customer} does not pay you, you still owe ${vendor} up to ${sum}, in terms that run until ${boundUntil}.`,
      ar: `المخاطرة عليك: إن لم تسدّد لك ${customer} فستبقى ملزمًا تجاه ${vendor} بما يصل إلى ${sum}، ضمن مدد تمتد حتى ${boundUntil}.`,
    };
  return {
    en: `Your risk is small: if ${customer} does not pay you and you end it at once, you owe ${vendor} at most ${sum}.`,
    ar: `مخاطرتك محدودة: إن لم تسدّد لك ${customer} وأنهيت الخدمة فورًا، فلن يتجاوز ما تدين به إلى ${vendor} مبلغ ${sum}.`,
  };
}
