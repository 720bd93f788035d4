import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { RefreshCw } from '../../ui/icons.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { useNews } from '../live/news.ts';
import { OperationState } from './states.tsx';
import { type Operation, useOrderWords } from './words.ts';

/** The steps of one provisioning change as its connector told them, the last one alive while it is under way. */
export function OperationSteps({ operation }: { operation: Operation }) {
  const { instant } = useFormat();
  const live = operation.state === 'running' || operation.state === 'queued';
  const steps = operation.steps;
  return (
    <ol aria-live="polite" className="flex flex-col">
      {steps.map((step, index) => {
        const last = index === steps.length - 1;
        return (
          <li key={step.seq} className="relative flex gap-3 pb-3 last:pb-0">
            <Dot state={last && live ? 'live' : last && operation.state === 'failed' ? 'bad' : 'done'} />
            {!last && (
              <span aria-hidden className="absolute start-[7px] top-5 bottom-0 w-px bg-line-strong" />
            )}
            <p
              dir="auto"
              className={cx('page-start min-w-0 grow', last && operation.state === 'failed' && 'text-bad')}
            >
              {step.description}
            </p>
            <time dateTime={step.recorded_at} className="figures shrink-0 text-sm text-faint">
              {instant(step.recorded_at)}
            </time>
          </li>
        );
      })}
      {steps.length === 0 && live && (
        <li className="flex items-center gap-3 text-muted">
          <Spinner className="size-3.5" />
          <Trans>Waiting for the connector…</Trans>
        </li>
      )}
      {operation.failure && operation.failure !== steps.at(-1)?.description && (
        <li className="mt-2 rounded-md bg-bad-soft px-3 py-2 text-bad">{operation.failure}</li>
      )}
    </ol>
  );
}

function Dot({ state }: { state: 'live' | 'bad' | 'done' }) {
  if (state === 'live') return <Spinner className="mt-1 size-3.5 shrink-0 text-accent-text" />;
  return (
    <span
      aria-hidden
      className={cx(
        'mt-1.5 ms-[3px] me-[3px] size-2 shrink-0 rounded-full',
        state === 'bad' ? 'bg-bad-solid' : 'bg-good-solid',
      )}
    />
  );
}

/** The changes of a subscription, newest first, each with its steps and the way to try a failed one again. */
export function Operations({ operations }: { operations: readonly Operation[] }) {
  return (
    <ul className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={operation.id} className="px-5 py-4">
          <OperationHeading operation={operation} />
          <details className="mt-2" open={isUnderWay(operation)}>
            <summary className="w-fit text-sm text-muted hover:text-ink">
              <Trans>Steps</Trans>
            </summary>
            <div className="mt-3">
              <OperationSteps operation={operation} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function isUnderWay({ state }: Operation): boolean {
  return state === 'queued' || state === 'running' || state === 'failed';
}

function OperationHeading({ operation }: { operation: Operation }) {
  const { instant, number } = useFormat();
  const { changes } = useOrderWords();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="font-medium">{changes[operation.kind]}</span>
      {operation.kind === 'update' && (
        <span className="figures text-muted">
          <span className="mirror inline-block">→</span> {number(operation.quantity)}
        </span>
      )}
      <OperationState state={operation.state} />
      <span className="text-sm text-faint">{instant(operation.requested_at)}</span>
      <span className="ms-auto">
        <RetryButton operation={operation} />
      </span>
    </div>
  );
}

/** Tries a failed change again; nothing where that can't be. */
export function RetryButton({ operation }: { operation: Operation }) {
  const { t } = useLingui();
  const retry = $api.useMutation('post', '/v1/orders/operations/{id}/retry');
  if (operation.state !== 'failed' || operation.can.retry !== true) return null;
  const press = () => retry.mutate({ params: { path: { id: operation.id } } });
  return (
    <Button size="sm" icon={RefreshCw} busy={retry.isPending} onClick={press}>
      {t`Try again`}
    </Button>
  );
}

/** Says in the corner when something of this page became active; `nameOf` knows the page's own subscriptions. */
export function useActivationToast(nameOf: (subscriptionId: string) => string | undefined): void {
  const { t } = useLingui();
  useNews(({ name, subject_id }) => {
    const product = name === 'subscription.activated' && nameOf(subject_id);
    if (product) toast.good(t`${product} is active`);
  });
}
