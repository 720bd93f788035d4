import { Link as RouterLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { ExternalLink as ExternalIcon } from './icons.ts';

const words = 'rounded-sm font-medium text-accent-text underline-offset-3 hover:underline';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** A path from web/paths.ts, filled in by `path()`. */
  to: string;
  search?: Record<string, unknown>;
  /** No look of its own: the caller's classes are all there is. */
  plain?: boolean;
  replace?: boolean;
};

/** A link inside the face; the page behind it is fetched when the pointer rests on it. */
export function Link({ plain, className, ...rest }: LinkProps) {
  // Each face has its own router, so paths are checked by web/paths.ts rather than by one router's types.
  return (
    <RouterLink {...(rest as ComponentProps<typeof RouterLink>)} className={cx(!plain && words, className)} />
  );
}

/** A link out of the face: another face, a document, another site. Opens in place unless `newTab`. */
export function OutLink({
  newTab,
  plain,
  className,
  children,
  ...rest
}: ComponentProps<'a'> & { href: string; newTab?: boolean; plain?: boolean }) {
  const away = newTab ? { target: '_blank', rel: 'noreferrer' } : {};
  return (
    <a {...rest} {...away} className={cx(!plain && words, className)}>
      {children}
      {newTab && !plain && <ExternalIcon className="ms-1 inline size-3 align-[-1px]" aria-hidden />}
    </a>
  );
}
