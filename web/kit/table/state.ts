import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

/** What a list is asked for: text, order, filters and the page. */
export type TableState = { q?: string; sort?: string; cursor?: string; filters: Record<string, string> };

type Change = Partial<Omit<TableState, 'filters'>> & { filters?: Record<string, string> };

/** The state and how to change it. Any change but of the page goes back to the first page. */
export type TableControl = { state: TableState; change: (change: Change) => void };

/** A table's state in the page's address, so that a link, the back button and a reload keep it. */
export function useAddressState(filterKeys: readonly string[]): TableControl {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = (key: string) => (search[key] === undefined ? undefined : String(search[key]));
  const filters = Object.fromEntries(
    filterKeys.flatMap((key) => (text(key) ? [[key, text(key) ?? '']] : [])),
  );
  const state: TableState = { q: text('q'), sort: text('sort'), cursor: text('cursor'), filters };
  const change = (changed: Change) => {
    const next = merged(state, changed);
    const cleared = Object.fromEntries(filterKeys.map((key) => [key, undefined]));
    const { filters: chosen, ...rest } = next;
    // Pages are steps of the browser's history; typing and filtering replace the present one.
    const replace = !('cursor' in changed);
    const address = (before: Record<string, unknown>) => ({ ...before, ...cleared, ...rest, ...chosen });
    void navigate({ to: '.', search: address as never, replace, resetScroll: !replace });
  };
  return { state, change };
}

/** A table's state for as long as it stands; for a second table on a page. */
export function useLocalState(): TableControl {
  const [state, setState] = useState<TableState>({ filters: {} });
  return { state, change: (changed) => setState((before) => merged(before, changed)) };
}

/** The next state: empty text and filters are left out, and any new question starts at its first page. */
export function merged(state: TableState, change: Change): TableState {
  const filters = Object.fromEntries(
    Object.entries({ ...state.filters, ...change.filters }).filter(([, value]) => value),
  );
  const { q, sort, cursor } = { ...state, cursor: undefined, ...change };
  return { q: q || undefined, sort: sort || undefined, cursor: cursor || undefined, filters };
}

/** The API's query for a state: `{ q, sort, cursor, limit, …filters, …fixed }` without what is empty. */
export function queryOf(
  state: TableState,
  limit: number,
  defaultSort?: string,
  fixed: object = {},
): Record<string, unknown> {
  const { filters, q, cursor, sort = defaultSort } = state;
  const query = { ...fixed, ...filters, q, sort, cursor, limit };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
}

/** `'-created_at'` ⇄ the library's sorting. */
export function sortingOf(sort: string | undefined): { id: string; desc: boolean }[] {
  if (!sort) return [];
  return [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
}

/** The address of the same list as CSV, all its pages in one file. */
export function csvUrl(from: string, query: Record<string, unknown>): string {
  const { cursor: _, limit: __, ...asked } = query;
  const pairs = Object.entries({ ...asked, format: 'csv' }).map(([key, value]) => [key, String(value)]);
  return `${from}?${new URLSearchParams(pairs)}`;
}
