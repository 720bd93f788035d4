import { useDealWords } from '../../kit/deals/words.ts';
import type { Column } from './board.ts';

/** What the columns are called. */
export function useColumnNames(): Record<Column, string> {
  const { stages, states } = useDealWords();
  return { ...stages, won: states.won, lost: states.lost };
}
