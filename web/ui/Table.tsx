import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/**
 * The look of a table, for a handful of rows at hand (an invoice's lines). A list that pages, sorts and filters
 * on the server is `DataTable` from the kit. `caption` names it for screen readers.
 */
export function Table({
  caption,
  className,
  children,
  ...rest
}: ComponentProps<'table'> & { caption: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables must scroll sideways by keyboard too
      tabIndex={0}
      aria-label={caption}
      // `relative`: words for screen readers are placed, and would widen the page from beyond the scrolled edge.
      className="relative overflow-x-auto rounded-[inherit] focus-visible:-outline-offset-2"
    >
      <table {...rest} className={cx('w-full border-collapse text-start text-base', className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

type CellProps = { /** Figures: set at the end edge in digits of one width. */ numeric?: boolean };

/** A heading cell. */
export function Th({ numeric, className, ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'h-10 whitespace-nowrap border-b border-line px-3 text-sm font-medium text-muted first:ps-5 last:pe-5',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
    />
  );
}

/** A row; the line above it is drawn by the row before. */
export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={cx('border-b border-line last:border-b-0', className)} />;
}

/** A cell. */
export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & CellProps) {
  return (
    <td
      {...rest}
      className={cx(
        'h-12 px-3 py-2 align-middle first:ps-5 last:pe-5 [&_.figures]:whitespace-nowrap',
        numeric && 'figures text-end',
        className,
      )}
    />
  );
}
