import type { ReactNode } from 'react';
import { cx } from './cx.ts';

type CardProps = {
  title?: ReactNode;
  description?: ReactNode;
  /** At the heading's end: a link, a button, a menu. */
  actions?: ReactNode;
  /** The body reaches the edges: tables and lists bring their own space. */
  flush?: boolean;
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
};

/** A sheet of paper on the sand: one subject. Cards never stand inside cards. */
export function Card({ title, description, actions, flush, footer, className, children }: CardProps) {
  const headed = Boolean(title || description || actions);
  return (
    <section className={cx('min-w-0 rounded-xl border border-line bg-surface shadow-low', className)}>
      {headed && (
        <header
          className={cx(
            'flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 pt-4.5',
            flush ? 'pb-4' : 'pb-1',
          )}
        >
          <SectionTitle title={title} description={description} />
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div
        className={cx(
          !flush && 'px-5',
          !flush && (headed ? 'pt-3 pb-5' : 'py-5'),
          flush && headed && 'border-t border-line',
        )}
      >
        {children}
      </div>
      {footer && <footer className="border-t border-line px-5 py-3 text-sm text-muted">{footer}</footer>}
    </section>
  );
}

/** A part of a page without a sheet: a heading, a sentence, and what follows. Long forms are made of these. */
export function Section({
  title,
  description,
  actions,
  className,
  children,
}: Omit<CardProps, 'flush' | 'footer'>) {
  return (
    <section className={cx('flex min-w-0 flex-col gap-4', className)}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <SectionTitle title={title} description={description} />
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

function SectionTitle({ title, description }: { title?: ReactNode; description?: ReactNode }) {
  return (
    <div className="min-w-0">
      {title && <h2 className="text-lg font-semibold">{title}</h2>}
      {description && <p className="mt-0.5 max-w-prose text-muted">{description}</p>}
    </div>
  );
}

/** A number worth a glance: what it is, the figure, and what it is compared with. */
export function Figure({
  label,
  value,
  note,
  children,
}: {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="@container flex min-w-0 flex-col rounded-xl border border-line bg-surface px-5 py-4.5 shadow-low">
      <span className="text-sm font-medium text-muted">{label}</span>
      <span className="figures mt-1.5 text-xl @[13.5rem]:text-2xl font-semibold tracking-[-0.02em] rtl:tracking-normal">
        {value}
      </span>
      {note && <span className="mt-1 text-sm text-muted">{note}</span>}
      {children && <div className="mt-auto pt-4">{children}</div>}
    </div>
  );
}
