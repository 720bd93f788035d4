import { type Decimal, decimal, moneyJson, multiply, roundMinor, subtract } from '../../base/money.ts';
import { type Difference, emptySummary, type Move, type Summary } from './imports.rules.ts';

type Live = { currency: string; subscriptions: number; units: bigint };

/** The changes with what each price move costs those who live by it, and what all comes to. `live` by the offer's code. */
export function withEffects(
  changes: readonly Difference[],
  live: ReadonlyMap<string, readonly Live[]>,
): { changes: Difference[]; summary: Summary } {
  const summary = emptySummary();
  const effects = new Map<string, Summary['effects'][number]>();
  const valued = changes.map((change) => {
    summary[PLURAL[change.subject]][change.change] += 1;
    const units = live.get(change.code) ?? [];
    if (change.subject === 'offer' && change.change === 'withdrawn')
      summary.withdrawn_subscriptions += units.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
    const moves = change.moves.map((move) => effectOf(move, change, units));
    for (const move of moves) addUp(summary, effects, move);
    return { ...change, moves };
  });
  summary.effects = [...effects.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { changes: valued, summary };
}

const PLURAL = { family: 'families', product: 'products', offer: 'offers' } as const;

function addUp({ prices }: Summary, effects: Map<string, Summary['effects'][number]>, move: Move): void {
  const { currency, from, to, subscriptions, monthly } = move;
  prices[from === null ? 'new' : rise(from, to).digits < 0n ? 'down' : 'up'] += 1;
  if (from === null || subscriptions === 0) return;
  const sum = effects.get(currency) ?? { currency, subscriptions: 0, monthly: 0 };
  sum.subscriptions += subscriptions;
  sum.monthly += monthly;
  effects.set(currency, sum);
}

function rise(from: string, to: string): Decimal {
  return subtract(decimal(to), decimal(from));
}

/** Units × the rise ÷ the months of a cycle, rounded once for each offer. */
function effectOf(move: Move, { after }: Difference, live: readonly Live[]): Move {
  const { subscriptions, units } = live.find(({ currency }) => currency === move.currency) ?? {
    subscriptions: 0,
    units: 0n,
  };
  if (move.from === null || after?.billing !== 'recurring') return { ...move, subscriptions };
  const cycle = BigInt(after.cycle_months as number);
  const all = multiply(rise(move.from, move.to), { digits: units, scale: 0 });
  const amount = roundMinor(all, { numerator: 1n, denominator: cycle });
  return { ...move, subscriptions, monthly: moneyJson({ amount, currency: move.currency }).amount };
}
