import { addDays, firstOfMonth, firstOfNextMonth } from '../server/base/dates.ts';
import type { Kept } from './correcting-biller.ts';

/** A rule of tax: why, and the rate in percent. */
export type Rule = { note: string; percent: bigint };
/** The rule between the two sides of an account on a day. */
export type Law = (on: string) => Rule;

/**
 * The slow taxer: every line by the rule of the supply that it is about, followed back from origin to origin; the lines of a pass that have one
 * rule are a document, taxed once. Answers each as `cutoff kind note percent: net + tax`, in order.
 */
export function ruledDocuments(
  lines: readonly Kept[],
  passes: readonly { cutoff: string }[],
  law: Law,
): string[] {
  return passes
    .flatMap(({ cutoff }, pass) => {
      const own = nameOf(law(addDays(cutoff, -1)));
      const mine = lines.filter((line) => line.pass === pass && line.component !== 'credit');
      const ruleOf = (line: Kept) => ruleOfSupply(line, passes, law);
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

/** Days of an earlier month that were on no line are taxed as that month would have been; all else on the last day before its pass. */
function ruleOfSupply(line: Kept, passes: readonly { cutoff: string }[], law: Law): Rule {
  if (line.origin) return ruleOfSupply(line.origin, passes, law);
  const month = firstOfMonth(line.period_from);
  if (line.component === 'adjustment') return law(addDays(firstOfNextMonth(month), -1));
  return law(addDays(passes[line.pass]?.cutoff ?? '', -1));
}

function taxOn(net: bigint, percent: bigint): bigint {
  const size = net < 0n ? -net : net;
  const tax = (2n * size * percent + 100n) / 200n;
  return net < 0n ? -tax : tax;
}
