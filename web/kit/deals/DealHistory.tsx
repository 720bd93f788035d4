import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type DealDetail, type DealMove, type Stage, useDealWords } from './words.ts';

/** What happened to the deal, the latest first, with the words that went with it. */
export function DealHistory({ deal }: { deal: DealDetail }) {
  const { t } = useLingui();
  return (
    <Card title={t`History`}>
      <ol className="flex flex-col">
        {deal.history.toReversed().map((move) => (
          <Moment key={move.seq} move={move} />
        ))}
      </ol>
    </Card>
  );
}

function Moment({ move }: { move: DealMove }) {
  const { instant } = useFormat();
  const { moves } = useDealWords();
  return (
    <li className="group relative flex gap-3 pb-6 last:pb-0">
      <span
        aria-hidden="true"
        className="absolute start-1 top-4 bottom-0 w-px bg-line-strong group-last:hidden"
      />
      <span aria-hidden="true" className="z-10 mt-1.5 size-2.25 shrink-0 rounded-full bg-accent-text" />
      <div className="min-w-0 grow">
        <p className="font-medium">{moves[move.move]}</p>
        <p className="text-sm text-muted">
          <Who move={move} /> · {instant(move.moved_at)}
        </p>
        <What move={move} />
        {move.note && (
          <p className="mt-2 rounded-lg bg-sunken px-3.5 py-2.5 whitespace-pre-line">
            <bdi>{move.note}</bdi>
          </p>
        )}
      </div>
    </li>
  );
}

function Who({ move: { person_name, by } }: { move: DealMove }) {
  if (person_name) return <bdi>{person_name}</bdi>;
  return by === 'clock' ? <Trans>By itself</Trans> : <Trans>By a program</Trans>;
}

/** What a step changed, where it can be said in a line. */
function What({ move: { move, changes } }: { move: DealMove }) {
  const { t } = useLingui();
  const { stages, reasons } = useDealWords();
  const { date, percent } = useFormat();
  const said = (text: ReactNode) => <p className="mt-0.5 text-sm text-muted">{text}</p>;
  if (move === 'stage') {
    const { from, to } = changes as Record<'from' | 'to', { stage: Stage; probability: number }>;
    return said(
      <>
        {stages[from.stage]} {percent(from.probability / 100)} <span className="mirror inline-block">→</span>{' '}
        {stages[to.stage]} {percent(to.probability / 100)}
      </>,
    );
  }
  if (move === 'lose') return said(reasons[String(changes.reason)] ?? '');
  if (move === 'win' && changes.order) return said(String(changes.order));
  if (move === 'link') return said(String(changes.customer));
  const until = changes.protected_until && date(String(changes.protected_until));
  return until ? said(t`Protected until ${until}`) : null;
}
