import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

/** A line above a page that says what comes next. */
export function Notice(props: {
  icon: LucideIcon;
  tone?: 'info' | 'warn';
  title?: ReactNode;
  children: ReactNode;
}) {
  const { icon: Icon, tone = 'info', title, children } = props;
  const ground = tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-text';
  return (
    <div role="status" className={cx('flex items-start gap-3 rounded-xl px-4 py-3', ground)}>
      <Icon className="mt-0.5 size-4.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <div className="min-w-0">
        {title && <p className="font-semibold">{title}</p>}
        <p className="text-ink">{children}</p>
      </div>
    </div>
  );
}
