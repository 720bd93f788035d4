import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

const grounds = {
  info: 'bg-accent-soft text-accent-text',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

type NoticeProps = {
  icon: LucideIcon;
  tone: keyof typeof grounds;
  title: ReactNode;
  children: ReactNode;
  /** Below: what was written, a way on. */
  more?: ReactNode;
};

/** Where the application stands, said once and plainly. Read out when it changes under the reader's eyes. */
export function Notice({ icon: Icon, tone, title, children, more }: NoticeProps) {
  return (
    <div role="status" className="flex gap-4 max-sm:flex-col">
      <span className={cx('flex size-11 shrink-0 items-center justify-center rounded-full', grounds[tone])}>
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <div className="min-w-0">
        <h2 className="text-xl">{title}</h2>
        <p className="mt-1 max-w-prose text-muted">{children}</p>
        {more && <div className="mt-5">{more}</div>}
      </div>
    </div>
  );
}

/** Somebody's own words, as they wrote them. */
export function Quote({ children, by }: { children: ReactNode; by?: ReactNode }) {
  return (
    <figure className="max-w-prose border-s-3 border-line-strong ps-4">
      <blockquote dir="auto" className="whitespace-pre-line text-lg page-start">
        {children}
      </blockquote>
      {by && <figcaption className="mt-1.5 text-sm text-muted">{by}</figcaption>}
    </figure>
  );
}
