import type { Exemption } from '../../base/exemptions.ts';
import { decimal } from '../../base/money.ts';
import type { Invoice } from '../invoices/invoices.rules.ts';

type Line = { net: bigint; exemption: Exemption | null };

/** What of a document is taxed alike: `amount` = `base` × `rate` (a fraction). `exemption`: why these lines bear none; null: as the document does. */
export type Treatment = { rate: string; base: bigint; amount: bigint; exemption: Exemption | null };

/**
 * The treatments of a document: its own, then one for each reason for which lines of it bear no tax. Bases sum to the net, amounts to the tax. Where
 * the document bears no tax itself (an export, a reverse charge) every line stays in its own: there is nothing to be exempt from.
 */
export function treatmentsOf(
  { net, tax, tax_rate }: Pick<Invoice, 'net' | 'tax' | 'tax_rate'>,
  lines: readonly Line[],
): Treatment[] {
  const exempt = isTaxed(tax_rate) ? lines.filter(({ exemption }) => exemption !== null) : [];
  const groups = [...Map.groupBy(exempt, ({ exemption }) => reasonOf(exemption)).values()].map((members) => ({
    rate: '0',
    base: sumOf(members),
    amount: 0n,
    exemption: members[0]?.exemption ?? null,
  }));
  const own = { rate: tax_rate, base: net - sumOf(exempt), amount: tax, exemption: null };
  return exempt.length > 0 && exempt.length === lines.length ? groups : [own, ...groups];
}

/** Whether a document of this rate bears tax at all. */
export function isTaxed(rate: string): boolean {
  return decimal(rate).digits !== 0n;
}

function reasonOf(exemption: Exemption | null): string {
  return [exemption?.code, exemption?.en, exemption?.ar].join('\n');
}

/** The net of these lines. */
function sumOf(lines: readonly { net: bigint }[]): bigint {
  return lines.reduce((sum, { net }) => sum + net, 0n);
}

/** Of the net of these lines what bears no tax. */
export function untaxedOf(lines: readonly Line[]): bigint {
  return sumOf(lines.filter(({ exemption }) => exemption !== null));
}
