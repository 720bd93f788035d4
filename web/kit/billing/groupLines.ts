import type { InvoiceLine } from './words.ts';

export type LineGroup = { customer: InvoiceLine['customer']; net: number; lines: InvoiceLine[] };

/** An invoice's lines by the customer they are for, in the order they come; `net` sums each group in minor units. */
export function groupLines(lines: readonly InvoiceLine[]): LineGroup[] {
  const groups = Map.groupBy(lines, (line) => line.customer.id);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    return [
      { customer: first.customer, net: own.reduce((sum, line) => sum + line.net.amount, 0), lines: own },
    ];
  });
}

/** The lines that mention a text: a customer, product, domain or number. */
export function linesMentioning(lines: readonly InvoiceLine[], text: string): readonly InvoiceLine[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return lines;
  return lines.filter(({ customer, product, offer, subscription, words }) =>
    [
      customer.name,
      product.en,
      product.ar,
      offer.en,
      offer.ar,
      subscription?.domain,
      subscription?.number,
      words?.en,
      words?.ar,
    ].some((part) => part?.toLowerCase().includes(wanted)),
  );
}
