/**
 * Reckons an exported invoice anew from its file alone, by arithmetic of its own: every line's price from its steps, a month's use from its
 * bands, its net from days and quantity, the tax and its shares, the totals.
 *
 *     npm run recompute -- 2026-000042.json
 *
 * Prints each line with whether it agrees; ends with 1 when one does not, with 2 when the file cannot be read.
 */
import { readFileSync } from 'node:fs';

type Step = { rule: string; rate: string; applied: boolean; unit_price: string | null };
type Exemption = { en: string; ar?: string; code?: string | null };
export type ExportedLine = {
  subscription_id: string;
  component: string;
  period_from: string;
  period_to: string;
  revision: number;
  subscription: string | null;
  customer: string;
  product: { en: string };
  words: { en: string } | null;
  quantity: string;
  days: number;
  period_days: number;
  segments: { seq: number; starts_on: string; quantity: number }[];
  price: { list_price: string; discount: string; unit_price: string; steps: Step[] | null };
  use: { use: ExportedUse; band: number } | null;
  origin: { net: string | null } | null;
  /** Why it bears no tax; files from before there were such lines have none. */
  exemption?: Exemption | null;
  net: string;
  tax: string;
};
/** A month of use: the units it had, what of them (of packages) was charged before, the first band's price, and the bands. */
export type ExportedUse = {
  month: string;
  model: 'flat' | 'tiered' | 'volume' | 'package';
  package_size: number;
  total: number;
  counted: number;
  first: { list_price: string; discount: string; unit_price: string; steps: Step[] };
  bands: {
    above: number;
    up_to: number | null;
    list_price: string;
    unit_price: string;
    quantity: number;
    net: string;
  }[];
};
export type ExportedInvoice = {
  format: string;
  document: {
    number: string | null;
    kind: string;
    currency: string;
    decimals: number;
    net: string;
    untaxed?: string;
    tax: string;
    total: string;
  };
  /** What is taxed alike; files from before there were such lines have none. */
  taxes?: { rate: string; base: string; amount: string; exemption: Exemption | null }[];
  tax_rule: {
    rate: string;
    note: string;
    law: { rate: string } | null;
    /** Of a document that is taxed as those it corrects: theirs. Older files have none. */
    corrected?: { number: string; rate: string; note: string }[] | null;
  };
  lines: ExportedLine[];
};

/** A thing that was reckoned anew: what it is, what the file says, what comes out; `agrees` says whether they are one. */
export type Finding = { what: string; said: string; reckoned: string; agrees: boolean };

type Fraction = { over: bigint; under: bigint };

