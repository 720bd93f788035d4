import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { ChevronRight } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { DuneLine, Skeleton } from '../../ui/states.tsx';
import { type Task, useAttention } from './useAttention.ts';

/** What waits for somebody of the office. */
export function Attention() {
  const { t } = useLingui();
  const tasks = useAttention();
  return (
    <Card flush title={t`Waiting for you`}>
      {!tasks && <Pending />}
      {tasks?.length === 0 && <AllQuiet />}
      {tasks && tasks.length > 0 && (
        <ul>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function TaskRow({ task: { icon: Icon, label, note, urgent, to, search } }: { task: Task }) {
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        plain
        to={to}
        {...(search && { search })}
        className="flex items-center gap-4 px-5 py-3.5 last:rounded-b-xl hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span
          className={cx(
            'flex size-9 shrink-0 items-center justify-center rounded-lg',
            urgent ? 'bg-bad-soft text-bad' : 'bg-accent-soft text-accent-text',
          )}
        >
          <Icon className="size-4.5" strokeWidth={1.75} aria-hidden />
        </span>
        <span className="min-w-0 grow">
          <span className="figures block font-medium">{label}</span>
          <span className="block text-sm text-muted">{note}</span>
        </span>
        <ChevronRight className="mirror size-4 shrink-0 text-faint" aria-hidden />
      </Link>
    </li>
  );
}

function AllQuiet() {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      <DuneLine className="mb-4 h-8 w-40 text-line-strong" />
      <p className="font-semibold">
        <Trans>Nothing waits for you</Trans>
      </p>
      <p className="mt-1 text-muted">
        <Trans>Applications, held orders and the next month end appear here.</Trans>
      </p>
    </div>
  );
}

function Pending() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-5 px-5 py-5">
      {['w-48', 'w-60', 'w-40'].map((width) => (
        <div key={width} className="flex items-center gap-4">
          <Skeleton className="size-9 rounded-lg" />
          <Skeleton className={cx('h-3.5', width)} />
        </div>
      ))}
    </div>
  );
}
