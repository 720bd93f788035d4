import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo } from 'react';
import { read } from '../../api/client.ts';
import { cx } from '../../ui/cx.ts';
import { type Column, features, sortNameOf, toColumnDef } from './columns.ts';
import { useKeptColumns } from './keptColumns.ts';
import { csvUrl, queryOf, sortingOf, type TableControl, useAddressState, useLocalState } from './state.ts';
import { TablePages } from './TablePages.tsx';
import { TablePhone } from './TablePhone.tsx';
import { TableRows } from './TableRows.tsx';
import { TableBody } from './TableStates.tsx';
import { TableToolbar } from './TableToolbar.tsx';
import { usePhone } from './usePhone.ts';

/** A way to narrow the list; its key is the query's. */
export type Filter = { key: string; label: string; options: readonly { value: string; label: string }[] };

export type DataTableProps<Row extends object> = {
  /** Names the list for screen readers. */
  caption: string;
  /** The list's address in the API: `/v1/program/resellers`. It answers `{ items, next_cursor }`. */
  from: string;
  /** Always part of the question: `{ reseller_id }`. */
  query?: object;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Where a row leads: the first cell becomes its link and the whole row can be pressed. */
  rowTo?: (row: Row) => string;
  /** Or what pressing a row does here (a drawer). */
  onRow?: (row: Row) => void;
  /** At the row's end: an `IconButton` or `Menu`. */
  rowActions?: (row: Row) => ReactNode;
  /** Placeholder of the text search; left out, there is none. */
  search?: string;
  filters?: readonly Filter[];
  /** `-created_at`: the order until the reader chooses another. */
  defaultSort?: string;
  /** Offers the list as a CSV file. */
  csv?: boolean;
  /** What to show when there is nothing at all: an `<Empty>`. */
  empty: ReactNode;
  /** More at the toolbar's end. */
  toolbar?: ReactNode;
  limit?: number;
  /** A second table on a page keeps its state to itself. */
  local?: boolean;
};

type List<Row> = { items: Row[]; next_cursor: string | null };

/**
 * A list of the API on a sheet: search, filters, order, choice of columns, pages, CSV. The server does the work; this
 * asks. The state stands in the page's address unless `local`.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  return props.local ? <LocalTable {...props} /> : <AddressTable {...props} />;
}

function LocalTable<Row extends object>(props: DataTableProps<Row>) {
  return <TableView {...props} control={useLocalState()} />;
}

function AddressTable<Row extends object>(props: DataTableProps<Row>) {
  return <TableView {...props} control={useAddressState((props.filters ?? []).map(({ key }) => key))} />;
}

const none: never[] = [];

function TableView<Row extends object>(props: DataTableProps<Row> & { control: TableControl }) {
  const { from, columns, control, limit = 50, defaultSort } = props;
  const phone = usePhone();
  const query = queryOf(control.state, limit, defaultSort, props.query);
  const list = useQuery({
    queryKey: ['get', from, { params: { query } }],
    queryFn: ({ signal }) => read<List<Row>>(from, query, signal),
    placeholderData: keepPreviousData,
  });
  const [visibility, setVisibility] = useKeptColumns(from, columns);
  const defs = useMemo(() => columns.map(toColumnDef), [columns]);
  const table = useTable({
    features,
    columns: defs,
    data: list.data?.items ?? none,
    getRowId: props.rowKey,
    manualSorting: true,
    state: { columnVisibility: visibility, sorting: sortingOf(control.state.sort ?? defaultSort) },
    onColumnVisibilityChange: setVisibility,
  });
  const narrowed = Boolean(control.state.q) || Object.keys(control.state.filters).length > 0;
  const rows = list.data?.items ?? none;
  const shown = columns.filter((column) => visibility[column.id] !== false);
  return (
    <div aria-busy={list.isFetching} className="min-w-0 rounded-xl border border-line bg-surface shadow-low">
      <TableToolbar
        {...props}
        table={table}
        csvHref={props.csv ? csvUrl(from, query) : undefined}
        phone={phone}
      />
      <div className={cx('transition-opacity', list.isPlaceholderData && 'opacity-55')}>
        <TableBody
          list={list}
          count={rows.length}
          narrowed={narrowed}
          columns={shown.length}
          empty={props.empty}
          onClear={() =>
            control.change({
              q: '',
              filters: Object.fromEntries(Object.keys(control.state.filters).map((key) => [key, ''])),
            })
          }
        >
          {phone ? (
            <TablePhone {...props} columns={shown} rows={rows} />
          ) : (
            <TableRows
              {...props}
              columns={shown}
              table={table}
              onSort={(column) =>
                control.change({ sort: nextSort(column, control.state.sort ?? defaultSort) })
              }
            />
          )}
        </TableBody>
      </div>
      <TablePages control={control} next={list.data?.next_cursor ?? null} count={rows.length} limit={limit} />
    </div>
  );
}

/** Pressing a heading: descending for figures first, else ascending; again, the other way. */
function nextSort<Row>(column: Column<Row>, present: string | undefined): string {
  const name = sortNameOf(column);
  if (present === name) return `-${name}`;
  if (present === `-${name}`) return name;
  return column.numeric ? `-${name}` : name;
}
