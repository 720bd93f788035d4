import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { DealState } from '../../kit/deals/DealState.tsx';
import { useCounts } from '../../kit/deals/useCounts.ts';
import type { Deal } from '../../kit/deals/words.ts';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Ellipsis, GripVertical } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Menu, MenuGroup, MenuItem } from '../../ui/Menu.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { COLUMNS, type Column, columnOf } from './board.ts';
import { useColumnNames } from './useColumnNames.ts';

type Props = {
  deal: Deal;
  /** In the hand of whoever uses the keyboard. */
  held: boolean;
  dragged: boolean;
  onDrag: (on: boolean) => void;
  onKey: (event: React.KeyboardEvent) => void;
  onLeave: () => void;
  onMove: (to: Column) => void;
};

/** One deal on the board. */
export function BoardCard({ deal, held, dragged, onDrag, onKey, onLeave, onMove }: Props) {
  const movable = deal.can.stage === true;
  return (
    <li
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', deal.name);
        onDrag(true);
      }}
      onDragEnd={() => onDrag(false)}
      className={cx(
        'rounded-lg border bg-surface p-3 shadow-low transition-[opacity,box-shadow]',
        held ? 'border-accent-text shadow-high' : 'border-line',
        dragged && 'opacity-50',
        movable && 'cursor-grab active:cursor-grabbing',
      )}
    >
      <div className="flex items-start gap-1">
        <Link
          plain
          to={path(paths.console.deal, { dealId: deal.id })}
          className="line-clamp-2 min-w-0 grow rounded-sm font-medium wrap-break-word hover:underline"
        >
          <bdi>{deal.name}</bdi>
        </Link>
        {movable && (
          <span className="-me-1.5 -mt-0.5 flex shrink-0">
            <Handle deal={deal} held={held} onKey={onKey} onLeave={onLeave} />
            <MoveMenu deal={deal} onMove={onMove} />
          </span>
        )}
      </div>
      <p className="mt-1 font-medium">
        <Money value={deal.value} />
      </p>
      <Small deal={deal} />
      <div className="mt-2.5">
        <DealState state={deal.state} />
      </div>
    </li>
  );
}

/** Keeps the focus when its card moves to another column. */
function Handle({ deal, held, onKey, onLeave }: Pick<Props, 'deal' | 'held' | 'onKey' | 'onLeave'>) {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (held) button.current?.focus();
  }, [held]);
  return (
    <button
      ref={button}
      type="button"
      aria-label={t`Move ${deal.name}`}
      aria-pressed={held}
      aria-describedby="board-help"
      onKeyDown={onKey}
      onBlur={(event) => {
        // Moved between columns it is drawn anew, and the old one is left for nothing.
        if (held && event.relatedTarget) onLeave();
      }}
      className="flex h-7 w-6 shrink-0 cursor-grab items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
    >
      <GripVertical className="size-4" strokeWidth={1.75} aria-hidden />
    </button>
  );
}

function MoveMenu({ deal, onMove }: Pick<Props, 'deal' | 'onMove'>) {
  const { t } = useLingui();
  const names = useColumnNames();
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={t`Move ${deal.name} to …`} />}>
      <MenuGroup label={t`Move to`}>
        {COLUMNS.filter((column) => column !== columnOf(deal)).map((column) => (
          <MenuItem key={column} onClick={() => onMove(column)} danger={column === 'lost'}>
            {names[column]}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}

function Small({ deal }: Pick<Props, 'deal'>) {
  const { date, percent } = useFormat();
  const { days } = useCounts();
  const today = useToday();
  const over = columnOf(deal) !== deal.stage;
  return (
    <p className="mt-1 flex flex-wrap gap-x-2 text-sm text-muted">
      <span className={cx(!over && deal.closes_on < today && 'font-medium text-warn')}>
        {date(deal.closes_on)}
      </span>
      {!over && <span className="figures">{percent(deal.probability / 100)}</span>}
      {!over && deal.stage_days > 0 && (
        <span>
          <Trans>{days(deal.stage_days)} here</Trans>
        </span>
      )}
    </p>
  );
}
