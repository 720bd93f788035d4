import { Trans } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { cx } from './cx.ts';
import { Inbox, RefreshCw } from './icons.ts';

/** Nothing here yet: what would be here, and the way to make the first one. */
export function Empty({
  icon: Icon = Inbox,
  title,
  children,
  action,
}: {
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 flex size-11 items-center justify-center rounded-full bg-hover text-muted">
        <Icon className="size-5" strokeWidth={1.5} aria-hidden />
      </span>
      <p className="text-base font-semibold">{title}</p>
      {children && <p className="mt-1 max-w-96 text-muted">{children}</p>}
      {action && <div className="mt-5 flex gap-2">{action}</div>}
    </div>
  );
}

/** It could not be shown: why, in a sentence, and the way to try again. `detail` is small print for whoever helps. */
export function ErrorState({
  title,
  children,
  onRetry,
  detail,
}: {
  title: ReactNode;
  children?: ReactNode;
  onRetry?: () => void;
  detail?: ReactNode;
}) {
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <DuneLine className="mb-5 h-8 w-40 text-line-strong" />
      <p className="text-base font-semibold">{title}</p>
      {children && <p className="mt-1 max-w-96 text-muted">{children}</p>}
      {onRetry && (
        <Button className="mt-5" icon={RefreshCw} onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
      {detail && <p className="mt-5 font-mono text-xs text-faint">{detail}</p>}
    </div>
  );
}

/** Three dunes in one line; the mark's drawing, for quiet places. */
export function DuneLine({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 160 32"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M2 29c22 0 28-15 44-15 9 0 15 4 21 8.500M40 29c27 0 36-23 58-23s34 23 60 23" />
      <circle cx="126" cy="7" r="4" />
    </svg>
  );
}

/** The shape of what is coming. Give it the size of the text it stands for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx('block animate-sweep rounded-sm bg-pressed', className ?? 'h-4 w-full')}
    />
  );
}

const widths = ['w-11/12', 'w-4/5', 'w-2/3', 'w-5/6', 'w-1/2'];

/** Lines of text on their way. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div className="flex flex-col gap-2.5" aria-hidden="true">
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} className={cx('h-3.5', width)} />
      ))}
    </div>
  );
}
