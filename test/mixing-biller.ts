import { addMonths } from '../server/base/dates.ts';
import { type Kept, keptLines } from './correcting-biller.ts';
import type { BilledLine } from './daily-biller.ts';
import type { MixedHistory } from './mixed-histories.ts';

type Pass = { cutoff: string; horizon: string };

/** A credit note by hand: after which pass, from which line, and how much of its net. */
export type Credit = { pass: number; line: BilledLine; net: bigint };

/**
 * The slow biller of everything that a mixed history has: what the correcting biller says, after each month what lacks of the account's
 * minimum, and then what is credited by hand.
 */
export function mixingBiller(
  one: MixedHistory,
  passes: readonly Pass[],
): { lines: Kept[]; credits: Credit[] } {
  const credits: Credit[] = [];
  const lines = keptLines(one, passes, (known, pass) => {
    const lacking = one.minimum === null ? [] : shortfall(known, one.minimum, pass, passes[pass] as Pass);
    const all = [...known, ...lacking];
    const given = one.credits
      .filter((credit) => credit.pass === pass)
      .flatMap(({ nth, permille }) => {
        const credit = creditOf(all, nth, permille);
        if (!credit) return [];
        all.push(credit);
        credits.push({ pass, line: credit.origin as Kept, net: -credit.net });
        return [credit];
      });
    return [...lacking, ...given];
  });
  return { lines, credits };
}

/** What names a line for people. */
export function told({
  component,
  period_from,
  period_to,
  quantity,
  days,
  period_days,
  net,
}: BilledLine): string {
  return [component, period_from, period_to, quantity, `${days}/${period_days}`, net].join(' ');
}

/**
 * What a month's lines lack of the promise. A line counts in the month in which it begins, or in that of the pass which comes to it later; what
 * is given back of another month's line, and what is credited by hand, does not.
 */
function shortfall(lines: readonly Kept[], minimum: bigint, pass: number, { cutoff }: Pass): Kept[] {
  const month = addMonths(cutoff, -1);
  const bought = lines
    .filter((line) => ['usage', 'term', 'refund'].includes(line.component))
    .filter(({ period_from }) => period_from < cutoff)
    .filter((line) => line.pass === pass || line.period_from >= month)
    .filter(({ component, origin }) => component !== 'refund' || (origin?.period_from ?? '') >= month)
    .reduce((sum, { net }) => sum + net, 0n);
  if (bought >= minimum) return [];
  const period = { period_from: month, period_to: cutoff, quantity: 1, days: 1, period_days: 1 };
  return [
    {
      component: 'minimum',
      ...period,
      net: minimum - bought,
      raw: minimum - bought,
      unit: '',
      origin: null,
      pass,
    },
  ];
}

/** So much of a thousand of what is left of one of the lines, and never more than is left of its document. */
function creditOf(lines: readonly Kept[], nth: number, permille: number): Kept | undefined {
  const sum = (some: readonly Kept[]) => some.reduce((total, { net }) => total + net, 0n);
  const leftOf = (line: Kept) => line.net + sum(lines.filter(({ origin }) => origin === line));
  const ofDocument = (pass: number) =>
    lines.filter((line) => line.pass === pass && line.component !== 'credit');
  const open = lines
    .filter((line) => line.net > 0n && leftOf(line) > 0n && sum(ofDocument(line.pass)) >= 0n)
    .filter((line) => lines.filter((other) => told(other) === told(line)).length === 1)
    .sort((a, b) => (told(a) < told(b) ? -1 : 1));
  const line = open[nth % Math.max(open.length, 1)];
  if (!line) return undefined;
  const credited = sum(
    lines.filter(({ component, origin }) => component === 'credit' && origin?.pass === line.pass),
  );
  const document = sum(ofDocument(line.pass)) + credited;
  const wished = (leftOf(line) * BigInt(permille) + 999n) / 1000n;
  const net = wished < document ? wished : document;
  if (net <= 0n) return undefined;
  const { period_from, period_to } = line;
  return {
    component: 'credit',
    period_from,
    period_to,
    quantity: -1,
    days: 1,
    period_days: 1,
    net: -net,
    raw: -net,
    unit: '',
    origin: line,
    pass: -1,
  };
}
