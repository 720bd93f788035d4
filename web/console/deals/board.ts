import { type Deal, STAGES, type Stage } from '../../kit/deals/words.ts';

/** A column of the board: a stage, or how it ended. */
export type Column = Stage | 'won' | 'lost';
export const COLUMNS: readonly Column[] = [...STAGES, 'won', 'lost'];

/** The column a deal stands in. */
export function columnOf({ state, stage }: Pick<Deal, 'state' | 'stage'>): Column {
  return state === 'won' || state === 'lost' ? state : stage;
}

/** The column beside it, in reading direction; the same at the ends. */
export function beside(column: Column, step: 1 | -1): Column {
  const place = COLUMNS.indexOf(column) + step;
  return COLUMNS[Math.min(Math.max(place, 0), COLUMNS.length - 1)] ?? column;
}

/** Which way an arrow key points in reading direction: 1 onward, -1 back, 0 neither. */
export function stepOf(key: string, rtl: boolean): 1 | -1 | 0 {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0;
  return (key === 'ArrowRight') === rtl ? -1 : 1;
}

/** The deals of each column, in the order they came; `placed` says where some stand for now. */
export function columnsOf(
  deals: readonly Deal[],
  placed: Readonly<Record<string, Column>>,
): Record<Column, Deal[]> {
  const columns = Object.fromEntries(COLUMNS.map((column) => [column, [] as Deal[]])) as Record<
    Column,
    Deal[]
  >;
  for (const deal of deals) columns[placed[deal.id] ?? columnOf(deal)].push(deal);
  return columns;
}

/** What a column's deals are worth, by currency. */
export function sumsOf(deals: readonly Pick<Deal, 'value'>[]): { amount: number; currency: string }[] {
  const sums = new Map<string, number>();
  for (const { value } of deals) sums.set(value.currency, (sums.get(value.currency) ?? 0) + value.amount);
  return [...sums].map(([currency, amount]) => ({ amount, currency }));
}
