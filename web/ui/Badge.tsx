import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

const grounds: Record<Tone, string> = {
  neutral: 'bg-hover text-muted ring-line',
  good: 'bg-good-soft text-good ring-good/15',
  warn: 'bg-warn-soft text-warn ring-warn/20',
  bad: 'bg-bad-soft text-bad ring-bad/15',
  info: 'bg-accent-soft text-accent-text ring-accent-text/15',
};

const dots: Record<Tone, string> = {
  neutral: 'bg-faint',
  good: 'bg-good-solid',
  warn: 'bg-warn-solid',
  bad: 'bg-bad-solid',
  info: 'bg-accent-text',
};

/** A state in a word. The tone helps the eye; the word must say it alone. `dot` for states that can change. */
export function Badge({
  tone = 'neutral',
  dot,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5.5 items-center gap-1.5 whitespace-nowrap rounded-full px-2 text-xs font-medium ring-1 ring-inset',
        grounds[tone],
      )}
    >
      {dot && <span className={cx('size-1.5 rounded-full', dots[tone])} aria-hidden="true" />}
      {children}
    </span>
  );
}
