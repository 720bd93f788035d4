import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Check, X } from './icons.ts';
import { Spinner } from './Spinner.tsx';

export type Step = {
  label: ReactNode;
  /** A quieter line: when it was done, what is being waited for. */
  note?: ReactNode;
  state: 'done' | 'current' | 'busy' | 'failed' | 'waiting';
};

/** The stages of one piece of work, in order: a form of several pages (`row`) or a process (`column`). */
export function Stepper({
  steps,
  direction = 'row',
}: {
  steps: readonly Step[];
  direction?: 'row' | 'column';
}) {
  const row = direction === 'row';
  return (
    <ol className={cx('flex', row ? 'items-center gap-3 max-sm:gap-2' : 'flex-col')}>
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
          key={index}
          aria-current={step.state === 'current' || step.state === 'busy' ? 'step' : undefined}
          className={cx(
            'flex gap-3',
            row ? 'items-center not-last:grow max-sm:gap-2' : 'relative not-last:pb-6',
          )}
        >
          <Marker state={step.state} order={index + 1} />
          <div className={cx('min-w-0', row && 'max-sm:not-in-aria-[current]:sr-only')}>
            <p className={cx('font-medium', step.state === 'waiting' && 'text-muted')}>{step.label}</p>
            {step.note && <p className="text-sm text-muted">{step.note}</p>}
          </div>
          {index < steps.length - 1 && <Joint row={row} done={step.state === 'done'} />}
        </li>
      ))}
    </ol>
  );
}

const looks = {
  done: 'bg-accent text-on-accent',
  current: 'bg-surface text-accent-text ring-2 ring-accent-text ring-inset',
  busy: 'bg-accent-soft text-accent-text',
  failed: 'bg-bad-soft text-bad ring-1 ring-bad/30 ring-inset',
  waiting: 'bg-surface text-muted ring-1 ring-line-strong ring-inset',
};

function Marker({ state, order }: { state: Step['state']; order: number }) {
  return (
    <span
      className={cx(
        'figures z-10 flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
        looks[state],
      )}
    >
      {state === 'done' && <Check className="size-3.5" strokeWidth={2.5} aria-hidden />}
      {state === 'failed' && <X className="size-3.5" strokeWidth={2.5} aria-hidden />}
      {state === 'busy' && <Spinner className="size-3.5" />}
      {(state === 'current' || state === 'waiting') && <span aria-hidden="true">{order}</span>}
      <span className="sr-only">
        {state === 'done' && <Trans>Done:</Trans>}
        {state === 'failed' && <Trans>Failed:</Trans>}
        {state === 'busy' && <Trans>Under way:</Trans>}
      </span>
    </span>
  );
}

function Joint({ row, done }: { row: boolean; done: boolean }) {
  const ground = done ? 'bg-accent' : 'bg-line-strong';
  return (
    <span
      aria-hidden="true"
      className={cx(
        ground,
        row
          ? 'h-px min-w-4 grow'
          : 'absolute start-3 top-7 -bottom-1 w-px -translate-x-1/2 rtl:translate-x-1/2',
      )}
    />
  );
}
