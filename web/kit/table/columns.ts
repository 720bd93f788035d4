import {
  type ColumnDef,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** One column of a `DataTable`. */
export type Column<Row> = {
  /** Unique here; also the name the server sorts by, when `sort` is true. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The server can sort by it: `true`, or the server's name for it when that is not `id`. */
  sort?: boolean | string;
  /** Figures: at the end edge, in digits of one width. */
  numeric?: boolean;
  /** Left out until the reader chooses it. The first column always stays. */
  hidden?: boolean;
  /**
   * On phones a row is a card: its `title` (the first column, unless said), a figure or state `aside` of it, and `line`s
   * of label and value (the rest). `hide` leaves it out.
   */
  phone?: 'title' | 'aside' | 'line' | 'hide';
};

/** What the table library does here: which columns show, and which way the one sorted by points. The server does the rest. */
export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

/** The library's column for one of ours. */
export function toColumnDef<Row extends object>(
  column: Column<Row>,
  index: number,
): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    accessorFn: (row: Row) => row,
    header: column.header,
    cell: ({ row }) => column.cell(row.original),
    enableSorting: Boolean(column.sort),
    enableHiding: index > 0,
  };
}

/** The server's name for a column to sort by. */
export function sortNameOf<Row>(column: Column<Row>): string {
  return typeof column.sort === 'string' ? column.sort : column.id;
}
