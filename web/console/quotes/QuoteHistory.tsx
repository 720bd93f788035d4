import { useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type QuoteDetail, useQuoteStates } from './words.ts';

/** What happened to the quote, the latest first. */
export function QuoteHistory({ moves }: Pick<QuoteDetail, 'moves'>) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { moves: words } = useQuoteStates();
  if (moves.length === 0) return null;
  return (
    <Card title={t`History`}>
      <ol className="flex flex-col gap-4">
        {moves.toReversed().map(({ move, version, note, person_name, moved_at }) => (
          <li key={moved_at + move} className="flex flex-col gap-0.5">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">{words[move] ?? move}</span>
              <span className="text-sm text-muted">{t`Version ${version}`}</span>
            </span>
            <span className="text-sm text-muted">
              {person_name && (
                <>
                  <bdi>{person_name}</bdi> ·{' '}
                </>
              )}
              {instant(moved_at)}
            </span>
            {note && (
              <p className="mt-1 whitespace-pre-line rounded-lg bg-sunken px-3 py-2">
                <bdi>{note}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
