import { cx } from '../../ui/cx.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Sum = { amount: number; currency: string };

type Props = {
  difference: Sum;
  before: Sum | null;
  /** What is a cost is better when it is less. */
  cost?: boolean;
};

/** By how much an amount is more (+) or less (−) than before, and by what share of it. */
export function Difference({ difference, before, cost = false }: Props) {
  const { percent } = useFormat();
  const { amount } = difference;
  if (amount === 0) return <span className="text-faint">—</span>;
  const share = before && before.amount !== 0 ? Math.abs(amount) / Math.abs(before.amount) : null;
  return (
    <span className={cx('whitespace-nowrap', amount > 0 !== cost ? 'text-good' : 'text-bad')}>
      <Money signed value={difference} />
      {share !== null && (
        <span className="ms-2 text-sm font-normal text-muted">
          <bdi>{percent(Math.round(share * 1000) / 1000)}</bdi>
        </span>
      )}
    </span>
  );
}
