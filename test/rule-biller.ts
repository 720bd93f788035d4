import { addDays, firstOfNextMonth } from '../server/base/dates.ts';
import type { Kept } from './correcting-biller.ts';

/** A rule of tax: why, and the rate in percent. */
export type Rule = { note: string; percent: bigint };
/** What a pass bills up to; `nth` above nought: it is no month end but charges at once. */
type Pass = { cutoff: string; nth?: number };
/** The rule between the two sides of an account on a day. */
export type Law = (on: string) => Rule;

/**
 * The slow taxer: every line by the rule of the supply that it is about, followed back from origin to origin; the lines of a pass that have one
 * rule are a document, taxed once. Answers each as `cutoff kind note percent: net + tax`, in order.
 */
export function ruledDocuments(lines: readonly Kept[], passes: readonly Pass[], law: Law): string[] {
  return passes
    .flatMap(({ cutoff }, pass) => {
      const own = nameOf(law(addDays(cutoff, -1)));
      const mine = lines.filter((line) => line.pass === pass && line.component !== 'credit');
      const ruleOf = (line: Kept) => ruleOfSupply(line, { lines, passes, law });
      return [...Map.groupBy(mine, (line) => nameOf(ruleOf(line)))].map(([name, alike]) => {
        const net = alike.reduce((sum, line) => sum + line.net, 0n);
        const tax = taxOn(net, ruleOf(alike[0] as Kept).percent);
        const corrects = name !== own && alike.every(({ origin }) => origin !== null);
        const kind = net + tax < 0n ? 'credit_note' : corrects ? 'debit_note' : 'invoice';
        return `${cutoff} ${kind} ${name}: ${net} + ${tax}`;
      });
    })
    .sort();
}

function nameOf({ note, percent }: Rule): string {
  return `${note} ${percent}`;
}

type Known = { lines: readonly Kept[]; passes: readonly Pass[]; law: Law };

/**
 * Days that a month end has billed before and that were on no line are taxed as their month would have been; more of a cycle that was charged is as
 * the rest of it was; all else goes by the last day before its pass.
 */
function ruleOfSupply(line: Kept, known: Known): Rule {
  const { lines, passes, law } = known;
  if (line.origin) return ruleOfSupply(line.origin, known);
  const late = line.component === 'term' && line.period_from < billedBefore(line.pass, passes);
  if (late) {
    const [rest] = lines
      .filter(({ component, pass }) => component === 'term' && pass >= 0 && pass < line.pass)
      .filter(({ period_from, period_to }) => period_from <= line.period_from && line.period_from < period_to)
      .sort((a, b) => (a.period_from < b.period_from ? -1 : a.period_from > b.period_from ? 1 : 0));
    if (rest) return ruleOfSupply(rest, known);
  }
  if (late || line.component === 'adjustment') return law(addDays(firstOfNextMonth(line.period_from), -1));
  return law(addDays(passes[line.pass]?.cutoff ?? '', -1));
}

/** Up to where month ends before the pass have billed. */
function billedBefore(pass: number, passes: readonly Pass[]): string {
  return (
    passes
      .slice(0, pass)
      .filter(({ nth = 0 }) => nth === 0)
      .at(-1)?.cutoff ?? ''
  );
}

function taxOn(net: bigint, percent: bigint): bigint {
  const size = net < 0n ? -net : net;
  const tax = (2n * size * percent + 100n) / 200n;
  return net < 0n ? -tax : tax;
}
