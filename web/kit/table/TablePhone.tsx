import type { ReactNode } from 'react';
import type { Column } from './columns.ts';
import { RowLead, type RowProps } from './TableRows.tsx';

type Props<Row> = RowProps<Row> & { caption: string; columns: readonly Column<Row>[]; rows: readonly Row[] };

/** The list as cards, where a table would have to scroll sideways. */
export function TablePhone<Row extends object>({ caption, columns, rows, rowKey, ...row }: Props<Row>) {
  return (
    <ul aria-label={caption} className="divide-y divide-line">
      {rows.map((item) => (
        <li key={rowKey(item)} className="px-4 py-3.5">
          <Card row={item} columns={columns} {...row} />
        </li>
      ))}
    </ul>
  );
}

function Card<Row>({
  row,
  columns,
  rowTo,
  onRow,
  rowActions,
}: Omit<RowProps<Row>, 'rowKey'> & { row: Row; columns: readonly Column<Row>[] }) {
  const title = columns.find((column) => column.phone === 'title') ?? columns[0];
  const aside = columns.filter((column) => column.phone === 'aside');
  const lines = columns
    .filter((column) => column !== title && (column.phone ?? 'line') === 'line')
    .map(({ id, header, cell }) => ({ id, header, content: cell(row) }))
    .filter(({ content }) => !isNothing(content));
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0 py-0.5">
          <RowLead row={row} rowTo={rowTo} onRow={onRow}>
            {title?.cell(row)}
          </RowLead>
        </div>
        <div className="flex shrink-0 items-center gap-2">
          {aside.map((column) => (
            <span key={column.id}>{column.cell(row)}</span>
          ))}
          {rowActions?.(row)}
        </div>
      </div>
      {lines.length > 0 && (
        <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm">
          {lines.map(({ id, header, content }) => (
            <div key={id} className="col-span-full grid grid-cols-subgrid">
              <dt className="text-muted">{header}</dt>
              {/* A name by itself is cut off at its own end, whichever way the page reads. */}
              <dd className="min-w-0 truncate text-end has-[>bdi:only-child]:flex has-[>bdi:only-child]:justify-end [&>bdi:only-child]:truncate">
                {content}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** What a cell shows nothing of: on a card its label would stand alone. */
function isNothing(content: ReactNode): boolean {
  return content === null || content === undefined || content === false || content === '';
}
