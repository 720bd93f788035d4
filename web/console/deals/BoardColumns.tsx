import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Deal } from '../../kit/deals/words.ts';
import { cx } from '../../ui/cx.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { BoardCard } from './BoardCard.tsx';
import { beside, COLUMNS, type Column, columnOf, columnsOf, stepOf, sumsOf } from './board.ts';
import { useColumnNames } from './useColumnNames.ts';

type Held = { id: string; at: Column };
type Props = {
  deals: readonly Deal[];
  placed: Readonly<Record<string, Column>>;
  onMove: (deal: Deal, to: Column) => void;
};

/**
 * The columns with their cards. A card is dragged by pointer, moved from its menu, or by keyboard: space on its handle picks it up, the arrows
 * carry it, space lays it down, escape takes it back; each step is read out.
 */
export function BoardColumns({ deals, placed, onMove }: Props) {
  const { t } = useLingui();
  const [dragged, setDragged] = useState<Deal | null>(null);
  const [over, setOver] = useState<Column | null>(null);
  const { held, said, onKey, drop } = useHolding(onMove);
  const columns = columnsOf(deals, held ? { ...placed, [held.id]: held.at } : placed);
  return (
    <section aria-label={t`Pipeline`} className="-mx-4 overflow-x-auto px-4 pb-2 sm:-mx-8 sm:px-8">
      <p id="board-help" className="sr-only">
        {t`Space picks a deal up, the arrow keys move it, space lays it down, escape takes it back.`}
      </p>
      <p aria-live="assertive" className="sr-only">
        {said}
      </p>
      <ul className="grid auto-cols-[minmax(12.5rem,1fr)] grid-flow-col gap-3">
        {COLUMNS.map((column) => (
          <BoardColumn
            key={column}
            column={column}
            deals={columns[column]}
            target={over === column && dragged !== null && columnOf(dragged) !== column}
            onOver={() => dragged && setOver(column)}
            onDrop={() => {
              if (dragged) onMove(dragged, column);
              setDragged(null);
              setOver(null);
            }}
          >
            {(deal) => (
              <BoardCard
                key={deal.id}
                deal={deal}
                held={held?.id === deal.id}
                dragged={dragged?.id === deal.id}
                onDrag={(on) => {
                  setDragged(on ? deal : null);
                  setOver(null);
                }}
                onKey={(event) => onKey(event, deal, placed[deal.id] ?? columnOf(deal))}
                onLeave={drop}
                onMove={(to) => onMove(deal, to)}
              />
            )}
          </BoardColumn>
        ))}
      </ul>
    </section>
  );
}

type ColumnProps = {
  column: Column;
  deals: readonly Deal[];
  /** Something is held over it. */
  target: boolean;
  onOver: () => void;
  onDrop: () => void;
  children: (deal: Deal) => React.ReactNode;
};

function BoardColumn({ column, deals, target, onOver, onDrop, children }: ColumnProps) {
  const { number } = useFormat();
  const names = useColumnNames();
  return (
    <li
      onDragOver={(event) => {
        event.preventDefault();
        onOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
      className={cx(
        'flex min-h-80 min-w-0 flex-col rounded-xl border p-2 transition-colors',
        target ? 'border-accent-text bg-accent-soft' : 'border-line bg-sunken',
      )}
    >
      <header className="flex items-baseline justify-between gap-2 px-2 pt-1 pb-2">
        <h2 className="text-sm font-semibold">{names[column]}</h2>
        <span className="figures text-sm text-muted">{number(deals.length)}</span>
      </header>
      <p className="min-h-5 px-2 pb-2 text-sm text-muted">
        {sumsOf(deals).map((sum) => (
          <span key={sum.currency} className="block">
            <Money value={sum} />
          </span>
        ))}
      </p>
      <ul className="flex grow flex-col gap-2">{deals.map(children)}</ul>
    </li>
  );
}

/** One card in the hand of whoever uses the keyboard, and what is read out about it. */
function useHolding(onMove: Props['onMove']) {
  const { t } = useLingui();
  const names = useColumnNames();
  const [held, setHeld] = useState<Held | null>(null);
  const [said, setSaid] = useState('');
  const onKey = (event: React.KeyboardEvent, deal: Deal, from: Column) => {
    const mine = held?.id === deal.id ? held : null;
    const step = stepOf(event.key, document.documentElement.dir === 'rtl');
    if (event.key === ' ' || event.key === 'Enter') {
      setHeld(mine ? null : { id: deal.id, at: from });
      setSaid(mine ? t`${deal.name} is laid down in ${names[mine.at]}.` : t`${deal.name} is picked up.`);
      if (mine && mine.at !== from) onMove(deal, mine.at);
    } else if (mine && step !== 0) {
      const at = beside(mine.at, step);
      setHeld({ id: deal.id, at });
      setSaid(names[at]);
    } else if (mine && event.key === 'Escape') {
      setHeld(null);
      setSaid(t`${deal.name} is back in ${names[from]}.`);
    } else return;
    event.preventDefault();
  };
  return { held, said, onKey, drop: () => setHeld(null) };
}
