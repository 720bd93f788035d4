import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type ApplicationDetail, type Move, useApplicationWords } from './words.ts';

/** What happened to the application, the latest first, with the words that went with it. */
export function History({ application }: { application: ApplicationDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  return (
    <Card title={t`History`}>
      <ol className="flex flex-col">
        {application.history.toReversed().map((move) => (
          <Moment key={move.seq} move={move} />
        ))}
        <li className="relative flex gap-3">
          <Dot />
          <div>
            <p className="font-medium">
              <Trans>Applied to join</Trans>
            </p>
            <p className="text-sm text-muted">
              <bdi>{application.contact_name}</bdi> · {instant(application.applied_at)}
            </p>
          </div>
        </li>
      </ol>
    </Card>
  );
}

function Moment({ move }: { move: Move }) {
  const { instant } = useFormat();
  const { moves } = useApplicationWords();
  return (
    <li className="relative flex gap-3 pb-6">
      <span aria-hidden="true" className="absolute start-1 top-4 bottom-0 w-px bg-line-strong" />
      <Dot />
      <div className="min-w-0 grow">
        <p className="font-medium">{moves[move.move]}</p>
        <p className="text-sm text-muted">
          {move.person_name && (
            <>
              <bdi>{move.person_name}</bdi> ·{' '}
            </>
          )}
          {instant(move.moved_at)}
        </p>
        {move.note && (
          <p className="mt-2 rounded-lg bg-sunken px-3.5 py-2.5 whitespace-pre-line">
            <bdi>{move.note}</bdi>
          </p>
        )}
        <Changes changes={move.changes} />
      </div>
    </li>
  );
}

function Dot() {
  return <span aria-hidden="true" className="z-10 mt-1.5 size-2.25 shrink-0 rounded-full bg-accent-text" />;
}

function Changes({ changes }: Pick<Move, 'changes'>) {
  const { fields } = useApplicationWords();
  const entries = Object.entries(changes) as [keyof Move['changes'], string | number | null][];
  if (entries.length === 0) return null;
  return (
    <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm">
      {entries.map(([field, value]) => (
        <div key={field} className="contents">
          <dt className="text-muted">{fields[field]}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
