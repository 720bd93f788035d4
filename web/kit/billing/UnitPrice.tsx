import { decimalsOf, formatNumber } from '../../format.ts';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { inMajorUnits } from './decimals.ts';

type Props = {
  /** Exact text in minor units, as the API writes unit prices. */
  minor: string;
  currency: string;
  /** Without the currency, where its column says it. */
  bare?: boolean;
  className?: string;
};

/** A unit price with every decimal it has. */
export function UnitPrice({ minor, currency, bare, className }: Props) {
  const { language } = useFormat();
  // Intl takes exact text; its type does not say so yet.
  const major = inMajorUnits(minor, currency) as unknown as number;
  const decimals = { minimumFractionDigits: decimalsOf(currency), maximumFractionDigits: 12 };
  return (
    <bdi className={cx('figures whitespace-nowrap', className)}>
      {formatNumber(language, major, bare ? decimals : { style: 'currency', currency, ...decimals })}
    </bdi>
  );
}
