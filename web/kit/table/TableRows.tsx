import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { ReactTable } from '@tanstack/react-table';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { ArrowDown, ArrowUp } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { type Column, type features, sortNameOf } from './columns.ts';

export type RowProps<Row> = {
  rowTo?: (row: Row) => string;
  onRow?: (row: Row) => void;
  rowActions?: (row: Row) => ReactNode;
  rowKey: (row: Row) => string;
};

type Props<Row extends object> = RowProps<Row> & {
  caption: string;
  columns: readonly Column<Row>[];
  table: ReactTable<typeof features, Row>;
  onSort: (column: Column<Row>) => void;
};

/** The list as a table. Arrow keys move between rows once one is focused; Enter opens it. */
export function TableRows<Row extends object>({ caption, columns, table, onSort, ...row }: Props<Row>) {
  const { t } = useLingui();
  const { sorting } = table.state;
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          {columns.map((column) => (
            <Heading key={column.id} column={column} sorting={sorting[0]} onSort={onSort} />
          ))}
          {row.rowActions && (
            <Th>
              <span className="sr-only">{t`Actions`}</span>
            </Th>
          )}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows}>
        {table.getRowModel().rows.map((item) => (
          <DataRow key={item.id} {...row} row={item.original} columns={columns} />
        ))}
      </tbody>
    </Table>
  );
}

type HeadingProps<Row> = {
  column: Column<Row>;
  sorting: { id: string; desc: boolean } | undefined;
  onSort: (column: Column<Row>) => void;
};

function Heading<Row>({ column, sorting, onSort }: HeadingProps<Row>) {
  if (!column.sort) return <Th numeric={column.numeric}>{column.header}</Th>;
  const sorted = sorting?.id === sortNameOf(column) ? (sorting.desc ? 'descending' : 'ascending') : undefined;
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <Th numeric={column.numeric} aria-sort={sorted ?? 'none'}>
      <button
        type="button"
        onClick={() => onSort(column)}
        className={cx(
          'group -mx-1 inline-flex h-7 items-center gap-1 align-middle rounded-sm px-1 hover:text-ink',
          column.numeric && 'flex-row-reverse',
          sorted && 'text-ink',
        )}
      >
        {column.header}
        <Arrow
          className={cx(
            'size-3.5',
            !sorted && 'opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50',
          )}
          aria-hidden
        />
      </button>
    </Th>
  );
}

function DataRow<Row extends object>({
  row,
  columns,
  rowTo,
  onRow,
  rowActions,
}: RowProps<Row> & { row: Row; columns: readonly Column<Row>[] }) {
  const navigate = useNavigate();
  const pressable = Boolean(rowTo || onRow);
  const open = (event: MouseEvent) => {
    if (!pressable || isOwnPress(event)) return;
    if (rowTo) void navigate({ to: rowTo(row) });
    onRow?.(row);
  };
  return (
    <Tr
      onClick={open}
      className={cx(pressable && 'cursor-pointer hover:bg-hover has-[[data-row]:focus-visible]:bg-hover')}
    >
      {columns.map((column, index) => {
        const content = column.cell(row);
        return (
          <Td
            key={column.id}
            numeric={column.numeric}
            className={cx(isFigure(content) && 'whitespace-nowrap')}
          >
            {index === 0 ? (
              <RowLead row={row} rowTo={rowTo} onRow={onRow}>
                {content}
              </RowLead>
            ) : (
              content
            )}
          </Td>
        );
      })}
      {rowActions && <Td className="w-0 text-end whitespace-nowrap">{rowActions(row)}</Td>}
    </Tr>
  );
}

/** A date or a count by itself: it reads as one, so names break before it does. */
function isFigure(content: ReactNode): boolean {
  return typeof content === 'string' && /^\W?\d/.test(content);
}

type LeadProps<Row> = Pick<RowProps<Row>, 'rowTo' | 'onRow'> & { row: Row; children: ReactNode };

/** The first cell: the row's link or button, where the keyboard stops. */
export function RowLead<Row>({ row, rowTo, onRow, children }: LeadProps<Row>) {
  const look = 'max-w-full rounded-sm text-start font-medium text-ink hover:underline underline-offset-3';
  if (rowTo)
    return (
      <Link plain to={rowTo(row)} data-row="" className={look}>
        {children}
      </Link>
    );
  if (onRow)
    return (
      <button type="button" data-row="" onClick={() => onRow(row)} className={look}>
        {children}
      </button>
    );
  return <span className="font-medium">{children}</span>;
}

/** A press on something in the row with a purpose of its own, or the end of selecting text. */
function isOwnPress(event: MouseEvent): boolean {
  const target = event.target as HTMLElement;
  const inside = (event.currentTarget as HTMLElement).contains(target);
  return (
    !inside ||
    target.closest('a, button, input, label, [role="menuitem"]') !== null ||
    Boolean(getSelection()?.toString())
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return;
  event.preventDefault();
  stops[here + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
