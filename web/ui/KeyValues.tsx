import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Fact = { label: ReactNode; value: ReactNode };

/** The facts of one thing, names beside values (stacked on phones). An absent value shows a dash, so that nothing seems lost. */
export function KeyValues({
  facts,
  columns = 1,
}: {
  facts: readonly (Fact | false | null | undefined)[];
  columns?: 1 | 2;
}) {
  return (
    <dl className={cx('grid gap-x-10', columns === 2 && 'lg:grid-cols-2')}>
      {facts.map((fact, index) => {
        if (!fact) return null;
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a fact is its place in the list
            key={index}
            className="grid min-h-10 grid-cols-1 items-baseline gap-x-4 border-b border-line py-2.5 last:border-b-0 last:pb-0 sm:grid-cols-[minmax(8rem,2fr)_3fr]"
          >
            <dt className="text-muted">{fact.label}</dt>
            <dd className="min-w-0 wrap-break-word">{fact.value || <span className="text-faint">—</span>}</dd>
          </div>
        );
      })}
    </dl>
  );
}
