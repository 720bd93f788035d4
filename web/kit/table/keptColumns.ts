import { useState } from 'react';
import { recall, remember } from '../preferences.ts';
import type { Column } from './columns.ts';

type Visibility = Record<string, boolean>;
type Update = Visibility | ((before: Visibility) => Visibility);

/** Which of a list's columns show, as chosen on this browser; by default all that are not `hidden`. */
export function useKeptColumns<Row>(
  from: string,
  columns: readonly Column<Row>[],
): [Visibility, (update: Update) => void] {
  const key = `caravan.columns.${from}`;
  const [visibility, setVisibility] = useState<Visibility>(() => ({ ...defaults(columns), ...kept(key) }));
  const change = (update: Update) => {
    const next = typeof update === 'function' ? update(visibility) : update;
    remember(key, JSON.stringify(next));
    setVisibility(next);
  };
  return [visibility, change];
}

function defaults<Row>(columns: readonly Column<Row>[]): Visibility {
  return Object.fromEntries(columns.map((column) => [column.id, !column.hidden]));
}

function kept(key: string): Visibility {
  try {
    return JSON.parse(recall(key) ?? '{}') as Visibility;
  } catch {
    return {}; // Written by another version; the defaults hold.
  }
}