function fraction(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new SyntaxError(`"${text}" is no decimal number`);
  const decimals = match[3] ?? '';
  const over = BigInt(`${match[2]}${decimals}`);
  return { over: match[1] ? -over : over, under: 10n ** BigInt(decimals.length) };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

function same(a: Fraction, b: Fraction): boolean {
  return a.over * b.under === b.over * a.under;
}

/** To the nearest whole, halves away from zero. */
function whole({ over, under }: Fraction): bigint {
  const magnitude = over < 0n ? -over : over;
  const rounded = (2n * magnitude + under) / (2n * under);
  return over < 0n ? -rounded : rounded;
}

const kept = 10n ** 18n;

/** The unit price that the applied steps lead to: some say a price, the others take their rate off, kept to 18 decimals. */
function byTheSteps(steps: Step[]): Fraction {
  const says = ['list_price', 'special_price', 'cost', 'fixed_price', 'floor'];
  return steps
    .filter((step) => step.applied)
    .reduce<Fraction>(
      (price, { rule, rate, unit_price }) => {
        if (says.includes(rule)) return fraction(unit_price ?? '0');
        const { over, under } = fraction(rate);
        const less = times(price, { over: under - over, under });
        return { over: whole({ over: less.over * kept, under: less.under }), under: kept };
      },
      { over: 0n, under: 1n },
    );
}

/** Where a line has no steps: list price less discount, which is told to six decimals. */
function byTheDiscount({ list_price, discount, unit_price }: ExportedLine['price']): boolean {
  const [list, rate, unit] = [fraction(list_price), fraction(discount), fraction(unit_price)];
  if (list.over === 0n) return true;
  const taken = {
    over: (list.over * unit.under - unit.over * list.under) * 1_000_000n,
    under: list.over * unit.under,
  };
  return (
    whole(taken) * rate.under === rate.over * 1_000_000n || unit.over * list.under >= list.over * unit.under
  );
}

function nameOf(line: ExportedLine): string {
  const what = line.words?.en || line.product.en;
  return `${line.customer} · ${what}${line.subscription ? ` · ${line.subscription}` : ''} · ${line.component} ${line.period_from}`;
}

function priceFinding(line: ExportedLine): Finding {
  const { price, use } = line;
  const what = `${nameOf(line)}: unit price`;
  if (use) {
    const reckoned = bandPrice(use.use.first, use.use.bands[use.band]?.list_price ?? '');
    const agrees = same(reckoned, fraction(price.unit_price));
    return { what, said: price.unit_price, reckoned: text(reckoned), agrees };
  }
  if (!price.steps) {
    return {
      what,
      said: price.unit_price,
      reckoned: `${price.list_price} less ${price.discount}`,
      agrees: byTheDiscount(price),
    };
  }
  const reckoned = byTheSteps(price.steps);
  return {
    what,
    said: price.unit_price,
    reckoned: text(reckoned),
    agrees: same(reckoned, fraction(price.unit_price)),
  };
}

/** A band's unit price: less the first one's discount, or in proportion to the first where that is no list price less a discount. */
function bandPrice({ list_price, discount, unit_price }: ExportedUse['first'], list: string): Fraction {
  const [own, listed, unit, rate] = [list, list_price, unit_price, discount].map(fraction) as [
    Fraction,
    Fraction,
    Fraction,
    Fraction,
  ];
  const rest = { over: rate.under - rate.over, under: rate.under };
  if (same(times(listed, rest), unit)) return times(own, rest);
  if (listed.over === 0n || same(own, listed)) return unit;
  const share = times(times(own, unit), { over: listed.under, under: listed.over });
  return { over: whole({ over: share.over * kept, under: share.under }), under: kept };
}

/** What falls into a band of a month's use: tiered, its own units; volume, all new units in the band that the month reached; else all. */
function unitsOf({ model, package_size, total, counted }: ExportedUse, above: number, end: number): number {
  const packages = Math.floor((total + package_size - 1) / package_size);
  if (model === 'package') return packages - counted;
  if (model === 'flat') return total - counted;
  if (model === 'volume') return above < total && total <= end ? total - counted : 0;
  return Math.max(0, Math.min(total, end) - Math.max(above, counted));
}

/** A month of use, once however many lines it has: the first price by its steps, each band's price, units and amount, and the lines by the bands. */
function useFindings(lines: ExportedLine[]): Finding[] {
  const [line] = lines;
  if (!line?.use) return [];
  const { use } = line.use;
  const name = `${nameOf(line)}: use of ${use.month.slice(0, 7)}`;
  const finding = (what: string, said: string, reckoned: string, agrees = said === reckoned): Finding => {
    return { what: `${name}, ${what}`, said, reckoned, agrees };
  };
  const first = byTheSteps(use.first.steps);
  const charged = lines.toSorted((a, b) => a.revision - b.revision).map(({ quantity }) => quantity);
  return [
    finding('first price', use.first.unit_price, text(first), same(first, fraction(use.first.unit_price))),
    ...use.bands.flatMap((band) => bandFindings(use, band, finding)),
    finding(
      'quantities of the lines',
      charged.join(' + '),
      use.bands.flatMap(({ quantity }) => (quantity > 0 ? [quantity] : [])).join(' + '),
    ),
  ];
}

function bandFindings(
  use: ExportedUse,
  { above, up_to, list_price, unit_price, quantity, net }: ExportedUse['bands'][number],
  finding: (what: string, said: string, reckoned: string, agrees?: boolean) => Finding,
): Finding[] {
  const name = up_to === null ? `over ${above}` : `${above + 1} to ${up_to}`;
  const price = bandPrice(use.first, list_price);
  const units = unitsOf(use, above, up_to ?? Number.POSITIVE_INFINITY);
  const amount = whole(times(price, { over: BigInt(units), under: 1n }));
  return [
    finding(`price of ${name}`, unit_price, text(price), same(price, fraction(unit_price))),
    finding(`units of ${name}`, String(quantity), String(units)),
    finding(`amount of ${name}`, net, amount.toString()),
  ];
}

function text({ over, under }: Fraction): string {
  const scaled = whole({ over: over * kept, under })
    .toString()
    .padStart(19, '0');
  return `${scaled.slice(0, -18)}.${scaled.slice(-18)}`.replace(/\.?0+$/, '');
}

/**
 * quantity × unit price × days ÷ days of the period. What takes from an earlier line (a refund, a correction downwards) never takes more than
 * was left of it: its net lies between that and nothing. A credit is an amount that a person gave.
 */
function netFinding(line: ExportedLine): Finding {
  const exact = times(times(fraction(line.quantity), fraction(line.price.unit_price)), {
    over: BigInt(line.days),
    under: BigInt(line.period_days),
  });
  const [reckoned, said] = [whole(exact), BigInt(line.net)];
  const takes = reckoned < 0n && line.origin !== null;
  const most = BigInt(line.origin?.net ?? '0');
  const agrees = said === reckoned || (takes && said > reckoned && said <= 0n && -said <= most);
  return { what: `${nameOf(line)}: net`, said: line.net, reckoned: reckoned.toString(), agrees };
}

/** Days and the timeline: so many days lie in the period, and the timeline held so many units on its first day. */
function daysFinding(line: ExportedLine): Finding[] {
  if (!['usage', 'term'].includes(line.component)) return [];
  const days = (Date.parse(line.period_to) - Date.parse(line.period_from)) / 86_400_000;
  const found = [
    {
      what: `${nameOf(line)}: days`,
      said: String(line.days),
      reckoned: String(days),
      agrees: days === line.days,
    },
  ];
  if (line.component === 'term') return found;
  const held = line.segments
    .filter((segment) => segment.starts_on <= line.period_from)
    .sort((a, b) => (a.starts_on === b.starts_on ? a.seq - b.seq : a.starts_on < b.starts_on ? -1 : 1))
    .at(-1)?.quantity;
  const what = `${nameOf(line)}: quantity on the timeline`;
  return [
    ...found,
    { what, said: line.quantity, reckoned: String(held), agrees: line.quantity === String(held) },
  ];
}

/** The lines' shares of the tax: rounded down, and one more for those with the largest remainders. */
function shares(lines: ExportedLine[], net: bigint, tax: bigint): bigint[] {
  const [base, levied] = [net < 0n ? -net : net || 1n, tax < 0n ? -tax : tax];
  const parts = lines.map((line, at) => {
    const product = BigInt(line.net) * levied;
    const remainder = ((product % base) + base) % base;
    return { at, line, share: (product - remainder) / base, remainder };
  });
  const spare = Number(tax - parts.reduce((sum, { share }) => sum + share, 0n));
  const key = ({ subscription_id, component, period_from }: ExportedLine) =>
    `${subscription_id} ${component} ${period_from}`;
  const order = parts.toSorted((a, b) => {
    if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
    const [one, other] = [key(a.line), key(b.line)];
    return one === other ? a.line.revision - b.line.revision : one < other ? -1 : 1;
  });
  for (const part of order.slice(0, Math.max(0, spare))) part.share += 1n;
  return parts.map(({ share }) => share);
}

/**
 * What each line bears of the tax. What a minimum lacked came to the document last, month by month: its tax is what the document's grew by, and the others share
 * what it was before.
 */
function sharesOf(all: ExportedLine[], rate: Fraction): bigint[] {
  const lines = all.filter(({ exemption }) => !exemption);
  const taxOf = (net: bigint) => whole({ over: net * rate.over, under: rate.under });
  const isLast = ({ component }: ExportedLine) => component === 'minimum';
  const first = lines.filter((line) => !isLast(line));
  let net = first.reduce((sum, line) => sum + BigInt(line.net), 0n);
  const parts = shares(first, net, taxOf(net));
  const known = new Map(first.map((line, i) => [line, parts[i] ?? 0n]));
  const minimums = lines.filter(isLast).toSorted((a, b) => (a.period_from < b.period_from ? -1 : 1));
  for (const line of minimums) {
    const before = taxOf(net);
    net += BigInt(line.net);
    known.set(line, taxOf(net) - before);
  }
  return all.map((line) => known.get(line) ?? 0n);
}

function sumFinding(what: string, said: string, reckoned: bigint): Finding {
  return { what, said, reckoned: reckoned.toString(), agrees: said === reckoned.toString() };
}

/** The rate is the law's; of what corrects earlier documents, the rate and the reason that those have. */
function lawFinding({ rate, note, law, corrected }: ExportedInvoice['tax_rule']): Finding[] {
  const said = `${note} ${rate}`;
  const rules = (corrected ?? []).map((each) => {
    const reckoned = `${each.note} ${each.rate}`;
    return { what: `rule of tax of ${each.number}`, said, reckoned, agrees: said === reckoned };
  });
  if (!law || note !== 'standard') return rules;
  return [
    ...rules,
    { what: 'rate of tax by law', said: rate, reckoned: law.rate, agrees: rate === law.rate },
  ];
}

/** Credit notes take a stored line's own tax; of them the sums alone are reckoned. */
function taxFindings({ document, lines, tax_rule }: ExportedInvoice): Finding[] {
  const sum = (of: 'net' | 'tax') => lines.reduce((total, line) => total + BigInt(line[of]), 0n);
  const net = sum('net');
  const noted = document.kind === 'credit_note' && lines.some(({ component }) => component === 'credit');
  const rate = fraction(tax_rule.rate);
  const untaxed = lines.reduce((total, line) => total + (line.exemption ? BigInt(line.net) : 0n), 0n);
  const tax = noted ? sum('tax') : whole({ over: (net - untaxed) * rate.over, under: rate.under });
  const spread = noted ? [] : sharesOf(lines, rate);
  return [
    ...spread.map((share, i) =>
      sumFinding(`${nameOf(lines[i] as ExportedLine)}: tax`, lines[i]?.tax ?? '', share),
    ),
    ...lawFinding(tax_rule),
    sumFinding('net of the document', document.net, net),
    sumFinding('net of the lines without tax', document.untaxed ?? '0', untaxed),
    sumFinding('tax of the document', document.tax, tax),
    sumFinding('sum of the lines’ tax', document.tax, sum('tax')),
    sumFinding('total of the document', document.total, net + tax),
  ];
}

/** The document's tax summary: for each reason, and for what has none, what its lines come to. A document that bears no tax has one treatment alone. */
function treatmentFindings({ taxes, lines, tax_rule }: ExportedInvoice): Finding[] {
  if (!taxes) return [];
  const reason = (exemption: Exemption | null | undefined) =>
    exemption && fraction(tax_rule.rate).over !== 0n
      ? [exemption.code, exemption.en, exemption.ar].join(' ')
      : '';
  const sums = (of: 'net' | 'tax') => (why: string) =>
    lines
      .filter(({ exemption }) => reason(exemption) === why)
      .reduce((sum, line) => sum + BigInt(line[of]), 0n);
  const reasons = new Set(lines.map(({ exemption }) => reason(exemption)));
  const told = taxes.map(({ exemption }) => reason(exemption));
  return [
    sumFinding('treatments of tax', told.length.toString(), BigInt(Math.max(1, reasons.size))),
    ...taxes.flatMap(({ base, amount, exemption }) => [
      sumFinding(`base of ${exemption?.en ?? 'the tax'}`, base, sums('net')(reason(exemption))),
      sumFinding(`tax of ${exemption?.en ?? 'the base'}`, amount, sums('tax')(reason(exemption))),
    ]),
  ];
}

/** Everything in the file that can be reckoned anew. Throws SyntaxError on a file of another kind. */
export function recomputeInvoice(invoice: ExportedInvoice): Finding[] {
  if (invoice?.format !== 'caravan-invoice/1')
    throw new SyntaxError('This is no exported invoice (caravan-invoice/1).');
  if (!Array.isArray(invoice.lines) || !invoice.document || !invoice.tax_rule)
    throw new SyntaxError(
      'This is no whole exported invoice: it needs a document, its tax rule and its lines.',
    );
  const priced = invoice.lines.filter(({ component }) => component !== 'credit');
  const used = Map.groupBy(
    invoice.lines.filter(({ use }) => use),
    ({ subscription_id, period_from }) => `${subscription_id} ${period_from}`,
  );
  return [
    ...priced.flatMap((line) => [priceFinding(line), ...daysFinding(line)]),
    ...[...used.values()].flatMap(useFindings),
    ...invoice.lines.map(netFinding),
    ...taxFindings(invoice),
    ...treatmentFindings(invoice),
  ];
}

function main(file: string | undefined): number {
  if (!file) {
    console.error('Usage: npm run recompute -- <exported invoice>.json');
    return 2;
  }
  try {
    const findings = recomputeInvoice(JSON.parse(readFileSync(file, 'utf8')) as ExportedInvoice);
    for (const { what, said, reckoned, agrees } of findings)
      console.log(
        agrees
          ? `agrees    ${what}: ${said}`
          : `DISAGREES ${what}: the file says ${said}, it comes to ${reckoned}`,
      );
    const wrong = findings.filter(({ agrees }) => !agrees).length;
    console.log(`${findings.length} figures reckoned anew, ${wrong} disagree`);
    return wrong > 0 ? 1 : 0;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const why = error instanceof TypeError ? `a part of it is missing (${said}).` : said;
    console.error(`${file} cannot be read: ${why}`);
    return 2;
  }
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
