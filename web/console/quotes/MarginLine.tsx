import { Trans } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import { EyeOff } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { QuoteVersion } from './words.ts';

/** What is left to the seller; nobody else ever sees it. */
export function MarginLine({ margin }: Pick<QuoteVersion, 'margin'>) {
  const { percent } = useFormat();
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3.5">
      <span className="flex items-center gap-2 text-sm text-muted">
        <EyeOff className="size-4" aria-hidden />
        <Trans>Left to you until the terms end, before tax. Only you see this.</Trans>
      </span>
      <span className={cx('font-semibold', margin.amount.amount < 0 ? 'text-bad' : 'text-good')}>
        <Money value={margin.amount} /> {margin.rate !== null && <bdi>({percent(margin.rate)})</bdi>}
      </span>
    </p>
  );
}
