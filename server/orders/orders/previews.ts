import type { Ctx } from '../../base/ctx.ts';
import type { Money } from '../../base/money.ts';
import { lineAmount } from '../../catalog/index.ts';
import { type ConsideredLine, considerOrder, type Outcome, type WantedOrder } from './consider.ts';

/** `cycle_net`: the line for one full billing cycle; `term_net`: for the whole term. Before tax, each rounded once. */
export type PreviewedLine = ConsideredLine & { cycle_net: Money; term_net: Money };

/** What an order would cost its seller, before tax, and what would happen to it. Totals are by billing cycle, and over all terms. */
export type Preview = {
  currency: string;
  lines: PreviewedLine[];
  monthly_net: Money;
  yearly_net: Money;
  /** What is paid in each cycle, shortest first; 0 months: once. What is paid by use is in no sum. */
  cycles: { months: number; net: Money }[];
  term_net: Money;
  outcome: Outcome;
};

/** The order looked at from all sides, with its prices; nothing is written. Throws as `placeOrder`. */
export async function previewOrder(ctx: Ctx, wanted: WantedOrder): Promise<Preview> {
  const { account, lines, outcome } = await considerOrder(ctx, wanted);
  const { currency } = account;
  const priced = lines.map((line) => pricedLine(line, currency));
  const sum = (amounts: Money[]): Money => ({
    amount: amounts.reduce((total, { amount }) => total + amount, 0n),
    currency,
  });
  const billed = (months: number) =>
    sum(priced.filter(({ offer }) => offer.cycle_months === months).map(({ cycle_net }) => cycle_net));
  const term_net = sum(priced.map((line) => line.term_net));
  const months = [...new Set(priced.filter(isKnown).map(({ offer }) => offer.cycle_months))].sort(
    (a, b) => a - b,
  );
  const cycles = months.map((length) => ({ months: length, net: billed(length) }));
  return {
    currency,
    lines: priced,
    monthly_net: billed(1),
    yearly_net: billed(12),
    cycles,
    term_net,
    outcome,
  };
}

function isKnown({ offer }: PreviewedLine): boolean {
  return offer.billing !== 'per_use';
}

/** What is paid by use costs nothing until it is used. */
function pricedLine(line: ConsideredLine, currency: string): PreviewedLine {
  const { unit_price, term_months, cycle_months } = line.offer;
  const units = line.offer.billing === 'per_use' ? 0 : line.quantity;
  const amount = lineAmount({ unit_price, quantity: units, days: 1, days_in_period: 1 });
  const cycles = cycle_months === 0 ? 1n : BigInt(term_months / cycle_months);
  return { ...line, cycle_net: { amount, currency }, term_net: { amount: amount * cycles, currency } };
}
