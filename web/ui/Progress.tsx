import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { useFormat } from './useFormat.ts';

/** How far along, 0 to 1; `null` while that is unknown. `children` says it in words beside the percentage. */
export function Progress({
  value,
  label,
  children,
  tone = 'accent',
}: {
  value: number | null;
  label: string;
  children?: ReactNode;
  tone?: 'accent' | 'good' | 'bad';
}) {
  const { percent } = useFormat();
  const ground = { accent: 'bg-accent', good: 'bg-good-solid', bad: 'bg-bad-solid' }[tone];
  const share = Math.min(Math.max(value ?? 1, 0), 1);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span className="font-medium">{label}</span>
        <span className="figures text-muted">
          {children ?? (value === null ? '' : percent(Math.floor(share * 100) / 100))}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === null ? undefined : Math.round(share * 100)}
        className="relative h-1.5 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className={cx(
            ground,
            'h-full rounded-full',
            value === null ? 'absolute w-1/3 animate-wander' : 'transition-[width] duration-300 ease-calm',
          )}
          style={value === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
