import type { MoneyValue } from '../format.ts';
import { cx } from './cx.ts';
import { useFormat } from './useFormat.ts';

type Props = {
  value: MoneyValue;
  /** A difference: what is more has its sign too. */
  signed?: boolean;
  className?: string;
};

/** An amount of money: digits of one width, the currency quieter. Isolated, so Arabic around it can't reorder it. */
export function Money({ value, signed, className }: Props) {
  const { moneyParts } = useFormat();
  return (
    <bdi className={cx('figures whitespace-nowrap', className)}>
      {moneyParts(value, signed).map((part, index) => (
        // The parts of one amount never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={index} className={part.type === 'currency' ? 'text-[0.9em] font-normal' : undefined}>
          {part.value}
        </span>
      ))}
    </bdi>
  );
}
