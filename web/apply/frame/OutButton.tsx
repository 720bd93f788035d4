import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { OutLink } from '../../ui/Link.tsx';

/** The page's main way on where it leads out of the face, or down the page: a link with the look of the primary button. */
export function OutButton({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <OutLink
      plain
      href={href}
      className={cx(
        'inline-flex h-11 shrink-0 items-center justify-center rounded-md bg-accent px-5 text-lg font-medium text-on-accent shadow-low transition-colors hover:bg-accent-hover',
        className,
      )}
    >
      {children}
    </OutLink>
  );
}
