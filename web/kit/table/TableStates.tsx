import { Trans } from '@lingui/react/macro';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Search } from '../../ui/icons.ts';
import { Empty, ErrorState, Skeleton } from '../../ui/states.tsx';
import { isWorthAsking, sentenceOf } from '../problems.ts';

type Props = {
  list: Pick<UseQueryResult, 'isPending' | 'error' | 'refetch'>;
  count: number;
  /** Something is being searched for: nothing found is not nothing there. */
  narrowed: boolean;
  columns: number;
  empty: ReactNode;
  onClear: () => void;
  children: ReactNode;
};

/** The rows, or what stands in their place. */
export function TableBody({ list, count, narrowed, columns, empty, onClear, children }: Props) {
  if (list.error && count === 0)
    return (
      <ErrorState
        title={<Trans>This list could not be read</Trans>}
        {...(isWorthAsking(list.error) && { onRetry: () => void list.refetch() })}
      >
        {sentenceOf(list.error)}
      </ErrorState>
    );
  if (list.isPending) return <RowsPending columns={columns} />;
  if (count > 0) return children;
  if (!narrowed) return empty;
  return (
    <Empty
      icon={Search}
      title={<Trans>Nothing matches</Trans>}
      action={
        <Button onClick={onClear}>
          <Trans>Clear search and filters</Trans>
        </Button>
      }
    >
      <Trans>Try fewer letters or another filter.</Trans>
    </Empty>
  );
}

const lengths = ['w-40', 'w-28', 'w-48', 'w-32', 'w-44', 'w-24'];

function RowsPending({ columns }: { columns: number }) {
  return (
    <div aria-hidden="true">
      {lengths.map((length) => (
        <div
          key={length}
          className="flex h-12 items-center justify-between gap-8 border-b border-line px-5 last:border-b-0"
        >
          <Skeleton className={cx('h-3.5', length)} />
          {Array.from({ length: Math.min(columns, 4) - 1 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no names
            <Skeleton key={index} className="h-3.5 w-20 max-sm:hidden" />
          ))}
        </div>
      ))}
    </div>
  );
}
