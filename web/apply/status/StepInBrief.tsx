import { Trans } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import type { Step } from '../../ui/Stepper.tsx';

const looks: Record<Step['state'], string> = {
  done: 'bg-accent',
  current: 'bg-accent/45',
  busy: 'bg-accent/45',
  failed: 'bg-bad-solid',
  waiting: 'bg-pressed',
};

/** The step that an application is at, in the width of a phone: its name, its place, and a bar for each. */
export function StepInBrief({ steps }: { steps: readonly Step[] }) {
  const open = steps.findIndex(({ state }) => state !== 'done');
  const at = open < 0 ? steps.length - 1 : open;
  const step = steps[at];
  const place = at + 1;
  const all = steps.length;
  return (
    <div>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{step?.label}</span>
        <span className="figures text-sm text-muted">
          <Trans>
            Step {place} of {all}
          </Trans>
        </span>
      </p>
      {step?.note && <p className="text-sm text-muted">{step.note}</p>}
      <div className="mt-3 flex gap-1.5" aria-hidden="true">
        {steps.map(({ state }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
          <span key={index} className={cx('h-1.5 grow rounded-full', looks[state])} />
        ))}
      </div>
    </div>
  );
}
